# SPDX-License-Identifier: Apache-2.0
"""The settings of hls and of its packagers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.config import Environment

_LEASE_SECONDS = 15
_PLAYBACK_SECONDS = 4 * 3600


@dataclass(frozen=True, slots=True)
class Config:
    """How hls is set up besides what every service shares."""

    lease_seconds: int
    playback_seconds: int


@dataclass(frozen=True, slots=True)
class PackagerConfig:
    """How a packager is set up."""

    kind: str
    exits_with_parent: bool


def load(environ: Mapping[str, str]) -> Config:
    """Read `HLS_LEASE_SECONDS` and `HLS_PLAYBACK_SECONDS`."""
    env = Environment(environ, prefix="HLS_")
    config = Config(
        lease_seconds=env.integer("LEASE_SECONDS", _LEASE_SECONDS, least=2),
        playback_seconds=env.integer("PLAYBACK_SECONDS", _PLAYBACK_SECONDS, least=60),
    )
    env.check()
    return config


def load_packager(environ: Mapping[str, str]) -> PackagerConfig:
    """Read `HLS_PACKAGER` and `EXIT_WITH_PARENT`."""
    env = Environment(environ)
    config = PackagerConfig(
        kind=env.text("HLS_PACKAGER", "ffmpeg"),
        exits_with_parent=env.flag("EXIT_WITH_PARENT"),
    )
    env.check()
    return config
