# SPDX-License-Identifier: Apache-2.0
"""Exports: requested over REST, sealed, and returned to render."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from chassis.rpc import Call
from reelmill.drafts.v1 import resources_pb2, service_pb2
from services.drafts.api import rpc
from services.drafts.domain.errors import ExportNotFound
from tests.support.drafts.world import (
    ADMIN,
    OWNER,
    PROJECTS,
    STRANGER,
    DraftsWorld,
    new_clip,
    new_timeline,
)


def get_sealed(world: DraftsWorld, export_id: str) -> resources_pb2.SealedTimeline:
    (offered,) = rpc.services(world.deps)
    request = service_pb2.GetSealedTimelineRequest(export_id=export_id)
    answer = offered.rpcs["GetSealedTimeline"].handler(request, Call("render"))
    assert isinstance(answer, service_pb2.GetSealedTimelineResponse)
    return answer.sealed


def test_an_export_seals_the_document_and_the_details_of_its_uploads(world: DraftsWorld) -> None:
    project_id = world.create_with_clips(new_clip(), new_clip("b", uploadId=2))

    job_id = world.export(project_id)

    found = get_sealed(world, job_id)
    assert uuid.UUID(job_id)
    assert found.purpose == resources_pb2.PURPOSE_PROJECT_EXPORT
    assert (found.owner_user_id, found.project_id) == (OWNER, project_id)
    assert (found.name, found.description, found.cancelled) == ("Film", "About a film", False)
    assert [clip["id"] for clip in json.loads(found.document)["clips"]] == ["a", "b"]
    assert [upload.upload_id for upload in found.uploads] == [1, 2]
    upload = found.uploads[0]
    assert (upload.owner_user_id, upload.kind) == (OWNER, "video")
    assert (upload.storage_key, upload.sha256) == ("uploads/1/video.mp4", "ab" * 32)
    assert (upload.probe.width, upload.probe.height, upload.probe.duration) == (1920, 1080, "10/1")
    assert (upload.probe.frame_rate.numerator, upload.probe.frames) == (30, 300)


def test_an_export_is_announced_with_its_row(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()

    job_id = world.export(project_id)

    assert world.announced("drafts.export.requested.v1") == [
        {
            "exportId": job_id,
            "purpose": "PURPOSE_PROJECT_EXPORT",
            "ownerUserId": str(OWNER),
            "projectId": str(project_id),
        }
    ]
    project = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert (project["lastExportJobId"], project["revision"]) == (job_id, 2)


def test_a_chosen_sound_is_sealed_with_its_upload(world: DraftsWorld) -> None:
    world.library.put_upload(1, audio_track=0)
    project_id = world.create_with_clips(new_clip(), new_clip("b", uploadId=2))

    first, second = get_sealed(world, world.export(project_id)).uploads

    assert first.HasField("audio_track") and first.audio_track == 0
    assert not second.HasField("audio_track")


def test_later_changes_do_not_change_a_sealed_timeline(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    job_id = world.export(project_id)
    before = get_sealed(world, job_id)

    world.save(project_id, new_timeline())
    world.request("PATCH", f"{PROJECTS}/{project_id}", json={"name": "Movie"})
    world.library.put_upload(1, name="renamed")

    assert get_sealed(world, job_id) == before


def test_the_same_timeline_exported_twice_while_running_is_one_export(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    first = world.export(project_id)

    world.save(project_id, new_timeline(new_clip(), playheadSeconds=1.5, guidelines=[1]))
    same = world.export(project_id)
    world.save(project_id, new_timeline(new_clip(end=3)))
    other = world.export(project_id)

    assert same == first
    assert other != first
    assert len(world.announced("drafts.export.requested.v1")) == 2


def test_two_projects_with_equal_timelines_have_two_exports(world: DraftsWorld) -> None:
    assert world.export(world.create_with_clips()) != world.export(world.create_with_clips())


def test_the_same_idempotency_key_returns_the_same_export(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    first = world.export(project_id, headers={"Idempotency-Key": "k"})

    world.save(project_id, new_timeline(new_clip(end=3)))

    assert world.export(project_id, headers={"Idempotency-Key": "k"}) == first


def test_the_library_is_asked_at_every_export(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    world.library.requests.clear()

    world.export(project_id)

    assert world.library.requests == [[1]]


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"state": "uploaded"}, 409, "upload_not_ready"),
        ({"source_deleted": True}, 409, "source_deleted"),
        ({"owner_user_id": STRANGER}, 403, "forbidden"),
    ],
)
def test_an_upload_that_cannot_be_rendered_is_refused(
    world: DraftsWorld, fields: Any, status: int, error: str
) -> None:
    project_id = world.create_with_clips()
    world.library.put_upload(1, **fields)

    answer = world.request("POST", f"{PROJECTS}/{project_id}/export")

    assert (answer.status_code, answer.json["error"]) == (status, error)
    assert answer.json["errors"][0]["pointer"] == "/timeline/clips/0/uploadId"
    assert world.export_status(project_id)["status"] == "idle"


def test_a_deleted_upload_is_refused_at_export(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    del world.library.uploads[1]

    answer = world.request("POST", f"{PROJECTS}/{project_id}/export")

    assert (answer.status_code, answer.json["error"]) == (404, "upload_not_found")


@pytest.mark.parametrize(
    ("timeline", "error", "pointer"),
    [
        (new_timeline(), "empty_timeline", "/timeline/clips"),
        (
            new_timeline(new_clip(), captions=[{"id": "c", "startSeconds": 0, "endSeconds": 1}]),
            "not_rendered_yet",
            "/timeline/captions/0/burnedIn",
        ),
        (
            new_timeline(new_clip(speedPct=50)),
            "not_rendered_yet",
            "/timeline/clips/0/speedPct",
        ),
    ],
)
def test_a_timeline_that_cannot_be_rendered_is_refused_with_its_pointer(
    world: DraftsWorld, timeline: Any, error: str, pointer: str
) -> None:
    project_id = world.create()
    world.save(project_id, timeline)

    answer = world.request("POST", f"{PROJECTS}/{project_id}/export")

    assert (answer.status_code, answer.json["error"]) == (400, error)
    assert answer.json["errors"][0]["pointer"] == pointer


def test_an_archived_project_is_not_exported(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    world.request("POST", f"{PROJECTS}/{project_id}/archive")

    answer = world.request("POST", f"{PROJECTS}/{project_id}/export")

    assert (answer.status_code, answer.json["error"]) == (422, "invalid_state")


@pytest.mark.parametrize(("method", "below"), [("POST", "/archive"), ("DELETE", "")])
def test_archiving_and_deleting_a_project_cancels_its_running_exports(
    world: DraftsWorld, method: str, below: str
) -> None:
    project_id = world.create_with_clips()
    job_id = world.export(project_id)

    world.request(method, f"{PROJECTS}/{project_id}{below}")
    world.request(method, f"{PROJECTS}/{project_id}{below}")

    assert world.announced("drafts.export.cancelled.v1") == [{"exportId": job_id}]
    assert get_sealed(world, job_id).cancelled


def test_a_project_without_exports_is_idle(world: DraftsWorld) -> None:
    assert world.export_status(world.create_with_clips()) == {
        "status": "idle",
        "jobId": None,
        "resultUploadId": None,
        "progressPct": None,
        "progressStage": None,
        "progressMessage": None,
        "progressUpdatedAt": None,
        "error": None,
    }


def test_a_new_export_is_pending(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    job_id = world.export(project_id)

    status = world.export_status(project_id)

    assert (status["status"], status["jobId"]) == ("pending", job_id)
    assert (status["progressPct"], status["progressStage"]) == (0, "prepare")
    assert status["progressMessage"]
    assert status["progressUpdatedAt"].startswith("2026-03-01T12:")
    assert (status["resultUploadId"], status["error"]) == (None, None)


def test_the_status_of_an_export_needs_its_owner_and_its_project(world: DraftsWorld) -> None:
    mine, other = world.create_with_clips(), world.create_with_clips()
    world.library.put_upload(5, owner_user_id=STRANGER)
    theirs = world.create(user=STRANGER)
    world.save(theirs, new_timeline(new_clip(uploadId=5)), user=STRANGER)
    their_job = world.export(theirs, user=STRANGER)
    other_job = world.export(other)

    def status_of(job_id: str, user: int = OWNER) -> tuple[int, str]:
        path = f"{PROJECTS}/{mine}/export-status"
        answer = world.request("GET", path, user=user, query_string={"jobId": job_id})
        return answer.status_code, answer.json.get("error") or answer.json.get("status")

    assert status_of(their_job) == (403, "forbidden")
    assert status_of(other_job) == (404, "export_not_found")
    assert status_of(other_job, user=ADMIN) == (404, "export_not_found")
    assert status_of(str(uuid.uuid4())) == (200, "idle")
    assert status_of("no job at all") == (200, "idle")
    assert world.export_status(other, query_string={"jobId": other_job})["jobId"] == other_job


def test_only_render_gets_a_sealed_timeline(world: DraftsWorld) -> None:
    (offered,) = rpc.services(world.deps)

    assert offered.rpcs["GetSealedTimeline"].callers == ("render",)
    with pytest.raises(ExportNotFound):
        get_sealed(world, "unknown")
