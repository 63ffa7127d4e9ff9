# SPDX-License-Identifier: Apache-2.0
"""Run one child process to its end in the thread of the caller."""

from __future__ import annotations

import os
import resource
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from chassis.process.confinement import UNCONFINED, Confinement
from chassis.process.spawning import Limits, limited, signal_group, spawn

_MINIMAL = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
_TAIL_BYTES = 8192
_LONGEST_LINE = 65536
_GRACE_SECONDS = 1.0
_TICK_SECONDS = 0.2


class ChildError(Exception):
    """A child did not succeed; the end of its standard error is in `stderr_tail`."""

    def __init__(self, program: str, returncode: int, stderr_tail: str) -> None:
        super().__init__(f"{program} ended with {returncode}: {stderr_tail[-500:]}")
        self.returncode = returncode
        self.stderr_tail = stderr_tail


class ChildFailed(ChildError):
    """The child ended with another code than zero; a negative one is the signal that ended it."""


class ChildTimedOut(ChildError):
    """The child was ended because it took longer than it was given."""


class ChildStalled(ChildError):
    """The child was ended because it printed no line for too long."""


class ChildCancelled(ChildError):
    """The child was ended because it was cancelled."""


class ChildTooTalkative(ChildError):
    """The child was ended because it printed more than it may."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A child that succeeded: the end of its output and the processor time that it took."""

    returncode: int
    stdout_tail: str
    stderr_tail: str
    cpu_seconds: float


OnLine = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LineReaders:
    """What is called with each line of the standard output, and each whole one of the error."""

    output: OnLine | None = None
    error: OnLine | None = None


_confinement = UNCONFINED


def confine(confinement: Confinement) -> None:
    """Confine all children that this process runs from now on."""
    global _confinement  # It is set once, at the start of a worker.
    _confinement = confinement


def run(
    argv: Sequence[str],
    *,
    limits: Limits,
    scratch: Path | None = None,
    env: Mapping[str, str] | None = None,
    on_line: OnLine | LineReaders | None = None,
    cancelled: Callable[[], bool] | Event | None = None,
) -> Finished:
    """Run a child in its scratch directory, without the environment of this process.

    `on_line` is called with each line of its standard output. Raises a ChildError when it fails,
    exceeds its limits or is cancelled.
    """
    child = spawn(
        [*_confinement.prefix, *limited(argv, limits)],
        env=_MINIMAL | dict(env or {}),
        cwd=scratch,
        streams=(subprocess.DEVNULL, subprocess.PIPE, subprocess.PIPE),
    )
    with child, _OutputReader(child, _line_readers(on_line)) as reader:
        try:
            fault = _wait(reader, limits, _predicate(cancelled))
        finally:
            usage = _end(child, reader)
        if fault is None:
            reader.read_rest()
            fault = _fault_at_exit(child, reader, limits)
    if fault is not None:
        raise fault(Path(argv[0]).name, child.returncode, _text(reader.stderr_tail))
    return Finished(
        returncode=child.returncode,
        stdout_tail=_text(reader.stdout_tail),
        stderr_tail=_text(reader.stderr_tail),
        cpu_seconds=usage.ru_utime + usage.ru_stime,
    )


