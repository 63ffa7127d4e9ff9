# SPDX-License-Identifier: Apache-2.0
"""Completing an upload: the stored file is recorded once, a different one is rejected."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.storage import MemoryStorage, StorageUnavailable, StoredObject
from tests.support.library.world import (
    ADMIN,
    MIB,
    OWNER,
    STRANGER,
    World,
    derivative_failed,
    ingested,
    new_world,
    thumb_key,
)


def complete(world: World, upload_id: int, *, by: int = OWNER, **fields: Any) -> tuple[int, Any]:
    answer = world.request("POST", "/api/mark-complete", by=by, json={"id": upload_id, **fields})
    return answer.status_code, answer.json.get("error", answer.json)


def sent(world: World, data: bytes = b"frames", **fields: Any) -> tuple[int, str]:
    signed = world.sign(**fields)
    stored = world.deps.storage.put_bytes(signed["key"], data, content_type="video/mp4")
    return signed["id"], stored.etag


def test_the_stored_file_is_recorded_and_announced() -> None:
    world = new_world()
    upload_id, etag = sent(world, b"123456789")

    assert complete(world, upload_id, etag=f'"{etag}"', sizeBytes=9) == (200, {"ok": True})

    shown = world.get_upload(upload_id)
    assert (shown["state"], shown["sizeBytes"]) == ("uploaded", 9)
    [(topic, event)] = world.announced()
    assert topic == "library.upload.received.v1"
    assert event["etag"] == etag
    assert event["upload"]["file"]["sizeBytes"] == "9"
    assert "probe" not in event["upload"]


def test_completing_again_changes_nothing() -> None:
    world = new_world()
    upload_id, _ = sent(world)

    answers = [complete(world, upload_id) for _ in range(2)]
    world.receive("render.derivative.failed.v1", derivative_failed(upload_id))
    answers.append(complete(world, upload_id))

    assert answers == [(200, {"ok": True})] * 3
    assert world.topics() == ["upload.received", "upload.changed"]


def test_an_upload_without_a_file_cannot_be_completed() -> None:
    world = new_world()
    signed = world.sign()

    assert complete(world, signed["id"]) == (409, "object_missing")
    assert world.get_upload(signed["id"])["state"] == "signed"


@pytest.mark.parametrize(
    ("signed", "completed", "data", "error"),
    [
        ({}, {}, b"x" * (MIB + 1), (413, "upload_too_large")),
        ({}, {}, b"", (422, "empty_file")),
        ({"sizeBytes": 5}, {}, b"four", (422, "size_mismatch")),
        ({}, {"sizeBytes": 5}, b"four", (422, "size_mismatch")),
        ({}, {"etag": '"another"'}, b"four", (422, "object_changed")),
    ],
)
def test_a_file_that_differs_from_its_declaration_is_rejected_for_good(
    signed: dict[str, Any], completed: dict[str, Any], data: bytes, error: tuple[int, str]
) -> None:
    world = new_world()
    upload_id, _ = sent(world, data, **signed)

    assert complete(world, upload_id, **completed) == error
    assert complete(world, upload_id) == error

    shown = world.get_upload(upload_id)
    assert (shown["state"], shown["rejection"]["code"]) == ("rejected", error[1])
    assert world.topics() == []


def test_only_the_owner_and_administrators_complete_an_upload() -> None:
    world = new_world()
    upload_id, _ = sent(world)

    assert complete(world, upload_id, by=STRANGER) == (403, "forbidden")
    assert complete(world, 999, by=STRANGER) == (404, "upload_not_found")
    assert complete(world, 10**12) == (404, "upload_not_found")
    assert complete(world, upload_id, by=ADMIN) == (200, {"ok": True})


def test_an_upload_without_a_source_cannot_be_completed() -> None:
    world = new_world()
    upload_id, _ = sent(world)
    world.request("POST", f"/api/uploads/{upload_id}/delete-source")

    assert complete(world, upload_id) == (409, "source_deleted")


def test_completing_needs_the_id_of_an_upload() -> None:
    world = new_world()

    missing = world.request("POST", "/api/mark-complete", json={})
    text = world.request("POST", "/api/mark-complete", json={"id": "1"})

    assert (missing.status_code, missing.json["error"]) == (400, "missing_fields")
    assert (text.status_code, text.json["error"]) == (400, "invalid_body")


def test_an_unavailable_storage_is_answered_503() -> None:
    class UnavailableStorage(MemoryStorage):
        def head(self, key: str) -> StoredObject | None:
            raise StorageUnavailable(key)

    world = new_world(storage=UnavailableStorage())
    signed = world.sign()

    assert complete(world, signed["id"]) == (503, "storage_unavailable")
    assert world.get_upload(signed["id"])["state"] == "signed"


def test_a_probed_upload_is_ready_and_shows_its_probe() -> None:
    world = new_world()

    upload_id = world.ready_upload()

    shown = world.get_upload(upload_id)
    assert shown["state"] == "ready"
    assert (shown["width"], shown["height"], shown["orientation"]) == (1080, 1920, "portrait")
    assert (shown["durationSeconds"], shown["fps"]) == (3.336667, "30000/1001")
    assert shown["hasAudio"] is True
    assert shown["thumbUrl"] == f"/api/uploads/{upload_id}/thumb"
    assert shown["fileUrl"] == f"/api/uploads/{upload_id}/file"


def test_a_file_that_is_not_media_is_rejected_with_the_reason() -> None:
    world = new_world()
    upload_id = world.upload()

    world.receive(
        "render.derivative.failed.v1", derivative_failed(upload_id, code="object_changed")
    )

    assert world.get_upload(upload_id)["rejection"] == {
        "code": "object_changed",
        "reason": "a.mp4 holds no picture.",
    }


def test_an_image_uploaded_as_a_video_is_rejected() -> None:
    world = new_world()
    upload_id = world.upload()

    world.receive("render.derivative.completed.v1", ingested(upload_id, content_type="image/png"))

    assert world.get_upload(upload_id)["rejection"]["code"] == "invalid_file_type"
    assert world.topics() == ["upload.received", "upload.changed"]


def test_the_first_result_of_a_probe_is_final() -> None:
    world = new_world()
    upload_id = world.upload()

    for _ in range(2):
        world.receive("render.derivative.completed.v1", ingested(upload_id))
        world.receive("render.derivative.failed.v1", derivative_failed(upload_id))

    assert world.get_upload(upload_id)["state"] == "ready"
    assert world.topics() == ["upload.received", "upload.changed"]


def test_other_derivatives_change_no_state_and_a_thumbnail_is_shown() -> None:
    world = new_world()
    upload_id = world.upload()
    event = ingested(upload_id)
    event.kind = "mezzanine"
    world.receive("render.derivative.completed.v1", event)
    world.receive("render.derivative.failed.v1", derivative_failed(upload_id, kind="thumb"))
    assert world.get_upload(upload_id)["thumbUrl"] is None

    event.kind = "thumb"
    event.file.key = thumb_key(upload_id)
    world.receive("render.derivative.completed.v1", event)

    shown = world.get_upload(upload_id)
    assert (shown["state"], shown["thumbUrl"]) == ("uploaded", f"/api/uploads/{upload_id}/thumb")


def test_events_about_a_deleted_upload_are_ignored() -> None:
    world = new_world()

    world.receive("render.derivative.completed.v1", ingested(5))
    world.receive("render.derivative.failed.v1", derivative_failed(5))

    assert world.announced() == []


def test_a_thumbnail_that_is_made_of_a_deleted_upload_is_deleted() -> None:
    world = new_world()
    other, deleted = world.upload(), world.upload()
    assert world.request("DELETE", f"/api/uploads/{deleted}").status_code == 200

    for upload_id in (other, deleted):
        event = ingested(upload_id)
        event.kind, event.file.key = "thumb", thumb_key(upload_id)
        world.deps.storage.put_bytes(thumb_key(upload_id), b"j", content_type="image/jpeg")
        world.receive("render.derivative.completed.v1", event)

    assert world.deps.storage.head(thumb_key(other)) is not None
    assert world.deps.storage.head(thumb_key(deleted)) is None
