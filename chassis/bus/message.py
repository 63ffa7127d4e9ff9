# SPDX-License-Identifier: Apache-2.0
"""A bus message, and its conversion to and from kombu."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chassis.queue_names import EVENTS_EXCHANGE

_PERSISTENT, _TRANSIENT = 2, 1
_TOPIC = "x-topic"
ATTEMPT = "x-attempt"
ERROR = "x-error"
FAILED_AT = "x-failed-at"
# Headers that a broker adds describe one delivery, and would be mistaken at the next.
_BROKER_HEADERS = ("x-death", "x-first-death-", "x-last-death-", "x-delivery-count")


class Malformed(Exception):
    """A delivery is not a message of ours: it has no id, no type or no JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An event for every queue bound to its topic, or a wake-up for one work queue.

    A message that names a queue goes there only, whatever its topic. Once delivered, its queue is
    the one it was consumed from, and its topic the one it was announced by.
    """

    message_id: str
    type: str
    body: bytes | str
    topic: str = ""
    queue: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    transient: bool = False

    @property
    def attempt(self) -> int:
        """How often handling it has failed before."""
        count = self.headers.get(ATTEMPT, "0")
        return int(count) if count.isdecimal() else 0

    def with_headers(self, headers: Mapping[str, str]) -> Message:
        """Return the message with these headers added."""
        return replace(self, headers={**self.headers, **headers})

    def without_failure(self) -> Message:
        """Return the message without the headers of earlier failures."""
        of_failures = (ATTEMPT, ERROR, FAILED_AT)
        rest = {name: one for name, one in self.headers.items() if name not in of_failures}
        return replace(self, headers=rest)


def to_wire(channel: Any, message: Message) -> Any:
    """Write a message as a message of the channel."""
    body = message.body.encode() if isinstance(message.body, str) else message.body
    topic = {_TOPIC: message.topic} if message.topic else {}
    return channel.prepare_message(
        body,
        content_type="application/json",
        content_encoding="utf-8",
        headers={**message.headers, **topic},
        properties={
            "message_id": message.message_id,
            "type": message.type,
            "delivery_mode": _TRANSIENT if message.transient else _PERSISTENT,
        },
    )


def from_wire(delivery: Any, *, queue: str) -> Message:
    """Read a delivery; what it lacks is empty."""
    properties, headers = delivery.properties or {}, delivery.headers or {}
    body = delivery.body or b""
    route = delivery.delivery_info or {}
    announced_by = route.get("routing_key", "") if route.get("exchange") == EVENTS_EXCHANGE else ""
    return Message(
        message_id=str(properties.get("message_id") or ""),
        type=str(properties.get("type") or ""),
        body=body.encode() if isinstance(body, str) else bytes(body),
        topic=str(headers.get(_TOPIC) or announced_by),
        queue=queue,
        headers={
            name: value
            for name, value in headers.items()
            if isinstance(value, str) and name != _TOPIC and not name.startswith(_BROKER_HEADERS)
        },
        transient=properties.get("delivery_mode") == _TRANSIENT,
    )


def check_format(message: Message) -> None:
    """Raise Malformed for a message without id, type or JSON."""
    if not message.message_id or not message.type:
        raise Malformed("a message needs an id and a type")
    try:
        json.loads(message.body)
    except ValueError as error:
        raise Malformed(f"the body is not JSON: {error}") from error
