# SPDX-License-Identifier: Apache-2.0
"""Files that are sent in parts: begun, resumed, put together, given up."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.storage import MemoryStorage, MultipartUpload
from services.library.usecases.parts import to_multipart
from tests.support.library.world import ADMIN, MIB, STRANGER, World, new_world

PART = 8 * MIB
SIZE = 2 * PART + 100
BEACH = {"filename": "beach.mp4", "sizeBytes": SIZE, "fingerprint": "sha256:9f"}


def begin(world: World, status: int = 201, *, by: int = 1, **fields: Any) -> dict[str, Any]:
    answer = world.request("POST", "/api/uploads/multipart", by=by, json={**BEACH, **fields})
    assert answer.status_code == status, answer.json
    begun: dict[str, Any] = answer.json
    return begun


def part_path(upload_id: int, tail: str = "/parts") -> str:
    return f"/api/uploads/{upload_id}/multipart{tail}"


def receive(world: World, upload_id: int, number: int, data: bytes) -> None:
    """Do what following the URL of a part would do."""
    storage = world.deps.storage
    assert isinstance(storage, MemoryStorage)
    storage.multipart.receive_part(stored_upload(world, upload_id), number, data)


def stored_upload(world: World, upload_id: int) -> MultipartUpload:
    """Return an unfinished upload as the storage knows it."""
    with world.deps.reading() as uow:
        unfinished = uow.unfinished.find_unfinished(upload_id)
    assert unfinished is not None
    return to_multipart(unfinished)


def send_all(world: World, upload_id: int) -> None:
    for number, size in ((2, PART), (3, 100), (1, PART)):
        receive(world, upload_id, number, bytes([number]) * size)


def complete(world: World, upload_id: int, *, by: int = 1) -> Any:
    return world.request("POST", part_path(upload_id, "/complete"), by=by)


def finished(world: World, **fields: Any) -> int:
    """Upload a whole file in parts, and return the id of its upload."""
    upload_id: int = begin(world, **fields)["multipart"]["uploadId"]
    send_all(world, upload_id)
    assert complete(world, upload_id).status_code == 200
    return upload_id


def test_beginning_says_how_the_file_is_cut() -> None:
    begun = begin(new_world())

    found = begun["multipart"]
    assert begun["existing"] is None
    assert (found["partBytes"], found["partCount"], found["sizeBytes"]) == (PART, 3, SIZE)
    assert (found["originalFilename"], found["fingerprint"]) == ("beach.mp4", "sha256:9f")


def test_a_file_of_parts_in_any_order_becomes_an_upload() -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]
    send_all(world, upload_id)

    answer = complete(world, upload_id)

    upload = answer.json["upload"]
    assert (answer.status_code, upload["state"], upload["sizeBytes"]) == (200, "uploaded", SIZE)
    assert world.topics() == ["upload.received"]


def test_completing_twice_is_completing_once() -> None:
    world = new_world()
    upload_id = finished(world)

    again = complete(world, upload_id)

    assert (again.status_code, again.json["upload"]["state"]) == (200, "uploaded")
    assert world.topics() == ["upload.received"]


def test_completing_after_a_crash_between_storage_and_database_completes() -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]
    send_all(world, upload_id)
    with world.deps.reading() as uow:
        unfinished = uow.unfinished.find_unfinished(upload_id)
    assert unfinished is not None
    stored = world.deps.storage.multipart
    stored.complete(to_multipart(unfinished), stored.list_parts(to_multipart(unfinished)))

    assert complete(world, upload_id).json["upload"]["state"] == "uploaded"


def test_missing_and_short_parts_are_named_and_nothing_happens() -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]
    receive(world, upload_id, 1, b"x" * PART)
    receive(world, upload_id, 2, b"short")

    answer = complete(world, upload_id)

    assert (answer.status_code, answer.json["error"]) == (409, "parts_missing")
    assert (answer.json["missing"], answer.json["missingCount"]) == ([2, 3], 2)
    assert world.get_upload(upload_id)["state"] == "signed"


def test_the_list_of_parts_is_what_the_storage_has() -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]
    receive(world, upload_id, 2, b"x" * PART)

    answer = world.request("GET", part_path(upload_id))

    assert [(one["partNumber"], one["sizeBytes"]) for one in answer.json["parts"]] == [(2, PART)]
    assert answer.json["multipart"]["partCount"] == 3


def test_parts_are_signed_in_lots_with_their_sizes() -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]

    answer = world.request("POST", part_path(upload_id), json={"partNumbers": [1, 3, 3]})

    signed = answer.json["parts"]
    assert [(one["partNumber"], one["sizeBytes"]) for one in signed] == [(1, PART), (3, 100)]
    assert all(one["url"] for one in signed)


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_part_that_the_file_does_not_have_is_refused(number: int) -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]

    answer = world.request("POST", part_path(upload_id), json={"partNumbers": [number]})

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_part_number")


def test_beginning_the_same_file_again_resumes_it() -> None:
    world = new_world()
    first = begin(world)["multipart"]

    again = begin(world, 200)["multipart"]

    assert again["uploadId"] == first["uploadId"]
    assert world.list_ids() == [first["uploadId"]]


@pytest.mark.parametrize(
    "change", [{"fingerprint": "other"}, {"sizeBytes": SIZE + 1}, {"fingerprint": None}]
)
def test_another_file_is_begun_beside_it(change: dict[str, Any]) -> None:
    world = new_world()
    begin(world)

    begin(world, 201, **change)

    assert len(world.list_ids()) == 2


def test_an_equal_file_is_offered_as_already_there() -> None:
    world = new_world()
    upload_id = finished(world)

    begun = begin(world, 200, filename="renamed.mp4")

    assert begun["multipart"] is None
    assert begun["existing"]["id"] == upload_id


def test_an_equal_file_is_uploaded_again_when_asked_for() -> None:
    world = new_world()
    finished(world)

    assert begin(world, 201, evenIfStored=True)["multipart"] is not None


def test_an_equal_file_of_another_user_is_not_offered() -> None:
    world = new_world()
    finished(world)

    assert begin(world, 201, by=STRANGER)["existing"] is None


def test_a_deleted_source_is_not_offered() -> None:
    world = new_world()
    world.request("POST", f"/api/uploads/{finished(world)}/delete-source")

    assert begin(world, 201)["existing"] is None


def test_unfinished_uploads_are_listed_until_they_are_complete() -> None:
    world = new_world()
    finished(world)
    unfinished = begin(world, fingerprint="other")["multipart"]["uploadId"]
    begin(world, by=STRANGER)

    answer = world.request("GET", "/api/uploads/multipart")

    assert [one["uploadId"] for one in answer.json["items"]] == [unfinished]


def test_giving_up_deletes_the_upload_and_its_parts() -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]

    assert world.request("DELETE", part_path(upload_id, "")).json == {"ok": True}

    assert world.list_ids() == []
    assert world.request("GET", part_path(upload_id)).status_code == 404
    assert world.request("GET", "/api/uploads/multipart").json["items"] == []


def test_a_finished_upload_is_not_given_up() -> None:
    world = new_world()
    upload_id = finished(world)

    answer = world.request("DELETE", part_path(upload_id, ""))

    assert (answer.status_code, answer.json["error"]) == (409, "upload_finished")


def test_an_upload_with_a_form_has_no_parts() -> None:
    world = new_world()
    upload_id = world.sign()["id"]

    for answer in (world.request("GET", part_path(upload_id)), complete(world, upload_id)):
        assert (answer.status_code, answer.json["error"]) == (404, "multipart_not_found")


def test_another_user_neither_sees_nor_ends_an_unfinished_upload() -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]

    answers = [
        world.request("GET", part_path(upload_id), by=STRANGER),
        world.request("POST", part_path(upload_id), by=STRANGER, json={"partNumbers": [1]}),
        world.request("DELETE", part_path(upload_id, ""), by=STRANGER),
        complete(world, upload_id, by=STRANGER),
    ]

    assert {one.status_code for one in answers} == {403}


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"sizeBytes": 65 * MIB}, 413, "upload_too_large"),
        ({"sizeBytes": 0}, 400, "empty_file"),
        ({"sizeBytes": None}, 400, "invalid_body"),
        ({"fingerprint": "x" * 129}, 400, "invalid_body"),
        ({"fingerprint": "a b"}, 400, "invalid_body"),
        ({"filename": "a.exe"}, 400, "invalid_file_type"),
        ({"filename": "a.mp3", "kind": "audio"}, 403, "forbidden"),
        ({"part": 1}, 400, "unknown_field"),
    ],
)
def test_a_file_that_cannot_be_uploaded_is_refused(
    fields: dict[str, Any], status: int, code: str
) -> None:
    answer = new_world().request("POST", "/api/uploads/multipart", json={**BEACH, **fields})

    assert (answer.status_code, answer.json["error"]) == (status, code)


def test_narrations_and_system_audio_are_sent_in_parts_too() -> None:
    world = new_world()
    voice = {"filename": "a.mp3", "kind": "audio", "audioRole": "narration"}

    own = begin(world, **voice)["multipart"]["uploadId"]
    shared = begin(world, by=ADMIN, filename="b.mp3", kind="audio")["multipart"]["uploadId"]

    assert world.get_upload(own)["audioRole"] == "narration"
    assert world.get_upload(shared, by=STRANGER)["audioRole"] is None
