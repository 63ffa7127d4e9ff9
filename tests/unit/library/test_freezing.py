# SPDX-License-Identifier: Apache-2.0
"""A frame of a video becomes an image: asked for, made, refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reelmill.render.v1 import events_pb2 as render_events_pb2
from reelmill.type.v1 import media_pb2
from tests.support.library.world import (
    ADMIN,
    OWNER,
    STRANGER,
    World,
    a_world,
    not_ingested,
    thumb_key,
)

REQUESTED, READY = "library.derivative.requested.v1", "library.upload.ready.v1"
COMPLETED, FAILED = "render.derivative.completed.v1", "render.derivative.failed.v1"


def frozen(world: World, upload_id: int, *, by: int = OWNER, **body: Any) -> Any:
    path = f"/api/uploads/{upload_id}/freeze-frame"
    return world.ask("POST", path, by=by, json={"atSeconds": 1.5, **body})


def made(image_id: int, key: str) -> render_events_pb2.DerivativeCompleted:
    """Say that a node made the image of a frame."""
    return render_events_pb2.DerivativeCompleted(
        upload_id=image_id,
        kind="freeze_frame",
        file=media_pb2.StoredFile(key=key, size_bytes=9, content_type="image/png"),
        probe=media_pb2.MediaProbe(width=1080, height=608, content_type="image/png"),
        sha256="ef" * 32,
    )


def test_a_frame_is_promised_as_an_image_and_asked_of_render() -> None:
    world = a_world()
    video = world.ready(filename="beach.mp4")

    answer = frozen(world, video)

    key = f"images/freeze-frames/uploads/{video}/t_1500_le1080.png"
    image = world.shown(answer.json["freezeUploadId"])
    _, wanted = world.said(REQUESTED)[-1]
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
    assert (wanted["kind"], wanted["upload"]["uploadId"]) == ("freeze_frame", str(video))
    assert json.loads(wanted["parameters"]) == {
        "upload_id": image["id"],
        "storage_key": key,
        "at": "3/2",
        "long_edge": 1080,
    }


def test_who_asks_again_for_a_moment_gets_the_same_image_and_no_second_work() -> None:
    world = a_world()
    video = world.ready()
    first = frozen(world, video).json

    again = frozen(world, video, atSeconds=1.5004)
    larger, later = frozen(world, video, longEdgePx=2160), frozen(world, video, atSeconds=2)

    assert (again.status_code, again.json) == (202, first)
    assert len({one.json["freezeUploadId"] for one in (again, larger, later)}) == 3
    assert len(world.said(REQUESTED)) == 3


def test_a_made_frame_is_a_ready_image_of_the_owner_that_gets_a_thumbnail() -> None:
    world = a_world()
    video = world.ready()
    promised = frozen(world, video, by=ADMIN).json
    world.storage.put_bytes(promised["key"], b"png bytes", content_type="image/png")

    for _ in range(2):
        world.hear(COMPLETED, made(promised["freezeUploadId"], promised["key"]))

    polled = frozen(world, video)
    image = world.shown(promised["freezeUploadId"])
    assert (polled.status_code, polled.json) == (200, {**promised, "status": "completed"})
    assert (image["state"], image["width"], image["height"]) == ("ready", 1080, 608)
    assert (image["sizeBytes"], image["contentType"]) == (9, "image/png")
    assert world.ask("GET", image["fileUrl"]).data == b"png bytes"
    assert world.listed("?image_role=freeze_frame") == [image["id"]]
    assert world.topics()[-2:] == ["upload.ready", "derivative.requested"]
    thumb = world.said(REQUESTED)[-1][1]
    assert (thumb["kind"], thumb["upload"]["uploadId"]) == ("thumb", str(image["id"]))


def test_a_frame_that_cannot_be_made_is_rejected_with_the_reason() -> None:
    world = a_world()
    video = world.ready()
    image_id = frozen(world, video).json["freezeUploadId"]

    world.hear(FAILED, not_ingested(image_id, code="damaged_media", kind="freeze_frame"))

    problem = frozen(world, video)
    image = world.shown(image_id)
    assert (image["state"], image["rejection"]["code"]) == ("rejected", "damaged_media")
    assert (problem.status_code, problem.json["error"]) == (422, "damaged_media")
    assert problem.json["detail"] == "a.mp4 holds no picture."
    assert world.topics()[-1] == "upload.rejected"


def test_a_rejected_frame_that_is_deleted_can_be_asked_for_anew() -> None:
    world = a_world()
    video = world.ready()
    image_id = frozen(world, video).json["freezeUploadId"]
    world.hear(FAILED, not_ingested(image_id, kind="freeze_frame"))
    world.ask("DELETE", f"/api/uploads/{image_id}")

    again = frozen(world, video)

    assert again.status_code == 202
    assert again.json["freezeUploadId"] != image_id


def test_a_frame_outlives_the_video_it_was_taken_from() -> None:
    world = a_world()
    video = world.ready()
    promised = frozen(world, video).json
    world.storage.put_bytes(promised["key"], b"png bytes", content_type="image/png")
    world.hear(COMPLETED, made(promised["freezeUploadId"], promised["key"]))

    world.ask("DELETE", f"/api/uploads/{video}")

    assert world.storage.head(thumb_key(video)) is None
    image = world.shown(promised["freezeUploadId"])
    assert world.ask("GET", image["fileUrl"]).data == b"png bytes"


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
def test_a_moment_that_is_none_is_refused(body: dict[str, Any], code: str) -> None:
    world = a_world()
    video = world.ready()

    answer = frozen(world, video, **body)

    assert (answer.status_code, answer.json["error"]) == (400, code)
    assert frozen(world, video, atSeconds=3.336).status_code == 202


def test_only_the_owner_and_an_administrator_freeze_a_frame() -> None:
    world = a_world()
    video = world.ready()

    answers = [frozen(world, video, by=one) for one in (STRANGER, OWNER, ADMIN)]

    assert [one.status_code for one in answers] == [403, 202, 202]
    assert answers[0].json["error"] == "forbidden"
    assert frozen(world, 99).json["error"] == "upload_not_found"


def test_a_frame_needs_a_video_that_is_ready_and_there() -> None:
    world = a_world()
    picture = world.ready(filename="a.png", kind="image")
    raw, gone = world.upload(), world.ready()
    world.ask("POST", f"/api/uploads/{gone}/delete-source")

    answers = [frozen(world, one) for one in (picture, raw, gone)]

    assert [(one.status_code, one.json["error"]) for one in answers] == [
        (400, "invalid_kind"),
        (409, "upload_not_ready"),
        (409, "source_deleted"),
    ]


def test_nobody_signs_for_a_frozen_frame() -> None:
    body = {"filename": "a.png", "kind": "image", "imageRole": "freeze_frame"}

    answer = a_world().ask("POST", "/api/sign-upload", json=body)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_image_role")
