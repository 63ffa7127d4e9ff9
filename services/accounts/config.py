# SPDX-License-Identifier: Apache-2.0
"""The settings of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.config import Environment


@dataclass(frozen=True, slots=True)
class Config:
    """How accounts is set up besides what every service shares."""

    access_minutes: int


def load(environ: Mapping[str, str]) -> Config:
    """Read `ACCOUNTS_*`."""
    env = Environment(environ, prefix="ACCOUNTS_")
    config = Config(access_minutes=env.integer("ACCESS_MINUTES", 10, least=1))
    env.check()
    return config
