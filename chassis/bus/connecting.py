# SPDX-License-Identifier: Apache-2.0
"""Connections to the broker, whichever it is, and the errors when it is away."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from amqp.exceptions import AMQPError, MessageNacked
from kombu.connection import Connection
from kombu.exceptions import KombuError

from chassis import sqlitemq
from chassis.sqlitemq.routes import UnknownExchange

# kombu's objects are untyped: they are Any in this package, and never leave it.
BROKER_ERRORS = (
    OSError,
    AMQPError,
    MessageNacked,
    KombuError,
    sqlite3.Error,
    UnknownExchange,
)

_CONNECT_SECONDS = 5
# Less than the time between two heartbeats, each of which restarts the wait.
_ANSWER_SECONDS = 10
_CLOSE_SECONDS = 2


class BusUnavailable(Exception):
    """The broker cannot be reached or did not confirm: send all messages again later."""


@dataclass(frozen=True, slots=True)
class BusAddress:
    """The URL of the broker: ``amqp://…`` for RabbitMQ or ``sqlitemq:////absolute/path``."""

    # It contains the password, which must not get into logs.
    url: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.url.startswith(("amqp://", "amqps://", f"{sqlitemq.SCHEME}:////")):
            raise ValueError("a bus address starts with amqp://, amqps:// or sqlitemq:////")

    @property
    def is_embedded(self) -> bool:
        """Whether the broker is a file of this machine."""
        return self.url.startswith(f"{sqlitemq.SCHEME}://")


def connect(address: BusAddress, *, heartbeat_seconds: int = 0) -> Any:
    """Open a kombu connection."""
    sqlitemq.register()
    connection: Any = Connection(  # type: ignore[no-untyped-call]  # kombu has no types here
        address.url, heartbeat=heartbeat_seconds, connect_timeout=_CONNECT_SECONDS
    )
    try:
        connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
        _set_read_timeout(connection, within_seconds=_ANSWER_SECONDS)
    except BaseException:
        disconnect(connection)
        raise
    return connection


def disconnect(connection: Any) -> None:
    """Close a connection, even one that is broken already."""
    with contextlib.suppress(*BROKER_ERRORS, AttributeError):
        _set_read_timeout(connection, within_seconds=_CLOSE_SECONDS)
        connection.release()


@contextlib.contextmanager
def channel_to(address: BusAddress) -> Iterator[Any]:
    """Open a channel for a block of synchronous calls."""
    try:
        connection = connect(address)
        try:
            yield connection.channel()
        finally:
            disconnect(connection)
    except BROKER_ERRORS as error:
        raise BusUnavailable(str(error)) from error


def check_bus(address: BusAddress) -> None:
    """Raise BusUnavailable when the broker does not open a channel."""
    with channel_to(address):
        pass


def _set_read_timeout(connection: Any, *, within_seconds: int) -> None:
    # amqp waits for ever, and a RabbitMQ that has just recovered its queues may never answer.
    transport = getattr(connection.connection, "transport", None) if connection.connected else None
    if transport is not None and transport.sock is not None:
        transport.sock.settimeout(within_seconds)
