# SPDX-License-Identifier: Apache-2.0
"""The connections that are open, by user; one that does not read is closed."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from prometheus_client import Gauge

from gateway.live.history import History
from gateway.live.notifications import Notification

MOST_OF_A_USER = 30
MOST_LISTENERS = 5000
_MOST_UNREAD_BYTES = 256 * 1024

LISTENERS = Gauge("reelmill_live_listeners", "Open streams of live events.")


class Listeners:
    """All open streams of this process; used by its event loop only."""

    def __init__(self) -> None:
        self._by_user: dict[int, set[asyncio.WriteTransport]] = defaultdict(set)
        self._count = 0
        self.history = History()

    def has_room_for(self, user_id: int) -> bool:
        """Whether one more stream of a user may be opened."""
        open_streams = self._by_user.get(user_id, ())
        return len(open_streams) < MOST_OF_A_USER and self._count < MOST_LISTENERS

    def add(self, user_id: int, transport: asyncio.WriteTransport, last_event_id: str) -> None:
        """Begin a stream; from now on the user's notifications are written to it."""
        self._by_user[user_id].add(transport)
        self._set_count(self._count + 1)
        transport.write(self.history.beginning(user_id, last_event_id))

    def remove(self, user_id: int, transport: asyncio.WriteTransport) -> None:
        """Forget a stream."""
        self._by_user[user_id].discard(transport)
        if not self._by_user[user_id]:
            del self._by_user[user_id]
        self._set_count(self._count - 1)

    def tell(self, notification: Notification) -> None:
        """Remember a notification and write it to the streams of its user."""
        written = self.history.add(notification)
        for transport in tuple(self._by_user.get(notification.user_id, ())):
            _write(transport, written)

    def keep_alive(self) -> None:
        """Write a comment to every stream, so that nothing between takes it for dead."""
        for transports in tuple(self._by_user.values()):
            for transport in tuple(transports):
                _write(transport, b":\n\n")

    def _set_count(self, count: int) -> None:
        self._count = count
        LISTENERS.set(count)


def _write(transport: asyncio.WriteTransport, data: bytes) -> None:
    """Write to a stream; one that has not been read for long is closed and may reconnect."""
    if transport.get_write_buffer_size() > _MOST_UNREAD_BYTES:
        transport.abort()
    else:
        transport.write(data)
