# SPDX-License-Identifier: Apache-2.0
"""Freeze frames: requested, made, rejected and refused."""

from __future__ import annotations

from typing import Any

import pytest

from reelmill.render.v1 import events_pb2 as render_events_pb2
from reelmill.type.v1 import media_pb2
from tests.support.library.world import (
    ADMIN,
    OWNER,
    STRANGER,
    World,
    derivative_failed,
    new_world,
    thumb_key,
)

REQUESTED, THUMBNAIL = "library.freeze_frame.requested.v1", "library.thumbnail.requested.v1"
COMPLETED, FAILED = "render.derivative.completed.v1", "render.derivative.failed.v1"


def request_frame(world: World, upload_id: int, *, by: int = OWNER, **body: Any) -> Any:
    path = f"/api/uploads/{upload_id}/freeze-frame"
    return world.request("POST", path, by=by, json={"atSeconds": 1.5, **body})


def frame_completed(image_id: int, key: str) -> render_events_pb2.DerivativeCompleted:
    """Return the event that a node stored the image of a frame."""
    return render_events_pb2.DerivativeCompleted(
        upload_id=image_id,
        kind="freeze_frame",
        file=media_pb2.StoredFile(key=key, size_bytes=9, content_type="image/png"),
        probe=media_pb2.MediaProbe(width=1080, height=608, content_type="image/png"),
        sha256="ef" * 32,
    )


def test_a_requested_frame_is_a_signed_image_and_requested_of_render() -> None:
    world = new_world()
    video = world.ready_upload(filename="beach.mp4")

    answer = request_frame(world, video)

    key = f"images/freeze-frames/uploads/{video}/t_1500_le1080.png"
    image = world.get_upload(answer.json["freezeUploadId"])
    _, requested = world.announced(REQUESTED)[-1]
    assert answer.status_code == 202
    assert {**answer.json, "freezeUploadId": 0} == {
        "status": "pending",
        "freezeUploadId": 0,
        "key": key,
        "bucket": "local",
    }
    assert (image["kind"], image["imageRole"], image["state"]) == (
        "image",
        "freeze_frame",
        "signed",
    )
    assert image["name"] == "beach.mp4 1.500 s"
    assert requested.pop("upload")["uploadId"] == str(video)
    assert requested == {
        "imageUploadId": str(image["id"]),
        "imageKey": key,
        "atMilliseconds": "1500",
        "longEdge": 1080,
    }


def test_a_frame_requested_again_is_the_same_image() -> None:
    world = new_world()
    video = world.ready_upload()
    first = request_frame(world, video).json

    again = request_frame(world, video, atSeconds=1.5004)
    larger, later = (
        request_frame(world, video, longEdgePx=2160),
        request_frame(world, video, atSeconds=2),
    )

    assert (again.status_code, again.json) == (202, first)
    assert len({one.json["freezeUploadId"] for one in (again, larger, later)}) == 3
    assert len(world.announced(REQUESTED)) == 3


def test_a_stored_frame_is_a_ready_image_of_the_owner_and_its_thumbnail_is_requested() -> None:
    world = new_world()
    video = world.ready_upload()
    pending = request_frame(world, video, by=ADMIN).json
    world.deps.storage.put_bytes(pending["key"], b"png bytes", content_type="image/png")

    for _ in range(2):
        world.receive(COMPLETED, frame_completed(pending["freezeUploadId"], pending["key"]))

    polled = request_frame(world, video)
    image = world.get_upload(pending["freezeUploadId"])
    assert (polled.status_code, polled.json) == (200, {**pending, "status": "completed"})
    assert (image["state"], image["width"], image["height"]) == ("ready", 1080, 608)
    assert (image["sizeBytes"], image["contentType"]) == (9, "image/png")
    assert world.request("GET", image["fileUrl"]).data == b"png bytes"
    assert world.list_ids("?imageRole=freeze_frame") == [image["id"]]
    [(_, thumbnail)] = world.announced(THUMBNAIL)
    assert thumbnail["upload"]["uploadId"] == str(image["id"])
    assert thumbnail["upload"]["file"]["sha256"] == "ef" * 32


