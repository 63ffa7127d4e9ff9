# SPDX-License-Identifier: Apache-2.0
"""Exports as clips of a timeline: refused when they are added, and kept where they have been."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.drafts.world import (
    PROJECTS,
    DraftsWorld,
    new_clip,
    new_timeline,
    upload_message,
)

EXPORT = 3
WITH_EXPORT = new_timeline(new_clip(), new_clip("b", uploadId=EXPORT))
NOT_A_SOURCE = (400, "not_a_source", ["/timeline/clips/1/uploadId"])


def put_export(world: DraftsWorld, known_by: str = "role") -> None:
    upload = upload_message(EXPORT, video_role="export" if known_by == "role" else "")
    upload.file.key = "renders/3.mp4" if known_by == "key" else "videos/3.mp4"
    world.library.uploads[EXPORT] = upload


def save_with_exports(world: DraftsWorld, project_id: int, timeline: Any) -> TestResponse:
    path = f"{PROJECTS}/{project_id}/timeline?allowExports=true"
    return world.request("PATCH", path, json={"timeline": timeline})


def with_export(world: DraftsWorld) -> int:
    """Return a project whose second clip is an export."""
    put_export(world)
    project_id = world.create_with_clips()
    assert save_with_exports(world, project_id, WITH_EXPORT).status_code == 200
    return project_id


def error_of(answer: TestResponse) -> tuple[int, str, list[str]]:
    errors = answer.json.get("errors", [])
    return answer.status_code, answer.json["error"], [one["pointer"] for one in errors]


@pytest.mark.parametrize("known_by", ["role", "key"])
def test_an_export_is_not_added_as_a_clip_unless_asked_for(
    world: DraftsWorld, known_by: str
) -> None:
    put_export(world, known_by)
    project_id = world.create_with_clips()

    rejected = world.save(project_id, WITH_EXPORT)
    accepted = save_with_exports(world, project_id, WITH_EXPORT)
    later = world.save(project_id, {**WITH_EXPORT, "clips": WITH_EXPORT["clips"][1:]})

    assert error_of(rejected) == NOT_A_SOURCE
    assert (accepted.status_code, later.status_code) == (200, 200)


def test_a_source_whose_key_looks_like_an_exports_is_a_source(world: DraftsWorld) -> None:
    upload = upload_message(EXPORT, video_role="source")
    upload.file.key = "videos/renders/3.mp4"
    world.library.uploads[EXPORT] = upload

    assert world.save(world.create(), WITH_EXPORT).status_code == 200


def test_a_revision_with_an_export_is_restored(world: DraftsWorld) -> None:
    project_id = with_export(world)
    world.save(project_id, new_timeline())

    answer = world.request("POST", f"{PROJECTS}/{project_id}/revisions/3/restore")

    assert answer.status_code == 200


def test_an_export_that_was_removed_is_shown_again(world: DraftsWorld) -> None:
    project_id = with_export(world)

    removed = world.save(project_id, new_timeline(new_clip()))
    undone = world.save(project_id, WITH_EXPORT)

    assert (removed.status_code, undone.status_code) == (200, 200)


def test_removing_an_export_is_undone_after_more_saves_than_are_stored(world: DraftsWorld) -> None:
    project_id = with_export(world)
    for number in range(130):
        upload_id = 1 + number % 2
        world.save(project_id, new_timeline(new_clip(uploadId=upload_id)))

    assert world.save(project_id, WITH_EXPORT).status_code == 200


def test_an_export_of_the_timeline_of_a_draft_is_shown_again(world: DraftsWorld) -> None:
    put_export(world)
    draft_id = world.open_draft(EXPORT)["id"]
    made = world.request("POST", f"/api/production-drafts/{draft_id}/open-as-timeline")
    project = made.json["project"]

    removed = world.save(project["id"], new_timeline())
    undone = world.save(project["id"], project["timeline"])

    assert [one["uploadId"] for one in project["timeline"]["clips"]] == [EXPORT]
    assert (removed.status_code, undone.status_code) == (200, 200)


def test_another_project_has_not_shown_the_export(world: DraftsWorld) -> None:
    with_export(world)

    assert error_of(world.save(world.create(), WITH_EXPORT)) == NOT_A_SOURCE
