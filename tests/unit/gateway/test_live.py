# SPDX-License-Identifier: Apache-2.0
"""Live events: what listeners are told, and what they missed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.live.history import History
from gateway.live.notifications import Notification, notification_of
from services.registry import GATEWAY

UPLOAD = {"uploadId": "7", "ownerUserId": "1", "kind": "video", "state": "ready"}


def notification(user_id: int = 1, number: int = 1) -> Notification:
    return Notification(user_id, {"type": "upload.changed", "uploadId": number})


def events_of(stream: bytes) -> list[dict[str, str]]:
    """Read server-sent events as their fields."""
    blocks = stream.decode().strip().split("\n\n")
    return [dict(line.split(": ", 1) for line in one.splitlines()) for one in blocks]


@pytest.mark.parametrize(
    ("topic", "body", "data"),
    [
        (
            "library.upload.changed.v1",
            {"upload": UPLOAD, "change": "state"},
            {"type": "upload.changed", "uploadId": 7, "state": "ready", "change": "state"},
        ),
        (
            "library.export.registered.v1",
            {"upload": UPLOAD, "exportId": "e", "projectId": "3"},
            {"type": "export.registered", "uploadId": 7, "exportId": "e", "projectId": 3},
        ),
        (
            "render.render.progress.v1",
            {"render": {"exportId": "e", "ownerUserId": "1", "progressPct": 40}},
            {"type": "render.progress", "exportId": "e", "progressPct": 40},
        ),
        (
            "render.render.failed.v1",
            {"render": {"exportId": "e", "ownerUserId": "1"}, "reason": "No disk."},
            {"type": "render.failed", "reason": "No disk."},
        ),
        (
            "drafts.project.renamed.v1",
            {"projectId": "3", "ownerUserId": "1", "name": "Summer", "revision": "4"},
            {"type": "project.renamed", "projectId": 3, "name": "Summer", "revision": 4},
        ),
        (
            "hls.production.ready.v1",
            {"production": {"productionId": "5", "ownerUserId": "1", "status": "completed"}},
            {"type": "production.ready", "productionId": 5, "status": "completed"},
        ),
        (
            "publish.publication.published.v1",
            {"publication": {"publicationId": "9", "ownerUserId": "1", "spaceId": "2"}},
            {"type": "publication.published", "publicationId": 9, "spaceId": 2},
        ),
    ],
)
def test_an_event_of_the_bus_is_sent_to_its_owner(
    topic: str, body: dict[str, Any], data: dict[str, object]
) -> None:
    found = notification_of(topic, body)

    assert found is not None
    assert found.user_id == 1
    assert found.data.items() >= data.items()


def test_what_belongs_to_nobody_is_sent_to_nobody() -> None:
    assert notification_of("library.upload.changed.v1", {"upload": {"uploadId": "7"}}) is None
    assert notification_of("accounts.user.registered.v1", {"user": {"userId": "1"}}) is None


@pytest.mark.parametrize("topic", GATEWAY.hears)
def test_every_topic_that_is_received_can_be_sent(topic: str) -> None:
    noun = topic.split(".")[1]
    owned = {"ownerUserId": "1"}

    found = notification_of(topic, {"upload": owned, noun: owned, **owned})

    assert found is not None
    assert str(found.data["type"]).startswith(f"{noun}.")


def test_a_listener_that_returns_receives_what_it_missed_and_nothing_of_others() -> None:
    history = History()
    first = events_of(history.add(notification(number=1)))[0]["id"]
    history.add(notification(number=2))
    history.add(notification(user_id=2, number=3))

    missed = events_of(history.beginning(1, first))

    assert [json.loads(one["data"]).get("uploadId") for one in missed] == [2, None]
    assert missed[-1]["event"] == "ready"


def test_a_quiet_stream_can_be_resumed_from_its_first_event() -> None:
    history = History()
    opened = events_of(history.beginning(1, ""))[0]["id"]
    history.add(notification())

    assert len(events_of(history.beginning(1, opened))) == 2


@pytest.mark.parametrize("last", ["nonsense", "0-0", "-1", "{process}-99", "{process}-x"])
def test_an_id_that_is_not_known_resets_the_page(last: str) -> None:
    history = History()
    process = events_of(history.add(notification()))[0]["id"].partition("-")[0]

    assert events_of(history.beginning(1, last.format(process=process)))[0]["event"] == "reset"


def test_an_id_that_is_too_old_resets_the_page() -> None:
    history = History(size=2)
    old = events_of(history.add(notification()))[0]["id"]
    for _ in range(3):
        history.add(notification())

    assert events_of(history.beginning(1, old))[0]["event"] == "reset"
