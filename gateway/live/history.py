# SPDX-License-Identifier: Apache-2.0
"""The newest notifications, numbered, so that a listener that reconnects is told what it missed."""

from __future__ import annotations

import json
import secrets
from collections import deque
from dataclasses import dataclass

from gateway.live.notifications import Notification

_SIZE = 5000


@dataclass(frozen=True, slots=True)
class NumberedNotification:
    """A notification with the number it has in this process."""

    number: int
    notification: Notification


class History:
    """The newest notifications of all users, whose ids are `<process>-<number>`.

    After a restart of the process, or when too much has happened, an id is not known any more.
    """

    def __init__(self, *, size: int = _SIZE) -> None:
        self._process = secrets.token_hex(4)
        self._newest: deque[NumberedNotification] = deque(maxlen=size)
        self._number = 0

    def add(self, notification: Notification) -> bytes:
        """Remember a notification, and return it as listeners receive it."""
        self._number += 1
        self._newest.append(NumberedNotification(self._number, notification))
        return self._written(self._number, notification)

    def beginning(self, user_id: int, last_event_id: str) -> bytes:
        """Return the first bytes of a stream: what was missed, or `reset` when nobody knows.

        A page that receives `reset` reads again what it shows.
        """
        if not last_event_id:
            return self._hello("ready")
        number = self._number_of(last_event_id)
        if number is None:
            return self._hello("reset")
        own = [
            self._written(one.number, one.notification)
            for one in self._newest
            if one.number > number and one.notification.user_id == user_id
        ]
        return b"".join([*own, self._hello("ready")])

    def _number_of(self, last_event_id: str) -> int | None:
        process, _, number = last_event_id.partition("-")
        if process != self._process or not number.isdecimal() or len(number) > 18:
            return None
        oldest = self._newest[0].number if self._newest else self._number + 1
        found = int(number)
        return found if oldest - 1 <= found <= self._number else None

    def _hello(self, event: str) -> bytes:
        """Write an event that carries the newest id, so that even a quiet stream can be resumed."""
        return f"retry: 2000\nid: {self._id(self._number)}\nevent: {event}\ndata: {{}}\n\n".encode()

    def _id(self, number: int) -> str:
        return f"{self._process}-{number}"

    def _written(self, number: int, notification: Notification) -> bytes:
        text = json.dumps(notification.data, separators=(",", ":"))
        return f"id: {self._id(number)}\ndata: {text}\n\n".encode()
