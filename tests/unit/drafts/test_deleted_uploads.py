# SPDX-License-Identifier: Apache-2.0
"""Timelines that use uploads which their owner deleted: they are saved, and not exported."""

from __future__ import annotations

from typing import Any

import pytest

from reelmill.library.v1 import events_pb2
from reelmill.type.v1 import media_pb2
from tests.support.drafts.world import (
    ADMIN,
    PROJECTS,
    STRANGER,
    DraftsWorld,
    new_clip,
    new_timeline,
    upload_message,
)

UPLOAD_OF_OWNER = new_timeline(new_clip())


def deleted_later(world: DraftsWorld) -> int:
    """Return a project whose only upload was deleted after it was saved."""
    project_id = world.create_with_clips()
    world.library.delete_upload(1)
    deleted = events_pb2.UploadDeleted(upload=upload_message(1))
    world.receive("library.upload.deleted.v1", deleted)
    return project_id


def test_a_timeline_shows_a_deleted_upload_again(world: DraftsWorld) -> None:
    project_id = deleted_later(world)

    relinked = world.save(project_id, new_timeline(new_clip(uploadId=2)))
    undone = world.save(project_id, UPLOAD_OF_OWNER)

    assert (relinked.status_code, undone.status_code) == (200, 200)
    project = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert project["timeline"]["clips"][0]["uploadId"] == 1


def test_a_timeline_with_a_missing_file_is_edited(world: DraftsWorld) -> None:
    project_id = deleted_later(world)

    first = world.save(project_id, new_timeline(new_clip(end=3)))
    world.library.requests.clear()
    second = world.save(project_id, new_timeline(new_clip(end=4)))

    assert (first.status_code, second.status_code) == (200, 200)
    assert world.library.requests == [], "what is known of a deleted upload is stored"


def test_a_copy_of_a_timeline_has_its_deleted_uploads(world: DraftsWorld) -> None:
    project_id = deleted_later(world)

    copied = world.request("POST", f"{PROJECTS}/{project_id}/duplicate", json={})
    saved = world.save(world.create(name="Copy"), UPLOAD_OF_OWNER)

    assert (copied.status_code, saved.status_code) == (201, 200)


def test_the_times_of_a_deleted_upload_are_still_checked(world: DraftsWorld) -> None:
    answer = world.save(deleted_later(world), new_timeline(new_clip(start=10, end=11)))

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_source_range")


def test_a_deleted_upload_is_used_as_what_it_was(world: DraftsWorld) -> None:
    world.library.put_upload(3, kind="audio")
    world.library.delete_upload(3)

    answer = world.save(world.create(), new_timeline(new_clip(uploadId=3)))

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_upload_kind")


@pytest.mark.parametrize("user", [STRANGER, ADMIN])
def test_what_another_user_deleted_is_as_what_never_was(world: DraftsWorld, user: int) -> None:
    world.library.delete_upload(1)
    project_id = world.create(user=user)

    answers = [
        world.save(project_id, new_timeline(new_clip(uploadId=upload_id)), user=user)
        for upload_id in (1, 99)
    ]

    assert [problem_of(one) for one in answers] == [
        (404, "upload_not_found", "Upload 1 does not exist."),
        (404, "upload_not_found", "Upload 99 does not exist."),
    ]


def problem_of(answer: Any) -> tuple[int, str, str]:
    """Return the status, the code and the sentence of the only problem of an answer."""
    (problem,) = answer.json["errors"]
    return answer.status_code, problem["error"], problem["detail"]


def test_a_timeline_with_a_missing_file_is_not_exported(world: DraftsWorld) -> None:
    project_id = deleted_later(world)
    world.save(project_id, new_timeline(new_clip(end=3)))

    answer = world.request("POST", f"{PROJECTS}/{project_id}/export")

    detail = "The source file of Upload 1 was deleted."
    assert problem_of(answer) == (409, "source_deleted", detail)
    assert world.export_status(project_id)["status"] == "idle"


def test_a_resolved_timeline_tells_what_is_missing_and_how_long_it_was(world: DraftsWorld) -> None:
    project_id = deleted_later(world)

    answer = world.request("GET", f"{PROJECTS}/{project_id}/resolved").json

    (problem,) = answer["problems"]
    assert (problem["error"], problem["itemId"]) == ("source_deleted", "a")
    assert (answer["frames"], answer["size"]) == (60, {"width": 1920, "height": 1080})


def test_a_file_of_another_format_names_what_was_deleted(world: DraftsWorld) -> None:
    world.library.put_upload(1, name="Beach", original_filename="beach.mp4")
    project_id = deleted_later(world)

    answer = world.request("GET", f"{PROJECTS}/{project_id}/interchange?format=otio")

    assert "beach.mp4" in answer.text


def test_a_file_of_another_format_has_the_size_that_what_was_deleted_gave_it(
    world: DraftsWorld,
) -> None:
    square = media_pb2.MediaProbe(width=720, height=720, duration="10/1", frames=300)
    world.library.put_upload(1, probe=square)
    project_id = deleted_later(world)
    path = f"{PROJECTS}/{project_id}/interchange?format=fcpxml"

    resolved = world.request("GET", f"{PROJECTS}/{project_id}/resolved").json["size"]

    assert resolved == {"width": 720, "height": 720}
    assert 'width="720" height="720"' in world.request("GET", path).text
