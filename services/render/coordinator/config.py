# SPDX-License-Identifier: Apache-2.0
"""The settings of render's coordinator and of its nodes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chassis.config import Environment

_GIBIBYTE = 2**30


@dataclass(frozen=True, slots=True)
class Config:
    """How the coordinator is set up besides what every service shares."""

    lease_seconds: int
    crash_limit: int
    kept_bytes: int


@dataclass(frozen=True, slots=True)
class NodeConfig:
    """How a node is set up besides what every process shares."""

    slots: int
    scratch: Path
    cache_bytes: int
    poll_seconds: float
    exits_with_parent: bool


def load(environ: Mapping[str, str]) -> Config:
    """Read the coordinator's `RENDER_*`."""
    env = Environment(environ, prefix="RENDER_")
    config = Config(
        lease_seconds=env.integer("LEASE_SECONDS", 15, least=1),
        crash_limit=env.integer("CRASH_LIMIT", 5, least=1),
        kept_bytes=env.integer("KEPT_BYTES", 200 * _GIBIBYTE),
    )
    env.check()
    return config


def load_node(environ: Mapping[str, str], *, scratch: Path) -> NodeConfig:
    """Read a node's `RENDER_*`, and EXIT_WITH_PARENT."""
    env = Environment(environ, prefix="RENDER_")
    config = NodeConfig(
        slots=env.integer("SLOTS", os.cpu_count() or 1, least=1),
        scratch=scratch,
        cache_bytes=env.integer("CACHE_BYTES", 20 * _GIBIBYTE),
        poll_seconds=env.seconds("POLL_SECONDS", 3.0),
        exits_with_parent=Environment(environ).flag("EXIT_WITH_PARENT"),
    )
    env.check()
    return config
