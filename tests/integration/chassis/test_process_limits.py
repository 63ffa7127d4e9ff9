# SPDX-License-Identifier: Apache-2.0
"""What a child may use, and what happens when it wants more."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from chassis.process import (
    ChildFailed,
    ChildTooTalkative,
    Limits,
    run,
)
from tests.support.process.children import a_limit, is_alive, python
from tests.support.process.waiting import HANG_SECONDS


def test_a_flood_of_complaints_is_bounded_and_harmless() -> None:
    flood = "import sys; [sys.stderr.write('x' * 65536) for _ in range(500)]; sys.stderr.write('E')"

    finished = run(python(flood), limits=a_limit())

    assert len(finished.stderr_tail) == 8192
    assert finished.stderr_tail.endswith("xE")


def test_a_child_that_prints_without_end_is_stopped() -> None:
    with pytest.raises(ChildTooTalkative):
        run(["yes"], limits=Limits(timeout=HANG_SECONDS, output_bytes=1 << 20))


def test_one_endless_line_is_read_in_parts() -> None:
    parts: list[str] = []

    run(python("print('x' * 300_000)"), limits=a_limit(), on_line=parts.append)

    assert "".join(parts) == "x" * 300_000
    assert max(map(len, parts)) <= 2 * 65536


def test_the_memory_limit_trips() -> None:
    limits = Limits(timeout=HANG_SECONDS, memory_bytes=200 << 20)

    with pytest.raises(ChildFailed, match="MemoryError"):
        run(python("bytearray(1 << 30)"), limits=limits)


def test_the_processor_limit_trips() -> None:
    with pytest.raises(ChildFailed) as caught:
        run(["sh", "-c", "while :; do :; done"], limits=Limits(timeout=HANG_SECONDS, cpu_seconds=1))

    assert caught.value.returncode == -signal.SIGXCPU


def test_the_file_size_limit_trips(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed):
        run(
            ["sh", "-c", "head -c 100000 /dev/zero > big"],
            limits=Limits(timeout=HANG_SECONDS, file_bytes=4096),
            scratch=tmp_path,
        )

    assert (tmp_path / "big").stat().st_size == 4096


def test_the_open_files_limit_trips() -> None:
    opening = "[open('/dev/null') for _ in range(50)]"

    with pytest.raises(ChildFailed, match="Too many open files"):
        run(python(f"kept = {opening}"), limits=Limits(timeout=HANG_SECONDS, open_files=20))


def test_when_the_listener_fails_the_child_is_gone() -> None:
    lines: list[str] = []

    def reject(line: str) -> None:
        lines.append(line)
        raise RuntimeError("the lease is lost")

    with pytest.raises(RuntimeError, match="the lease is lost"):
        run(["sh", "-c", "echo $$; exec sleep infinity"], limits=a_limit(), on_line=reject)

    assert not is_alive(int(lines[0]))
