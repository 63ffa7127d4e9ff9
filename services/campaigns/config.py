# SPDX-License-Identifier: Apache-2.0
"""The settings of campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.config import Environment


@dataclass(frozen=True, slots=True)
class Config:
    """How campaigns are set up besides what every service shares."""

    page_size: int
    """Campaigns on a page when the reader does not say."""


def load(environ: Mapping[str, str]) -> Config:
    """Read `CAMPAIGNS_*`."""
    env = Environment(environ, prefix="CAMPAIGNS_")
    config = Config(page_size=env.integer("PAGE_SIZE", 50, least=1))
    env.check()
    return config
