# SPDX-License-Identifier: Apache-2.0
"""Exchanges, queues and the bindings between them, shared by all processes at the file."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from typing import Any

from chassis.sqlitemq.store import Store

_TYPES = ("direct", "topic", "fanout")


class UnknownExchange(Exception):
    """Nobody declared the exchange, or as another type; declare the topology first."""


class Routes:
    """Where a message goes."""

    def __init__(self, store: Store):
        self._store = store

    def declare_exchange(self, name: str, *, kind: str) -> None:
        """Make an exchange unless it is there."""
        if kind not in _TYPES:
            raise UnknownExchange(f"there are no {kind} exchanges here")
        with self._store.writing() as db:
            db.execute("INSERT OR IGNORE INTO exchange VALUES (?, ?)", (name, kind))
        if self._kind(name) != kind:
            raise UnknownExchange(f"{name} is not a {kind} exchange")

    def delete_exchange(self, name: str) -> None:
        """Remove an exchange and its bindings."""
        with self._store.writing() as db:
            db.execute("DELETE FROM binding WHERE exchange = ?", (name,))
            db.execute("DELETE FROM exchange WHERE name = ?", (name,))

    def declare_queue(self, name: str, *, arguments: Mapping[str, Any]) -> None:
        """Make a queue, or give it new arguments."""
        text = json.dumps(dict(arguments), sort_keys=True)
        if self._store.rows("SELECT 1 FROM queue WHERE name = ? AND arguments = ?", name, text):
            return
        with self._store.writing() as db:
            db.execute("INSERT OR REPLACE INTO queue VALUES (?, ?)", (name, text))

    def delete_queue(self, name: str) -> None:
        """Remove a queue with all it holds."""
        with self._store.writing() as db:
            db.execute("DELETE FROM message WHERE queue = ?", (name,))
            db.execute("DELETE FROM binding WHERE queue = ?", (name,))
            db.execute("DELETE FROM queue WHERE name = ?", (name,))

    def has_queue(self, name: str) -> bool:
        """Whether the queue was declared."""
        return bool(self._store.rows("SELECT 1 FROM queue WHERE name = ?", name))

    def arguments(self, queue: str) -> dict[str, Any]:
        """Return what the queue was declared with."""
        rows = self._store.rows("SELECT arguments FROM queue WHERE name = ?", queue)
        found: dict[str, Any] = json.loads(rows[0][0]) if rows else {}
        return found

    def bind(self, *, queue: str, exchange: str, routing_key: str) -> None:
        """Let a queue hear an exchange."""
        row = (exchange, routing_key, queue)
        if self._store.rows(
            "SELECT 1 FROM binding WHERE exchange = ? AND routing_key = ? AND queue = ?", *row
        ):
            return
        with self._store.writing() as db:
            db.execute("INSERT OR IGNORE INTO binding VALUES (?, ?, ?)", row)

    def unbind(self, *, queue: str, exchange: str, routing_key: str) -> None:
        """Let a queue no longer hear an exchange."""
        with self._store.writing() as db:
            db.execute(
                "DELETE FROM binding WHERE exchange = ? AND routing_key = ? AND queue = ?",
                (exchange, routing_key, queue),
            )

    def bindings(self, exchange: str) -> list[tuple[str, str]]:
        """Return the (routing key, queue) pairs of an exchange."""
        return self._store.rows(
            "SELECT routing_key, queue FROM binding WHERE exchange = ?", exchange
        )

    def destinations(self, exchange: str, routing_key: str) -> list[str]:
        """Return the queues a message goes to; the nameless exchange knows each queue by name."""
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
        rows = self._store.rows("SELECT type FROM exchange WHERE name = ?", exchange)
        if not rows:
            raise UnknownExchange(f"nobody declared the exchange {exchange}")
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
