# SPDX-License-Identifier: Apache-2.0
"""The settings of publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chassis.config import Environment


@dataclass(frozen=True, slots=True)
class Config:
    """How publishing is set up besides what every service shares."""

    player_assets: Path
    """The folder of the player's script, as its package brings it."""


def load(environ: Mapping[str, str]) -> Config:
    """Read `PUBLISH_*`."""
    env = Environment(environ, prefix="PUBLISH_")
    config = Config(player_assets=env.path("PLAYER_ASSETS", "web/node_modules/hls.js/dist"))
    env.check()
    return config
