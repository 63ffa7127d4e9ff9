# SPDX-License-Identifier: Apache-2.0
"""Logging never ends what it tells of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
from chassis import logging
logging.configure()
log = logging.get_logger("test")
log.warning("disk.full", text="x" * 100)
try:
    1 / 0
except ZeroDivisionError:
    log.exception("worse", half="\\ud800", strange=object())
print("still here")
"""


def test_a_line_that_cannot_be_written_is_dropped() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=full, text=True
        )

    assert done.stdout == "still here\n"
