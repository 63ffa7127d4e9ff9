# SPDX-License-Identifier: Apache-2.0
"""Bytes that arrived: pinned once, refused when they are not what was announced."""

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
    a_world,
    ingested,
    not_ingested,
    thumb_key,
)


def complete(world: World, upload_id: int, *, by: int = OWNER, **fields: Any) -> tuple[int, Any]:
    answer = world.ask("POST", "/api/mark-complete", by=by, json={"id": upload_id, **fields})
    return answer.status_code, answer.json.get("error", answer.json)


def sent(world: World, data: bytes = b"frames", **fields: Any) -> tuple[int, str]:
    signed = world.sign(**fields)
    stored = world.storage.put_bytes(signed["key"], data, content_type="video/mp4")
    return signed["id"], stored.etag


def test_what_arrived_is_pinned_and_announced() -> None:
    world = a_world()
    upload_id, etag = sent(world, b"123456789")

    assert complete(world, upload_id, etag=f'"{etag}"', sizeBytes=9) == (200, {"ok": True})

    shown = world.shown(upload_id)
    assert (shown["state"], shown["sizeBytes"]) == ("uploaded", 9)
    [(topic, fact)] = world.said()
    assert topic == "library.upload.received.v1"
    assert fact["etag"] == etag
    assert fact["upload"]["file"]["sizeBytes"] == "9"
    assert "probe" not in fact["upload"]


def test_saying_it_again_changes_nothing() -> None:
    world = a_world()
    upload_id, _ = sent(world)

    answers = [complete(world, upload_id) for _ in range(2)]
    world.hear("render.derivative.failed.v1", not_ingested(upload_id))
    answers.append(complete(world, upload_id))

    assert answers == [(200, {"ok": True})] * 3
    assert world.topics() == ["upload.received", "upload.rejected"]


def test_nothing_is_complete_before_it_is_sent() -> None:
    world = a_world()
    signed = world.sign()

    assert complete(world, signed["id"]) == (409, "object_missing")
    assert world.shown(signed["id"])["state"] == "signed"


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
def test_other_bytes_than_announced_are_rejected_for_good(
    signed: dict[str, Any], completed: dict[str, Any], data: bytes, error: tuple[int, str]
) -> None:
    world = a_world()
    upload_id, _ = sent(world, data, **signed)

    assert complete(world, upload_id, **completed) == error
    assert complete(world, upload_id) == error

    shown = world.shown(upload_id)
    assert (shown["state"], shown["rejection"]["code"]) == ("rejected", error[1])
    assert world.topics() == ["upload.rejected"]


def test_only_the_owner_and_administrators_complete() -> None:
    world = a_world()
    upload_id, _ = sent(world)

    assert complete(world, upload_id, by=STRANGER) == (403, "forbidden")
    assert complete(world, 999, by=STRANGER) == (404, "upload_not_found")
    assert complete(world, 10**30) == (404, "upload_not_found")
    assert complete(world, upload_id, by=ADMIN) == (200, {"ok": True})


def test_a_deleted_source_is_not_completed() -> None:
    world = a_world()
    upload_id, _ = sent(world)
    world.ask("POST", f"/api/uploads/{upload_id}/delete-source")

    assert complete(world, upload_id) == (409, "source_deleted")


def test_the_request_must_name_an_upload_by_number() -> None:
    world = a_world()

    nobody = world.ask("POST", "/api/mark-complete", json={})
    text = world.ask("POST", "/api/mark-complete", json={"id": "1"})

    assert (nobody.status_code, nobody.json["error"]) == (400, "missing_fields")
    assert (text.status_code, text.json["error"]) == (400, "invalid_body")


def test_a_storage_that_does_not_answer_is_not_the_users_fault() -> None:
    class Away(MemoryStorage):
        def head(self, key: str) -> StoredObject | None:
            raise StorageUnavailable(key)

    world = a_world(storage=Away())
    signed = world.sign()

    assert complete(world, signed["id"]) == (503, "storage_unavailable")
    assert world.shown(signed["id"])["state"] == "signed"


def test_an_ingested_upload_is_ready_and_shows_what_is_in_it() -> None:
    world = a_world()

    upload_id = world.ready()

    shown = world.shown(upload_id)
    assert shown["state"] == "ready"
    assert (shown["width"], shown["height"], shown["orientation"]) == (1080, 1920, "portrait")
    assert (shown["durationSeconds"], shown["fps"]) == (3.336667, "30000/1001")
    assert shown["hasAudio"] is True
    assert shown["thumbUrl"] == f"/api/uploads/{upload_id}/thumb"
    assert shown["fileUrl"] == f"/api/uploads/{upload_id}/file"
    [(_, fact)] = world.said("library.upload.ready.v1")
    assert fact["upload"]["file"]["sha256"] == "ab" * 32
    assert fact["upload"]["probe"]["duration"] == "1001/300"
    assert fact["upload"]["probe"]["rotation"] == 90


def test_an_upload_that_is_no_media_is_rejected_with_the_reason() -> None:
    world = a_world()
    upload_id = world.upload()

    world.hear("render.derivative.failed.v1", not_ingested(upload_id, code="object_changed"))

    assert world.shown(upload_id)["rejection"] == {
        "code": "object_changed",
        "reason": "a.mp4 holds no picture.",
    }
    [(_, fact)] = world.said("library.upload.rejected.v1")
    assert (fact["code"], fact["reason"]) == ("object_changed", "a.mp4 holds no picture.")


def test_a_picture_sent_as_a_video_is_rejected() -> None:
    world = a_world()
    upload_id = world.upload()

    world.hear("render.derivative.completed.v1", ingested(upload_id, content_type="image/png"))

    assert world.shown(upload_id)["rejection"]["code"] == "invalid_file_type"
    assert world.topics() == ["upload.received", "upload.rejected"]


def test_the_first_word_about_an_upload_is_the_last() -> None:
    world = a_world()
    upload_id = world.upload()

    for _ in range(2):
        world.hear("render.derivative.completed.v1", ingested(upload_id))
        world.hear("render.derivative.failed.v1", not_ingested(upload_id))

    assert world.shown(upload_id)["state"] == "ready"
    assert world.topics() == ["upload.received", "upload.ready"]


def test_other_derivatives_change_no_state_and_a_thumbnail_is_kept() -> None:
    world = a_world()
    upload_id = world.upload()
    fact = ingested(upload_id)
    fact.kind = "mezzanine"
    world.hear("render.derivative.completed.v1", fact)
    world.hear("render.derivative.failed.v1", not_ingested(upload_id, kind="thumb"))
    assert world.shown(upload_id)["thumbUrl"] is None

    fact.kind = "thumb"
    fact.file.key = thumb_key(upload_id)
    world.hear("render.derivative.completed.v1", fact)

    shown = world.shown(upload_id)
    assert (shown["state"], shown["thumbUrl"]) == ("uploaded", f"/api/uploads/{upload_id}/thumb")


def test_news_of_an_upload_that_is_gone_is_no_trouble() -> None:
    world = a_world()

    world.hear("render.derivative.completed.v1", ingested(5))
    world.hear("render.derivative.failed.v1", not_ingested(5))

    assert world.said() == []
