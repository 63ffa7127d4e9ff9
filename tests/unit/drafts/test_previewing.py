# SPDX-License-Identifier: Apache-2.0
"""The timeline of a project for previews: as an export would be sealed, and refused alike."""

from __future__ import annotations

import json

import pytest

from chassis.rpc import Call
from reelmill.drafts.v1 import resources_pb2, service_pb2
from services.drafts.api import rpc
from services.drafts.domain.errors import (
    InvalidTimelineDocument,
    ProjectAccessDenied,
    ProjectNotFound,
)
from tests.support.drafts.world import OWNER, STRANGER, DraftsWorld, new_clip


def get_timeline(
    world: DraftsWorld, project_id: int, user_id: int = OWNER
) -> service_pb2.GetProjectTimelineResponse:
    (offered,) = rpc.services(world.deps)
    request = service_pb2.GetProjectTimelineRequest(project_id=project_id, user_id=user_id)
    answer = offered.rpcs["GetProjectTimeline"].handler(request, Call("render"))
    assert isinstance(answer, service_pb2.GetProjectTimelineResponse)
    return answer


def test_a_preview_has_what_an_export_would_seal_and_is_none(world: DraftsWorld) -> None:
    project_id = world.create_with_clips(new_clip(), new_clip("b", uploadId=2))

    found = get_timeline(world, project_id)

    sealed = found.sealed
    assert (sealed.purpose, sealed.export_id) == (resources_pb2.PURPOSE_PREVIEW, "")
    assert [clip["id"] for clip in json.loads(sealed.document)["clips"]] == ["a", "b"]
    assert [one.upload_id for one in sealed.uploads] == [1, 2]
    assert sealed.uploads[0].storage_key == "uploads/1/video.mp4"
    assert world.announced("drafts.export.requested.v1") == []


def test_it_is_of_the_revision_that_is_stored(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    before = get_timeline(world, project_id).revision

    saved = world.request("PATCH", f"/api/create-video/projects/{project_id}", json={"name": "B"})

    assert saved.status_code == 200
    assert get_timeline(world, project_id).revision == before + 1


def test_only_its_owner_gets_it_and_render_for_administrators(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    (offered,) = rpc.services(world.deps)

    assert offered.rpcs["GetProjectTimeline"].callers == ("render",)
    assert get_timeline(world, project_id, 0).sealed.project_id == project_id
    with pytest.raises(ProjectAccessDenied):
        get_timeline(world, project_id, STRANGER)
    for user_id in (0, OWNER):
        with pytest.raises(ProjectNotFound):
            get_timeline(world, 999, user_id)


def test_what_cannot_be_exported_cannot_be_previewed(world: DraftsWorld) -> None:
    empty = world.create()

    with pytest.raises(InvalidTimelineDocument) as error:
        get_timeline(world, empty)

    assert [one.code for one in error.value.problems] == ["empty_timeline"]