def test_a_frame_that_cannot_be_made_is_rejected_with_the_reason() -> None:
    world = new_world()
    video = world.ready_upload()
    image_id = request_frame(world, video).json["freezeUploadId"]

    world.receive(FAILED, derivative_failed(image_id, code="damaged_media", kind="freeze_frame"))

    problem = request_frame(world, video)
    image = world.get_upload(image_id)
    assert (image["state"], image["rejection"]["code"]) == ("rejected", "damaged_media")
    assert (problem.status_code, problem.json["error"]) == (422, "upload_rejected")
    assert problem.json["rejection"] == image["rejection"]
    assert problem.json["detail"] == image["rejection"]["reason"]


def test_a_rejected_frame_can_be_requested_again_after_it_was_deleted() -> None:
    world = new_world()
    video = world.ready_upload()
    image_id = request_frame(world, video).json["freezeUploadId"]
    world.receive(FAILED, derivative_failed(image_id, kind="freeze_frame"))
    world.request("DELETE", f"/api/uploads/{image_id}")

    again = request_frame(world, video)

    assert again.status_code == 202
    assert again.json["freezeUploadId"] != image_id


def test_a_frame_remains_when_its_video_is_deleted() -> None:
    world = new_world()
    video = world.ready_upload()
    pending = request_frame(world, video).json
    world.deps.storage.put_bytes(pending["key"], b"png bytes", content_type="image/png")
    world.receive(COMPLETED, frame_completed(pending["freezeUploadId"], pending["key"]))

    world.request("DELETE", f"/api/uploads/{video}")

    assert world.deps.storage.head(thumb_key(video)) is None
    image = world.get_upload(pending["freezeUploadId"])
    assert world.request("GET", image["fileUrl"]).data == b"png bytes"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"atSeconds": -0.1}, "invalid_body"),
        ({"atSeconds": "1"}, "invalid_body"),
        ({"longEdgePx": 63}, "invalid_body"),
        ({"longEdgePx": 2161}, "invalid_body"),
        ({"atSeconds": 3.4}, "invalid_at_seconds"),
    ],
)
def test_an_invalid_frame_is_refused(body: dict[str, Any], code: str) -> None:
    world = new_world()
    video = world.ready_upload()

    answer = request_frame(world, video, **body)

    assert (answer.status_code, answer.json["error"]) == (400, code)
    assert request_frame(world, video, atSeconds=3.336).status_code == 202


def test_only_the_owner_and_administrators_request_a_frame() -> None:
    world = new_world()
    video = world.ready_upload()

    answers = [request_frame(world, video, by=one) for one in (STRANGER, OWNER, ADMIN)]

    assert [one.status_code for one in answers] == [403, 202, 202]
    assert answers[0].json["error"] == "forbidden"
    assert request_frame(world, 99).json["error"] == "upload_not_found"


def test_a_frame_needs_a_ready_video_with_its_source() -> None:
    world = new_world()
    picture = world.ready_upload(filename="a.png", kind="image")
    raw, gone = world.upload(), world.ready_upload()
    world.request("POST", f"/api/uploads/{gone}/delete-source")

    answers = [request_frame(world, one) for one in (picture, raw, gone)]

    assert [(one.status_code, one.json["error"]) for one in answers] == [
        (400, "invalid_kind"),
        (409, "upload_not_ready"),
        (409, "source_deleted"),
    ]


def test_an_upload_cannot_be_signed_as_a_freeze_frame() -> None:
    body = {"filename": "a.png", "kind": "image", "imageRole": "freeze_frame"}

    answer = new_world().request("POST", "/api/sign-upload", json=body)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_image_role")
