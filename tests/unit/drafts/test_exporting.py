# SPDX-License-Identifier: Apache-2.0
"""Exports: sealed at the REST door, fetched by render, followed until the master is there."""

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
    a_clip,
    a_timeline,
)


def sealed(world: DraftsWorld, export_id: str) -> resources_pb2.SealedTimeline:
    (offered,) = rpc.services(world.deps)
    request = service_pb2.GetSealedTimelineRequest(export_id=export_id)
    answer = offered.rpcs["GetSealedTimeline"].handler(request, Call("render"))
    assert isinstance(answer, service_pb2.GetSealedTimelineResponse)
    return answer.sealed


def test_an_export_is_sealed_with_all_that_rendering_needs(world: DraftsWorld) -> None:
    project_id = world.filmed(a_clip(), a_clip("b", uploadId=2))

    job_id = world.export(project_id)

    found = sealed(world, job_id)
    assert uuid.UUID(job_id)
    assert found.purpose == resources_pb2.PURPOSE_PROJECT_EXPORT
    assert (found.owner_user_id, found.project_id) == (OWNER, project_id)
    assert (found.name, found.description, found.cancelled) == ("Film", "About a film", False)
    assert [clip["id"] for clip in json.loads(found.document)["clips"]] == ["a", "b"]
    assert list(found.uploads) == [world.library.cache[1], world.library.cache[2]]


