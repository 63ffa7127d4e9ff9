# SPDX-License-Identifier: Apache-2.0
"""An event whose JSON is not what its message says becomes a dead letter, not an empty event."""

from __future__ import annotations

import json

import pytest

from chassis.bus import Message, Poison
from chassis.inbox import Subscription, message_handler
from reelmill.accounts.v1.events_pb2 import UserRegistered
from tests.support.servers.databases import MemoryDatabase

USER = {"userId": "7", "email": "ada@example.org", "workspaces": [{"workspaceId": "w"}]}


def arrived(body: object) -> list[UserRegistered]:
    found: list[UserRegistered] = []
    topic = "accounts.user.registered.v1"
    subscriptions = {topic: Subscription(UserRegistered, found.append)}
    handle = message_handler(MemoryDatabase("test"), subscriptions, consumer="test")
    handle(Message(message_id="m", type="", body=json.dumps(body), topic=topic))
    return found


@pytest.mark.parametrize(
    "body",
    [
        "text",
        7,
        [],
        None,
        {"user": "text"},
        {"user": ["text"]},
        {"user": 7},
        {"user": {**USER, "workspaces": "text"}},
        {"user": {**USER, "workspaces": ["text"]}},
        {"user": {**USER, "workspaces": {"workspaceId": "w"}}},
        {"user": {**USER, "userId": {}}},
        {"user": {**USER, "userId": "many"}},
    ],
)
def test_a_value_of_the_wrong_kind_is_poison(body: object) -> None:
    with pytest.raises(Poison):
        arrived(body)


@pytest.mark.parametrize("extra", [{}, {"later": "text"}, {"user": {**USER, "later": [1]}}])
def test_an_event_with_fields_of_a_later_version_is_read(extra: dict[str, object]) -> None:
    (event,) = arrived({"user": USER, **extra})

    assert event.user.user_id == 7
    assert [one.workspace_id for one in event.user.workspaces] == ["w"]
