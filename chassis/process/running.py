# SPDX-License-Identifier: Apache-2.0
"""Running one child to its end, or to ours: all in the caller's thread, so none is left behind."""

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

from chassis.process.spawning import Limits, limited, signal_group, spawn

_MINIMAL = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
_TAIL_BYTES = 8192
_LONGEST_LINE = 65536
_GRACE_SECONDS = 1.0
_TICK_SECONDS = 0.2


class ChildError(Exception):
    """A child did not do its work; the last that it said is in `stderr_tail`."""

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
    """The child was ended because nobody wants its result any more."""


class ChildTooTalkative(ChildError):
    """The child was ended because it printed more than it may."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A child that ended well; its memory is at least our own peak, which the kernel counts in."""

    returncode: int
    stdout_tail: str
    stderr_tail: str
    cpu_seconds: float
    max_rss_bytes: int


def run(
    argv: Sequence[str],
    *,
    limits: Limits,
    scratch: Path | None = None,
    env: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] | None = None,
    cancelled: Callable[[], bool] | Event | None = None,
) -> Finished:
    """Run a child in its scratch directory with nothing of our environment, line by line."""
    child = spawn(
        limited(argv, limits),
        env=_MINIMAL | dict(env or {}),
        cwd=scratch,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with child, _Listener(child, on_line) as listener:
        try:
            fault = _attend(listener, limits, _question(cancelled))
        finally:
            usage = _end(child, listener)
        if fault is None:
            listener.hear_the_rest()
            fault = _verdict(child, listener, limits)
    if fault is not None:
        raise fault(Path(argv[0]).name, child.returncode, _text(listener.stderr_tail))
    return Finished(
        returncode=child.returncode,
        stdout_tail=_text(listener.stdout_tail),
        stderr_tail=_text(listener.stderr_tail),
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        max_rss_bytes=usage.ru_maxrss * 1024,
    )


class _Listener:
    """Hears what a child prints, keeps the end of it, and notices when the child has ended."""

    def __init__(
        self, child: subprocess.Popen[bytes], on_line: Callable[[str], None] | None
    ) -> None:
        self.stdout_tail = bytearray()
        self.stderr_tail = bytearray()
        self.heard_bytes = 0
        self.last_line_at = time.monotonic()
        self.ended = False
        self._on_line = on_line
        self._begun = b""
        self._pidfd = os.pidfd_open(child.pid)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pidfd, selectors.EVENT_READ, self._notice_the_end)
        for pipe, hear in ((child.stdout, self._hear_stdout), (child.stderr, self._hear_stderr)):
            assert pipe is not None
            self._selector.register(pipe, selectors.EVENT_READ, hear)

    def __enter__(self) -> _Listener:
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()
        os.close(self._pidfd)

    def listen(self, seconds: float) -> bool:
        """Hear what comes first within the time, and tell whether anything came."""
        ready = self._selector.select(seconds)
        for key, _ in ready:
            key.data(key.fd)
        return bool(ready)

    def hear_the_rest(self) -> None:
        """Hear what is left in the pipes of a child that has ended."""
        deadline = time.monotonic() + _GRACE_SECONDS
        while self.listen(0) and time.monotonic() < deadline:
            continue
        if self._begun:
            self._say(self._begun)

    def fall_deaf(self) -> None:
        """Go on reading, so that the child can go on to its end, but tell nobody."""
        self._on_line = None

    def _notice_the_end(self, pidfd: int) -> None:
        self.ended = True
        self._selector.unregister(pidfd)

    def _hear_stderr(self, pipe: int) -> None:
        _keep_the_end(self.stderr_tail, self._read(pipe))

    def _hear_stdout(self, pipe: int) -> None:
        data = self._read(pipe)
        self.heard_bytes += len(data)
        _keep_the_end(self.stdout_tail, data)
        *lines, self._begun = (self._begun + data).split(b"\n")
        if len(self._begun) > _LONGEST_LINE:
            lines, self._begun = [*lines, self._begun], b""
        for line in lines:
            self._say(line)

    def _read(self, pipe: int) -> bytes:
        data = os.read(pipe, _LONGEST_LINE)
        if not data:
            self._selector.unregister(pipe)
        return data

    def _say(self, line: bytes) -> None:
        if self._on_line is not None:
            self._on_line(_text(line))
        self.last_line_at = time.monotonic()


def _attend(
    listener: _Listener, limits: Limits, cancelled: Callable[[], bool]
) -> type[ChildError] | None:
    """Listen until the child has ended, or there is a reason to end it."""
    started = time.monotonic()
    while not listener.ended:
        listener.listen(_TICK_SECONDS)
        now = time.monotonic()
        if cancelled():
            return ChildCancelled
        if now - started > limits.timeout:
            return ChildTimedOut
        if limits.stall_timeout and now - listener.last_line_at > limits.stall_timeout:
            return ChildStalled
        if listener.heard_bytes > limits.output_bytes:
            return ChildTooTalkative
    return None


def _end(child: subprocess.Popen[bytes], listener: _Listener) -> resource.struct_rusage:
    """End what still runs of the child and its group, and reap it."""
    if not listener.ended:
        listener.fall_deaf()
        signal_group(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE_SECONDS
        while not listener.ended and time.monotonic() < deadline:
            listener.listen(_TICK_SECONDS)
    # Until it is reaped the child keeps its number, so that no other group can be meant.
    signal_group(child.pid, signal.SIGKILL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage


def _verdict(
    child: subprocess.Popen[bytes], listener: _Listener, limits: Limits
) -> type[ChildError] | None:
    if listener.heard_bytes > limits.output_bytes:
        return ChildTooTalkative
    return ChildFailed if child.returncode else None


def _question(cancelled: Callable[[], bool] | Event | None) -> Callable[[], bool]:
    if cancelled is None:
        return lambda: False
    return cancelled.is_set if isinstance(cancelled, Event) else cancelled


def _keep_the_end(tail: bytearray, data: bytes) -> None:
    tail += data
    del tail[:-_TAIL_BYTES]


def _text(data: bytes | bytearray) -> str:
    return data.decode(errors="replace")
