# SPDX-License-Identifier: Apache-2.0
"""Progress, told to whoever listens at this moment and never kept."""

from __future__ import annotations

import contextlib
import queue
import threading
import uuid
from typing import Protocol

from chassis import outbox
from chassis.bus import BusUnavailable, Message
from services.render.coordinator.domain.render import Render
from services.render.coordinator.store import announcements

_TOPIC = "render.render.progress.v1"
_MOST_WAITING = 200


class Publisher(Protocol):
    """What progress is sent by."""

    def publish_many(self, messages: list[Message]) -> None:
        """Send messages."""


class ProgressPublisher:
    """Tells progress from a thread of its own, so that a lost broker delays nobody."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._waiting: queue.Queue[Render] = queue.Queue(_MOST_WAITING)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def __call__(self, render: Render) -> None:
        """Tell how far a render is, soon, or never when too much waits to be told."""
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="progress", daemon=True)
                self._thread.start()
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(render)

    def _run(self) -> None:
        while True:
            message = progress_message(self._waiting.get())
            with contextlib.suppress(BusUnavailable):
                self._publisher.publish_many([message])


def progress_message(render: Render) -> Message:
    """Write progress as a transient message."""
    fact = announcements.progressed(render)
    event_id = str(uuid.uuid4())
    return Message(
        message_id=event_id,
        type=fact.DESCRIPTOR.full_name,
        topic=_TOPIC,
        body=outbox.to_json(fact),
        headers=outbox.headers_of(event_id),
        transient=True,
    )