class _OutputReader:
    """Reads what a child prints, stores the end of it, and notices when the child has ended."""

    def __init__(self, child: subprocess.Popen[bytes], readers: LineReaders) -> None:
        self.stdout_tail = bytearray()
        self.stderr_tail = bytearray()
        self.output_bytes = 0
        self.last_line_at = time.monotonic()
        self.ended = False
        self._on_line, self._on_error_line = readers.output, readers.error
        self._partial_line = b""
        self._partial_error = b""
        self._pidfd = os.pidfd_open(child.pid)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pidfd, selectors.EVENT_READ, self._on_exit)
        for pipe, read in ((child.stdout, self._read_stdout), (child.stderr, self._read_stderr)):
            assert pipe is not None
            self._selector.register(pipe, selectors.EVENT_READ, read)

    def __enter__(self) -> _OutputReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()
        os.close(self._pidfd)

    def read_ready(self, seconds: float) -> bool:
        """Read what arrives within so many seconds; return whether anything did."""
        ready = self._selector.select(seconds)
        for key, _ in ready:
            key.data(key.fd)
        return bool(ready)

    def read_rest(self) -> None:
        """Read what is left in the pipes of a child that has ended."""
        deadline = time.monotonic() + _GRACE_SECONDS
        while self.read_ready(0) and time.monotonic() < deadline:
            continue
        if self._partial_line:
            self._emit(self._partial_line)

    def drop_lines(self) -> None:
        """Go on reading, so that the child does not block, but pass no more lines on."""
        self._on_line = None

    def _on_exit(self, pidfd: int) -> None:
        self.ended = True
        self._selector.unregister(pidfd)

    def _read_stderr(self, pipe: int) -> None:
        data = self._read(pipe)
        _append_tail(self.stderr_tail, data)
        if self._on_error_line is None:
            return
        *lines, rest = (self._partial_error + data).split(b"\n")
        self._partial_error = rest[-_LONGEST_LINE:]
        for line in lines:
            self._on_error_line(_text(line))

    def _read_stdout(self, pipe: int) -> None:
        data = self._read(pipe)
        self.output_bytes += len(data)
        _append_tail(self.stdout_tail, data)
        *lines, self._partial_line = (self._partial_line + data).split(b"\n")
        if len(self._partial_line) > _LONGEST_LINE:
            lines, self._partial_line = [*lines, self._partial_line], b""
        for line in lines:
            self._emit(line)

    def _read(self, pipe: int) -> bytes:
        data = os.read(pipe, _LONGEST_LINE)
        if not data:
            self._selector.unregister(pipe)
        return data

    def _emit(self, line: bytes) -> None:
        if self._on_line is not None:
            self._on_line(_text(line))
        self.last_line_at = time.monotonic()


def _wait(
    reader: _OutputReader, limits: Limits, cancelled: Callable[[], bool]
) -> type[ChildError] | None:
    """Read until the child has ended, or return why it must be ended."""
    started = time.monotonic()
    while not reader.ended:
        reader.read_ready(_TICK_SECONDS)
        now = time.monotonic()
        if cancelled():
            return ChildCancelled
        if now - started > limits.timeout:
            return ChildTimedOut
        if limits.stall_timeout and now - reader.last_line_at > limits.stall_timeout:
            return ChildStalled
        if reader.output_bytes > limits.output_bytes:
            return ChildTooTalkative
    return None


def _end(child: subprocess.Popen[bytes], reader: _OutputReader) -> resource.struct_rusage:
    """End what still runs of the child and its group, and reap it."""
    if not reader.ended:
        reader.drop_lines()
        signal_group(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE_SECONDS
        while not reader.ended and time.monotonic() < deadline:
            reader.read_ready(_TICK_SECONDS)
    # Until it is reaped its process id is not used again, so that no other group is signalled.
    signal_group(child.pid, signal.SIGKILL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage


def _fault_at_exit(
    child: subprocess.Popen[bytes], reader: _OutputReader, limits: Limits
) -> type[ChildError] | None:
    if reader.output_bytes > limits.output_bytes:
        return ChildTooTalkative
    return ChildFailed if child.returncode else None


def _line_readers(on_line: OnLine | LineReaders | None) -> LineReaders:
    return on_line if isinstance(on_line, LineReaders) else LineReaders(on_line)


def _predicate(cancelled: Callable[[], bool] | Event | None) -> Callable[[], bool]:
    if cancelled is None:
        return lambda: False
    return cancelled.is_set if isinstance(cancelled, Event) else cancelled


def _append_tail(tail: bytearray, data: bytes) -> None:
    tail += data
    del tail[:-_TAIL_BYTES]


def _text(data: bytes | bytearray) -> str:
    return data.decode(errors="replace")
