# SPDX-License-Identifier: Apache-2.0
"""The settings of drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.config import Environment


@dataclass(frozen=True, slots=True)
class Config:
    """How drafts is set up besides what every service shares."""

    library_seconds: float
    """How long the library may take to answer."""


def load(environ: Mapping[str, str]) -> Config:
    """Read `DRAFTS_*`."""
    env = Environment(environ, prefix="DRAFTS_")
    config = Config(library_seconds=env.seconds("LIBRARY_SECONDS", 3.0))
    env.check()
    return config
