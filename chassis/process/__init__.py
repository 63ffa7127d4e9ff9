# SPDX-License-Identifier: Apache-2.0
"""Children that cannot outlive, outgrow or hang us, and scratch space that goes when they do."""

from __future__ import annotations

from chassis.process.running import (
    ChildCancelled,
    ChildError,
    ChildFailed,
    ChildStalled,
    ChildTimedOut,
    ChildTooTalkative,
    Finished,
    run,
)
from chassis.process.scratch import scratch_directory, sweep_scratch
from chassis.process.spawning import Limits, end_group, spawn

__all__ = [
    "ChildCancelled",
    "ChildError",
    "ChildFailed",
    "ChildStalled",
    "ChildTimedOut",
    "ChildTooTalkative",
    "Finished",
    "Limits",
    "end_group",
    "run",
    "scratch_directory",
    "spawn",
    "sweep_scratch",
]