def test_an_export_is_announced_with_its_row(world: DraftsWorld) -> None:
    project_id = world.filmed()

    job_id = world.export(project_id)

    assert world.announced("drafts.export.requested.v1") == [
        {
            "exportId": job_id,
            "purpose": "PURPOSE_PROJECT_EXPORT",
            "ownerUserId": str(OWNER),
            "projectId": str(project_id),
        }
    ]
    project = world.call("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert (project["lastExportJobId"], project["revision"]) == (job_id, 2)


def test_later_changes_do_not_reach_what_was_sealed(world: DraftsWorld) -> None:
    project_id = world.filmed()
    job_id = world.export(project_id)
    before = sealed(world, job_id)

    world.save(project_id, a_timeline())
    world.call("PATCH", f"{PROJECTS}/{project_id}", json={"name": "Movie"})
    world.library.put(1, name="renamed")

    assert sealed(world, job_id) == before


def test_the_same_film_exported_twice_while_running_is_one_export(world: DraftsWorld) -> None:
    project_id = world.filmed()
    first = world.export(project_id)

    world.save(project_id, a_timeline(a_clip(), playheadSeconds=1.5, guidelines=[1]))
    same = world.export(project_id)
    world.save(project_id, a_timeline(a_clip(end=3)))
    other = world.export(project_id)

    assert same == first
    assert other != first
    assert len(world.announced("drafts.export.requested.v1")) == 2


def test_two_projects_with_one_film_are_two_exports(world: DraftsWorld) -> None:
    assert world.export(world.filmed()) != world.export(world.filmed())


def test_an_idempotency_key_is_answered_with_its_export(world: DraftsWorld) -> None:
    project_id = world.filmed()
    first = world.export(project_id, headers={"Idempotency-Key": "k"})

    world.save(project_id, a_timeline(a_clip(end=3)))

    assert world.export(project_id, headers={"Idempotency-Key": "k"}) == first


def test_the_library_is_asked_for_every_export(world: DraftsWorld) -> None:
    project_id = world.filmed()
    world.library.asked.clear()

    world.export(project_id)

    assert world.library.asked == [[1]]


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
    project_id = world.filmed()
    world.library.put(1, **fields)

    answer = world.call("POST", f"{PROJECTS}/{project_id}/export")

    assert (answer.status_code, answer.json["error"]) == (status, error)
    assert answer.json["errors"][0]["pointer"] == "/timeline/clips/0/uploadId"
    assert world.status(project_id)["status"] == "idle"


def test_a_deleted_upload_is_refused_at_export(world: DraftsWorld) -> None:
    project_id = world.filmed()
    del world.library.cache[1]

    answer = world.call("POST", f"{PROJECTS}/{project_id}/export")

    assert (answer.status_code, answer.json["error"]) == (404, "upload_not_found")


@pytest.mark.parametrize(
    ("timeline", "error", "pointer"),
    [
        (a_timeline(), "empty_timeline", "/timeline/clips"),
        (
            a_timeline(a_clip(), captions=[{"id": "c", "startSeconds": 0, "endSeconds": 1}]),
            "not_rendered_yet",
            "/timeline/captions",
        ),
        (
            a_timeline(a_clip(speedPct=50)),
            "not_rendered_yet",
            "/timeline/clips/0/speedPct",
        ),
    ],
)
def test_what_cannot_be_rendered_is_named(
    world: DraftsWorld, timeline: Any, error: str, pointer: str
) -> None:
    project_id = world.create()
    world.save(project_id, timeline)

    answer = world.call("POST", f"{PROJECTS}/{project_id}/export")

    assert (answer.status_code, answer.json["error"]) == (400, error)
    assert answer.json["errors"][0]["pointer"] == pointer


def test_an_archived_project_is_not_exported(world: DraftsWorld) -> None:
    project_id = world.filmed()
    world.call("POST", f"{PROJECTS}/{project_id}/archive")

    answer = world.call("POST", f"{PROJECTS}/{project_id}/export")

    assert (answer.status_code, answer.json["error"]) == (422, "invalid_state")


@pytest.mark.parametrize(("method", "below"), [("POST", "/archive"), ("DELETE", "")])
def test_a_project_put_away_takes_its_running_exports_along(
    world: DraftsWorld, method: str, below: str
) -> None:
    project_id = world.filmed()
    job_id = world.export(project_id)

    world.call(method, f"{PROJECTS}/{project_id}{below}")
    world.call(method, f"{PROJECTS}/{project_id}{below}")

    assert world.announced("drafts.export.cancelled.v1") == [{"exportId": job_id}]
    assert sealed(world, job_id).cancelled


def test_a_project_that_was_never_exported_is_idle(world: DraftsWorld) -> None:
    assert world.status(world.filmed()) == {
        "status": "idle",
        "jobId": None,
        "resultUploadId": None,
        "progressPct": None,
        "progressStage": None,
        "progressMessage": None,
        "progressUpdatedAt": None,
        "error": None,
    }


def test_an_export_begins_as_pending(world: DraftsWorld) -> None:
    project_id = world.filmed()
    job_id = world.export(project_id)

    status = world.status(project_id)

    assert (status["status"], status["jobId"]) == ("pending", job_id)
    assert (status["progressPct"], status["progressStage"]) == (0, "prepare")
    assert status["progressMessage"]
    assert status["progressUpdatedAt"].startswith("2026-03-01T12:")
    assert (status["resultUploadId"], status["error"]) == (None, None)


def test_the_status_of_a_job_is_its_owners_and_its_projects(world: DraftsWorld) -> None:
    mine, other = world.filmed(), world.filmed()
    world.library.put(5, owner_user_id=STRANGER)
    theirs = world.create(user=STRANGER)
    world.save(theirs, a_timeline(a_clip(uploadId=5)), user=STRANGER)
    their_job = world.export(theirs, user=STRANGER)
    other_job = world.export(other)

    def asked(job_id: str, user: int = OWNER) -> tuple[int, str]:
        path = f"{PROJECTS}/{mine}/export-status"
        answer = world.call("GET", path, user=user, query_string={"jobId": job_id})
        return answer.status_code, answer.json.get("error") or answer.json.get("status")

    assert asked(their_job) == (403, "forbidden")
    assert asked(other_job) == (404, "export_not_found")
    assert asked(other_job, user=ADMIN) == (404, "export_not_found")
    assert asked(str(uuid.uuid4())) == (200, "idle")
    assert asked("no job at all") == (200, "idle")
    assert world.status(other, query_string={"jobId": other_job})["jobId"] == other_job


def test_only_services_that_need_it_fetch_a_sealed_timeline(world: DraftsWorld) -> None:
    (offered,) = rpc.services(world.deps)

    assert offered.rpcs["GetSealedTimeline"].callers == ("render", "hls", "campaigns")
    with pytest.raises(ExportNotFound):
        sealed(world, "unknown")
