# SPDX-License-Identifier: Apache-2.0
"""Children for tests: stubborn ones, small programs, and a look whether one still lives."""

from __future__ import annotations

import sys
from pathlib import Path

from chassis.process import Limits
from tests.support.process.waiting import HANG_SECONDS

# Starts a grandchild that ignores SIGTERM, writes its number into a file, and waits for it.
STUBBORN_FAMILY = (
    "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > grandchild.part; mv grandchild.part grandchild;"
    " while :; do sleep 0.1; done' & wait"
)


def a_limit(timeout: float = HANG_SECONDS) -> Limits:
    return Limits(timeout=timeout)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
