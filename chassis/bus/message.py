# SPDX-License-Identifier: Apache-2.0
"""A message as the services see it, and as it is on the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chassis.bus.topology import EVENTS

_PERSISTENT, _TRANSIENT = 2, 1
_TOPIC = "x-topic"
ATTEMPT = "x-attempt"
ERROR = "x-error"
FAILED_AT = "x-failed-at"
# What a broker notes on the way is about that way only, and would be taken for the next one's.
_BROKER_NOTES = ("x-death", "x-first-death-", "x-last-death-", "x-delivery-count")


class Malformed(Exception):
    """What arrived is not a message of ours: no id, no type or no JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A fact on its way to all who hear its topic, or a wake-up on its way to one work queue.

    A message that names a queue goes there only, whatever its topic. On arrival the queue is the
    one it was taken from, and the topic the one it was announced by.
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

    def noting(self, notes: Mapping[str, str]) -> Message:
        """Return the message with notes among its headers."""
        return replace(self, headers={**self.headers, **notes})

    def without_notes(self) -> Message:
        """Return the message as it was before anything went wrong with it."""
        notes = (ATTEMPT, ERROR, FAILED_AT)
        kept = {name: value for name, value in self.headers.items() if name not in notes}
        return replace(self, headers=kept)


def wire_form(channel: Any, message: Message) -> Any:
    """Return the message as the channel's own kind of message."""
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
    """Read whatever was delivered; what is missing is empty."""
    properties, headers = delivery.properties or {}, delivery.headers or {}
    body = delivery.body or b""
    route = delivery.delivery_info or {}
    announced_by = route.get("routing_key", "") if route.get("exchange") == EVENTS else ""
    return Message(
        message_id=str(properties.get("message_id") or ""),
        type=str(properties.get("type") or ""),
        body=body.encode() if isinstance(body, str) else bytes(body),
        topic=str(headers.get(_TOPIC) or announced_by),
        queue=queue,
        headers={
            name: value
            for name, value in headers.items()
            if isinstance(value, str) and name != _TOPIC and not name.startswith(_BROKER_NOTES)
        },
        transient=properties.get("delivery_mode") == _TRANSIENT,
    )


def check_form(message: Message) -> None:
    """Refuse a message that nobody could handle."""
    if not message.message_id or not message.type:
        raise Malformed("a message needs an id and a type")
    try:
        json.loads(message.body)
    except ValueError as error:
        raise Malformed(f"the body is not JSON: {error}") from error
