# SPDX-License-Identifier: Apache-2.0
"""Logs of running processes stay short, and one kind of error fills none of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gateway.child_process import shorten

PROGRAM = """
from chassis import logging
logging.configure()
log = logging.get_logger("test")
for number in range(1000):
    log.warning("relay.failed", error="the bus is away")
    log.info("request")
"""


def test_a_log_that_is_being_written_is_shortened(tmp_path: Path) -> None:
    log = tmp_path / "host.log"
    with log.open("ab", buffering=0) as writing:
        writing.write(b"x" * (11 << 20))
        shorten(log)
        writing.write(b"next\n")
        shorten(log)

    assert log.read_bytes() == b"next\n"
    assert (tmp_path / "host.log.1").stat().st_size == 11 << 20


def test_one_kind_of_error_is_logged_once_a_second() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )

    lines = done.stderr.splitlines()
    assert sum("request" in one for one in lines) == 1000
    assert 1 <= sum("relay.failed" in one for one in lines) < 500
