# SPDX-License-Identifier: Apache-2.0
"""The children of one packaging job: how they are limited, and whose fault it is when they fail."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chassis.jobs.errors import InputUnusable
from chassis.jobs.failures import is_environment_failure
from chassis.jobs.worker import CancellationToken
from chassis.process import ChildFailed, ChildTooTalkative, Limits, LineReaders, OnLine, run
from media.file_headers import Inspect, Inspected

MEMORY_BYTES = 8 << 30
_PROBE_OUTPUT_BYTES = 512 << 20
_LONGEST_MAKING = 6 * 3600.0


@dataclass(slots=True)
class Children:
    """Runs the children of one job, from any thread, and adds up their processor time."""

    token: CancellationToken
    cpu_seconds: float = 0.0
    _adding: threading.Lock = field(default_factory=threading.Lock)

    def run(self, argv: Sequence[str], limits: Limits, on_line: OnLine | LineReaders) -> None:
        """Run one child to its end, or until the job is cancelled."""
        finished = run(argv, limits=limits, on_line=on_line, cancelled=self.token.is_cancelled)
        with self._adding:
            self.cpu_seconds += finished.cpu_seconds

    def make(self, argv: Sequence[str], file_bytes: int | None = None) -> bool:
        """Run a child that makes files, and return False if it failed because of the video."""
        limits = Limits(timeout=_LONGEST_MAKING, memory_bytes=MEMORY_BYTES, file_bytes=file_bytes)
        try:
            self.run(argv, limits, lambda _: None)
        except ChildFailed as error:
            if is_killed(error):
                raise
            return False
        return True

    def inspecting(self, source: Path) -> Inspect:
        """Return what runs children that read a video and prints what they print."""

        def inspect(argv: Sequence[str]) -> Inspected:
            return self._inspect(argv, source.stat().st_size)

        return inspect

    def _inspect(self, argv: Sequence[str], source_bytes: int) -> Inspected:
        lines: list[str] = []
        limits = Limits(
            timeout=120 + source_bytes / 1e6,
            output_bytes=_PROBE_OUTPUT_BYTES,
            memory_bytes=MEMORY_BYTES,
            file_bytes=0,
        )
        try:
            self.run(argv, limits, lines.append)
        except ChildFailed as error:
            if is_killed(error):
                raise
            return Inspected("\n".join(lines), error.stderr_tail, is_whole=False)
        except ChildTooTalkative as error:
            raise InputUnusable(
                "not_media", "This video has too many packets to be real."
            ) from error
        return Inspected("\n".join(lines))


def is_killed(error: ChildFailed) -> bool:
    """Whether a signal or this machine ended a child, and not the video that it read."""
    return error.returncode < 0 or is_environment_failure(error)
