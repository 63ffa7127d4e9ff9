# SPDX-License-Identifier: Apache-2.0
"""Ways to the broker, whichever it is, and what to expect when there is none."""

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

# kombu's objects are untyped: they are Any here and in the modules beside, and never leave the
# package.
BROKER_ERRORS = (
    OSError,
    AMQPError,
    MessageNacked,
    KombuError,
    sqlite3.Error,
    UnknownExchange,
)

_CONNECT_SECONDS = 5
# Less than the time between two heartbeats, each of which begins the wait anew.
_ANSWER_SECONDS = 10
_GOODBYE_SECONDS = 2


class BusUnavailable(Exception):
    """The broker cannot be reached or did not confirm: send it all again later."""


@dataclass(frozen=True, slots=True)
class BusAddress:
    """Where the broker is: ``amqp://…`` for RabbitMQ or ``sqlitemq:////absolute/path``."""

    # The password is a part of it, so that the address must not show itself in logs.
    url: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.url.startswith(("amqp://", "amqps://", f"{sqlitemq.SCHEME}:////")):
            raise ValueError("a bus address starts with amqp://, amqps:// or sqlitemq:////")

    @property
    def is_embedded(self) -> bool:
        """Whether the broker is a file of this machine."""
        return self.url.startswith(f"{sqlitemq.SCHEME}://")


def connect(address: BusAddress, *, heartbeat_seconds: int = 0) -> Any:
    """Open a connection of kombu's."""
    sqlitemq.register()
    connection: Any = Connection(  # type: ignore[no-untyped-call]  # kombu has no types here
        address.url, heartbeat=heartbeat_seconds, connect_timeout=_CONNECT_SECONDS
    )
    try:
        connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
        _expect_answers(connection, within_seconds=_ANSWER_SECONDS)
    except BaseException:
        hang_up(connection)
        raise
    return connection


def hang_up(connection: Any) -> None:
    """Close a connection, be it broken already."""
    with contextlib.suppress(*BROKER_ERRORS, AttributeError):
        _expect_answers(connection, within_seconds=_GOODBYE_SECONDS)
        connection.release()


@contextlib.contextmanager
def channel_to(address: BusAddress) -> Iterator[Any]:
    """Open a channel for a block of plain questions and answers."""
    try:
        connection = connect(address)
        try:
            yield connection.channel()
        finally:
            hang_up(connection)
    except BROKER_ERRORS as error:
        raise BusUnavailable(str(error)) from error


def _expect_answers(connection: Any, *, within_seconds: int) -> None:
    # amqp waits for ever, and a RabbitMQ that has just recovered its queues may owe an answer.
    wire = getattr(connection.connection, "transport", None) if connection.connected else None
    if wire is not None and wire.sock is not None:
        wire.sock.settimeout(within_seconds)
