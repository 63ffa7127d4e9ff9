# SPDX-License-Identifier: Apache-2.0
"""Child processes with limits, which end with their parent, and their scratch directories."""

from __future__ import annotations

from chassis.process.confinement import Confinement, find_confinement
from chassis.process.running import (
    ChildCancelled,
    ChildError,
    ChildFailed,
    ChildStalled,
    ChildTimedOut,
    ChildTooTalkative,
    Finished,
    LineReaders,
    OnLine,
    confine,
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
    "Confinement",
    "Finished",
    "Limits",
    "LineReaders",
    "OnLine",
    "confine",
    "end_group",
    "find_confinement",
    "run",
    "scratch_directory",
    "spawn",
    "sweep_scratch",
]
