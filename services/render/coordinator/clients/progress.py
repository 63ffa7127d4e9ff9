# SPDX-License-Identifier: Apache-2.0
"""Progress of renders on the bus: sent at once, never stored."""

from __future__ import annotations

import contextlib
import queue
import threading
import uuid

from chassis import logging, outbox
from chassis.bus import BusUnavailable, Message
from chassis.relay import MessagePublisher
from services.render.coordinator.domain.render import Render
from services.render.coordinator.store.events import PROGRESS_TOPIC, progress_to_proto

_MAX_WAITING = 200

_log = logging.get_logger("render")


class BusProgressPublisher:
    """Sends progress from a thread of its own, so that an unavailable broker delays nobody."""

    def __init__(self, publisher: MessagePublisher) -> None:
        self._publisher = publisher
        self._waiting: queue.Queue[Render] = queue.Queue(_MAX_WAITING)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def publish_progress(self, render: Render) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="progress", daemon=True)
                self._thread.start()
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(render)

    def _run(self) -> None:
        while True:
            message = progress_message(self._waiting.get())
            try:
                self._publisher.publish_many([message])
            except BusUnavailable:
                continue
            except Exception:
                _log.exception("progress.failed")


def progress_message(render: Render) -> Message:
    """Return the progress of a render as a transient message."""
    event = progress_to_proto(render)
    event_id = str(uuid.uuid4())
    return Message(
        message_id=event_id,
        type=event.DESCRIPTOR.full_name,
        topic=PROGRESS_TOPIC,
        body=outbox.to_json(event),
        headers=outbox.headers_of(event_id),
        transient=True,
    )
