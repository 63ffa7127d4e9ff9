# SPDX-License-Identifier: Apache-2.0
"""Exchanges, queues and the bindings between them, in the broker file."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from typing import Any

from chassis.sqlitemq.broker_file import BrokerFile

_TYPES = ("direct", "topic", "fanout")


class UnknownExchange(Exception):
    """The exchange was not declared, or as another type; declare the topology first."""


class Routes:
    """The exchanges, queues and bindings of a broker file."""

    def __init__(self, file: BrokerFile):
        self._file = file

    def declare_exchange(self, name: str, *, kind: str) -> None:
        """Make an exchange unless it exists."""
        if kind not in _TYPES:
            raise UnknownExchange(f"{kind} exchanges are not supported")
        with self._file.writing() as db:
            db.execute("INSERT OR IGNORE INTO exchange VALUES (?, ?)", (name, kind))
        if self._kind(name) != kind:
            raise UnknownExchange(f"{name} is not a {kind} exchange")

    def delete_exchange(self, name: str) -> None:
        """Delete an exchange and its bindings."""
        with self._file.writing() as db:
            db.execute("DELETE FROM binding WHERE exchange = ?", (name,))
            db.execute("DELETE FROM exchange WHERE name = ?", (name,))

    def declare_queue(self, name: str, *, arguments: Mapping[str, Any]) -> None:
        """Make a queue, or give it new arguments."""
        text = json.dumps(dict(arguments), sort_keys=True)
        if self._file.rows("SELECT 1 FROM queue WHERE name = ? AND arguments = ?", name, text):
            return
        with self._file.writing() as db:
            db.execute("INSERT OR REPLACE INTO queue VALUES (?, ?)", (name, text))

    def delete_queue(self, name: str) -> None:
        """Delete a queue with its messages and bindings."""
        with self._file.writing() as db:
            db.execute("DELETE FROM message WHERE queue = ?", (name,))
            db.execute("DELETE FROM binding WHERE queue = ?", (name,))
            db.execute("DELETE FROM queue WHERE name = ?", (name,))

    def has_queue(self, name: str) -> bool:
        """Whether the queue was declared."""
        return bool(self._file.rows("SELECT 1 FROM queue WHERE name = ?", name))

    def arguments(self, queue: str) -> dict[str, Any]:
        """Return the arguments that the queue was declared with."""
        rows = self._file.rows("SELECT arguments FROM queue WHERE name = ?", queue)
        found: dict[str, Any] = json.loads(rows[0][0]) if rows else {}
        return found

    def bind(self, *, queue: str, exchange: str, routing_key: str) -> None:
        """Bind a queue to an exchange, which is the same when it is bound already."""
        row = (exchange, routing_key, queue)
        if self._file.rows(
            "SELECT 1 FROM binding WHERE exchange = ? AND routing_key = ? AND queue = ?", *row
        ):
            return
        with self._file.writing() as db:
            db.execute("INSERT OR IGNORE INTO binding VALUES (?, ?, ?)", row)

    def unbind(self, *, queue: str, exchange: str, routing_key: str) -> None:
        """Delete a binding."""
        with self._file.writing() as db:
            db.execute(
                "DELETE FROM binding WHERE exchange = ? AND routing_key = ? AND queue = ?",
                (exchange, routing_key, queue),
            )

    def bindings(self, exchange: str) -> list[tuple[str, str]]:
        """Return the (routing key, queue) pairs of an exchange."""
        return self._file.rows(
            "SELECT routing_key, queue FROM binding WHERE exchange = ?", exchange
        )

    def destinations(self, exchange: str, routing_key: str) -> list[str]:
        """Return the queues of a message; the nameless exchange routes by the name of the queue."""
        if not exchange:
            return [routing_key]
        kind = self._kind(exchange)
        return sorted(
            {
                queue
                for pattern, queue in self.bindings(exchange)
                if kind == "fanout"
                or pattern == routing_key
                or (kind == "topic" and _topic(pattern).fullmatch(f"{routing_key}."))
            }
        )

    def _kind(self, exchange: str) -> str:
        rows = self._file.rows("SELECT type FROM exchange WHERE name = ?", exchange)
        if not rows:
            raise UnknownExchange(f"the exchange {exchange} was not declared")
        return str(rows[0][0])


@functools.cache
def _topic(pattern: str) -> re.Pattern[str]:
    """Compile a topic pattern: * is one word, # any number of them, none included."""
    expression = ""
    for word in pattern.split("."):
        # Each word brings the dot after it along, and the key gets one more dot below.
        part = {"#": r"([^.]*\.)*", "*": r"[^.]*\."}.get(word, re.escape(word) + r"\.")
        expression += part
    return re.compile(expression)
