# SPDX-License-Identifier: Apache-2.0
"""What is recorded of a deleted upload, and who reads it."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.rpc import Call
from reelmill.library.v1 import resources_pb2, service_pb2
from services.library.api import rpc
from tests.support.library.world import ADMIN, OWNER, STRANGER, World, new_world


def deleted_video(world: World, **fields: Any) -> int:
    """Return the id that an upload had."""
    upload_id = world.ready_upload(**fields)
    assert world.request("DELETE", f"/api/uploads/{upload_id}").status_code == 200
    return upload_id


def listed(world: World, *upload_ids: int, by: int | None = OWNER) -> Any:
    ids = ",".join(map(str, upload_ids))
    return world.request("GET", f"/api/uploads/deleted?ids={ids}", by=by)


def batch(
    world: World, *upload_ids: int, deleted_of: int = 0
) -> service_pb2.BatchGetUploadsResponse:
    """Ask as drafts does."""
    (offered,) = rpc.services(world.deps)
    request = service_pb2.BatchGetUploadsRequest(
        upload_ids=upload_ids, deleted_of_user_id=deleted_of
    )
    answer = offered.rpcs["BatchGetUploads"].handler(request, Call("drafts"))
    assert isinstance(answer, service_pb2.BatchGetUploadsResponse)
    return answer


def test_the_name_and_the_length_of_a_deleted_upload_are_recorded() -> None:
    world = new_world()
    upload_id = world.ready_upload(filename="beach.mp4")
    path = f"/api/uploads/{upload_id}"
    world.request("PATCH", path, json={"modifiedFilename": "Beach, take 2"})
    world.request("DELETE", path)

    (item,) = listed(world, upload_id, 99).json["items"]

    assert item.pop("deletedAt")
    assert item == {
        "id": upload_id,
        "name": "Beach, take 2",
        "kind": "video",
        "durationSeconds": 3.336667,
    }
    assert world.request("GET", path).status_code == 404


@pytest.mark.parametrize(("user", "found"), [(OWNER, 1), (STRANGER, 0), (ADMIN, 1)])
def test_deleted_uploads_are_listed_to_those_who_might_read_them(user: int, found: int) -> None:
    world = new_world()

    assert len(listed(world, deleted_video(world), by=user).json["items"]) == found


def test_deleted_uploads_are_not_listed_to_anonymous_callers() -> None:
    assert listed(new_world(), 1, by=None).status_code == 401


def test_at_most_500_uploads_are_asked_for_at_once() -> None:
    answer = listed(new_world(), *range(1, 502))

    assert (answer.status_code, answer.json["error"]) == (400, "too_many_ids")


def test_a_deleted_upload_that_never_had_a_file_is_not_listed() -> None:
    world = new_world()
    upload_id = world.sign()["id"]
    world.request("DELETE", f"/api/uploads/{upload_id}")

    assert listed(world, upload_id).json["items"] == []


def test_a_service_gets_the_deleted_uploads_of_one_user() -> None:
    world = new_world()
    there, gone = world.ready_upload(), deleted_video(world)

    answers = [batch(world, there, gone, 99, deleted_of=user) for user in (0, OWNER, STRANGER)]

    assert [[one.upload_id for one in each.uploads] for each in answers] == [[there]] * 3
    assert [[one.upload_id for one in each.deleted] for each in answers] == [[], [gone], []]


def test_a_deleted_upload_has_its_measures_and_no_file() -> None:
    world = new_world()
    upload_id = deleted_video(world, filename="beach.mp4")

    (message,) = batch(world, upload_id, deleted_of=OWNER).deleted

    assert message.source_deleted
    assert (message.kind, message.state, message.video_role) == ("video", "ready", "source")
    assert (message.name, message.owner_user_id) == ("beach.mp4", OWNER)
    probe = message.probe
    assert (probe.width, probe.height, probe.duration) == (1080, 1920, "1001/300")
    assert (probe.has_audio, message.file) == (True, resources_pb2.Upload().file)
