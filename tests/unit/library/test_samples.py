# SPDX-License-Identifier: Apache-2.0
"""Samples: an account without videos gets three clips, which are ingested like any other."""

from __future__ import annotations

from typing import Any

from reelmill.render.v1 import events_pb2
from reelmill.type.v1 import media_pb2
from tests.support.library.world import STRANGER, World, derivative_failed, ingested, new_world

REQUESTED, RECEIVED = "library.sample.requested.v1", "library.upload.received.v1"


def add(world: World, **options: Any) -> Any:
    return world.request("POST", "/api/uploads/samples", **options)


def drawn(world: World, request: dict[str, Any]) -> events_pb2.DerivativeCompleted:
    """Store the file of a requested sample and return the event of it."""
    key = request["upload"]["file"]["key"]
    world.deps.storage.put_bytes(key, b"sample", content_type="video/mp4")
    upload_id = int(request["upload"]["uploadId"])
    file = media_pb2.StoredFile(key=key, size_bytes=6)
    return events_pb2.DerivativeCompleted(upload_id=upload_id, kind="sample", file=file)


def test_an_account_without_videos_gets_three_uploads_whose_files_are_requested() -> None:
    world = new_world()

    answer = add(world)

    requests = [request for _, request in world.announced(REQUESTED)]
    assert answer.status_code == 201
    assert [one["name"] for one in answer.json["items"]] == [
        f"Sample: {request['sample']}" for request in requests
    ]
    assert [request["sample"] for request in requests] == ["dials", "dusk", "bars"]
    assert {one["state"] for one in answer.json["items"]} == {"uploaded"}
    assert sorted(world.list_ids()) == [one["id"] for one in answer.json["items"]]
    assert world.announced(RECEIVED) == []


def test_a_drawn_sample_is_ingested_once_and_becomes_ready() -> None:
    world = new_world()
    add(world)
    event = drawn(world, world.announced(REQUESTED)[0][1])

    for _ in range(2):
        world.receive("render.derivative.completed.v1", event)
    world.receive("render.derivative.completed.v1", ingested(event.upload_id))

    [(_, received)] = world.announced(RECEIVED)
    assert received["upload"]["file"]["sizeBytes"] == "6"
    assert world.get_upload(event.upload_id)["state"] == "ready"


def test_an_account_with_videos_gets_none() -> None:
    world = new_world()
    world.upload()

    answer = add(world)

    assert (answer.status_code, answer.json["error"]) == (409, "videos_exist")
    assert add(world, by=STRANGER).status_code == 201
    assert add(world, by=STRANGER).status_code == 409
    assert add(world, by=None).status_code == 401


def test_the_file_of_a_sample_that_was_deleted_meanwhile_is_deleted() -> None:
    world = new_world()
    add(world)
    request = world.announced(REQUESTED)[0][1]
    world.request("DELETE", f"/api/uploads/{request['upload']['uploadId']}")
    event = drawn(world, request)

    world.receive("render.derivative.completed.v1", event)

    assert world.deps.storage.head(event.file.key) is None


def test_a_sample_that_cannot_be_drawn_is_rejected() -> None:
    world = new_world()
    upload_id = add(world).json["items"][0]["id"]

    world.receive("render.derivative.failed.v1", derivative_failed(upload_id, kind="sample"))

    assert world.get_upload(upload_id)["state"] == "rejected"
