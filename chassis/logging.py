# SPDX-License-Identifier: Apache-2.0
"""Structured JSON logs that carry the request id through every service."""

from __future__ import annotations

import contextlib
import contextvars
import logging
import re
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO, cast

import structlog

_REQUEST_ID: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")


def configure(*, level: str = "INFO") -> None:
    """Send every log line of this process to standard error as one JSON object."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            _add_request_id,
            structlog.processors.add_log_level,
            _Throttle(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Unfailing(sys.stderr))),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")


@dataclass(frozen=True)
class _Unfailing:
    """A text stream that drops what cannot be written: a full disk must not end a thread."""

    stream: TextIO

    def write(self, text: str) -> None:
        """Write a text, or drop it."""
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(text)

    def flush(self) -> None:
        """Write out what is buffered, or drop it."""
        with contextlib.suppress(OSError, ValueError):
            self.stream.flush()


class _Throttle:
    """Lets each kind of warning or error through once a second, and counts what it drops."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], tuple[float, int]] = {}

    def __call__(
        self, _logger: object, _method: str, event: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        """Return the event, or raise DropEvent."""
        if event.get("level") not in _THROTTLED:
            return event
        kind = (str(event.get("event")), str(event.get("error"))[:_KIND_LENGTH])
        now = time.monotonic()
        last_at, dropped = self._last.get(kind, (now - 1.0, 0))
        if now - last_at < 1.0:
            self._last[kind] = (last_at, dropped + 1)
            raise structlog.DropEvent
        if len(self._last) >= _MOST_KINDS:
            self._last.clear()
        self._last[kind] = (now, 0)
        if dropped:
            event["dropped"] = dropped
        return event


_THROTTLED = frozenset({"warning", "error", "critical", "exception"})
_KIND_LENGTH, _MOST_KINDS = 80, 1000


def get_logger(service: str) -> structlog.stdlib.BoundLogger:
    """Return a logger whose lines name the service."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(service=service)
    return logger


def request_id() -> str:
    """Return the id of the current request, empty outside of one."""
    return _REQUEST_ID.get()


@contextmanager
def following(identifier: str | None) -> Iterator[str]:
    """Do the work of a block under a request id, a new one when none well-formed is given."""
    given = identifier or ""
    chosen = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
    token = _REQUEST_ID.set(chosen)
    try:
        yield chosen
    finally:
        _REQUEST_ID.reset(token)


def _add_request_id(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    if identifier := _REQUEST_ID.get():
        event.setdefault("request_id", identifier)
    return event
