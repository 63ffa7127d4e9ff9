# SPDX-License-Identifier: Apache-2.0
"""The status of an export by the events of render and library, in any order."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from reelmill.library.v1 import events_pb2 as library
from reelmill.render.v1 import events_pb2 as render
from services.drafts.api.errors import ERROR_RULES
from services.drafts.api.subscriptions import subscriptions
from services.drafts.domain import errors
from services.registry import TOPOLOGY
from tests.support.drafts.world import PROJECTS, DraftsWorld, render_message, upload_message

SendEvent = Callable[[DraftsWorld, str], None]


def queued(*, attempt: int = 1, seq: int = 0) -> SendEvent:
    def send(world: DraftsWorld, job_id: str) -> None:
        message = render_message(job_id, attempt=attempt, seq=seq, state="queued")
        world.receive("render.render.queued.v1", render.RenderQueued(render=message))

    return send


def progress(pct: int, *, attempt: int = 1, seq: int = 1) -> SendEvent:
    def send(world: DraftsWorld, job_id: str) -> None:
        message = render_message(
            job_id, attempt=attempt, seq=seq, progress_pct=pct, progress_stage="render"
        )
        world.receive("render.render.progress.v1", render.RenderProgressed(render=message))

    return send


def rendered(*, attempt: int = 1, seq: int = 9) -> SendEvent:
    def send(world: DraftsWorld, job_id: str) -> None:
        message = render_message(job_id, attempt=attempt, seq=seq)
        world.receive("render.render.completed.v1", render.RenderCompleted(render=message))

    return send


def failed(*, attempt: int = 1, seq: int = 9) -> SendEvent:
    def send(world: DraftsWorld, job_id: str) -> None:
        message = render_message(job_id, attempt=attempt, seq=seq)
        event = render.RenderFailed(
            render=message, code="not_media", reason="clip.mp4 is no video."
        )
        world.receive("render.render.failed.v1", event)

    return send


def cancelled(*, attempt: int = 1, seq: int = 9) -> SendEvent:
    def send(world: DraftsWorld, job_id: str) -> None:
        message = render_message(job_id, attempt=attempt, seq=seq)
        world.receive("render.render.cancelled.v1", render.RenderCancelled(render=message))

    return send


def registered(upload_id: int = 50) -> SendEvent:
    def send(world: DraftsWorld, job_id: str) -> None:
        upload = upload_message(upload_id, video_role="export")
        event = library.ExportRegistered(upload=upload, export_id=job_id)
        world.receive("library.export.registered.v1", event)

    return send


def status_after(world: DraftsWorld, *events: SendEvent) -> dict[str, Any]:
    """Request an export, send the events in their order, and return its status."""
    project_id = world.create_with_clips()
    job_id = world.export(project_id)
    for send in events:
        send(world, job_id)
    return world.export_status(project_id)


def summary(status: dict[str, Any]) -> tuple[str, int, str]:
    return status["status"], status["progressPct"], status["progressStage"]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([queued()], ("pending", 0, "prepare")),
        ([queued(), progress(40)], ("processing", 40, "render")),
        ([progress(40, seq=3), progress(20, seq=2), queued()], ("processing", 40, "render")),
        ([queued(), progress(40), rendered()], ("processing", 99, "finalize")),
        ([rendered(seq=2), progress(90, seq=5)], ("processing", 99, "finalize")),
        ([progress(40), failed()], ("failed", 40, "render")),
        ([failed(), progress(50, seq=99)], ("failed", 0, "prepare")),
        ([progress(10), cancelled()], ("cancelled", 10, "render")),
        ([cancelled(), queued(attempt=2)], ("pending", 0, "prepare")),
        ([failed(), progress(5, attempt=2)], ("processing", 5, "render")),
        ([progress(5, attempt=2), failed()], ("processing", 5, "render")),
        ([rendered(attempt=2), failed()], ("processing", 99, "finalize")),
        ([progress(400)], ("processing", 99, "render")),
    ],
)
def test_the_newest_event_wins_and_an_end_wins_over_progress(
    world: DraftsWorld, events: list[SendEvent], expected: tuple[str, int, str]
) -> None:
    assert summary(status_after(world, *events)) == expected


def test_an_export_completes_once_registered_in_any_order_of_events(world: DraftsWorld) -> None:
    for order in itertools.permutations([queued(), progress(50), rendered(), registered()]):
        status = status_after(world, *order, registered())

        assert summary(status) == ("completed", 100, "completed")
        assert status["resultUploadId"] == 50


def test_a_failure_is_shown_until_a_retry(world: DraftsWorld) -> None:
    failure = status_after(world, failed())
    retried = status_after(world, failed(), queued(attempt=2))

    assert failure["error"] == {"code": "not_media", "message": "clip.mp4 is no video."}
    assert retried["error"] is None


def test_a_project_shows_its_newest_master(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    job_ids = []
    for upload_id in (61, 60):
        job_ids.append(world.export(project_id))
        registered(upload_id)(world, job_ids[-1])

    project = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert job_ids[0] != job_ids[1]
    assert project["lastExportUploadId"] == 61
    assert project["lastExportJobId"] == job_ids[1]


def test_a_project_forgets_its_master_when_that_is_deleted(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    registered(61)(world, world.export(project_id))

    def last_export() -> object:
        project = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]
        return project["lastExportUploadId"]

    other, last = (upload_message(one, video_role="export") for one in (60, 61))
    world.receive("library.upload.deleted.v1", library.UploadDeleted(upload=other))
    before = last_export()
    world.receive("library.upload.deleted.v1", library.UploadDeleted(upload=last))

    assert (before, last_export()) == (61, None)


def test_a_failed_export_can_be_requested_again(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    first = world.export(project_id)
    failed()(world, first)

    assert world.export(project_id) != first


def test_the_export_of_a_deleted_project_still_completes(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    job_id = world.export(project_id)
    world.request("DELETE", f"{PROJECTS}/{project_id}")

    registered()(world, job_id)

    with world.deps.reading() as uow:
        export = uow.exports.find_export(job_id)
    assert export is not None
    assert (export.state, export.result_upload_id) == ("completed", 50)


def test_a_cancelled_export_that_was_rendered_nevertheless_completes(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    job_id = world.export(project_id)
    world.request("POST", f"{PROJECTS}/{project_id}/archive")
    cancelled_status = world.export_status(project_id)["status"]

    progress(80)(world, job_id)
    later_status = world.export_status(project_id)["status"]
    rendered()(world, job_id)
    registered()(world, job_id)

    assert (cancelled_status, later_status) == ("cancelled", "cancelled")
    assert world.export_status(project_id)["status"] == "completed"


def test_events_of_other_renders_are_ignored(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    world.export(project_id)

    for send in (queued(), rendered(), registered()):
        send(world, "a preview")

    assert world.export_status(project_id)["status"] == "pending"


def test_an_event_received_twice_is_applied_once(world: DraftsWorld) -> None:
    project_id = world.create_with_clips()
    job_id = world.export(project_id)
    message = render_message(job_id, progress_pct=30)
    for _ in range(2):
        event = render.RenderProgressed(render=message)
        world.receive("render.render.progress.v1", event, event_id="the same")

    assert world.export_status(project_id)["progressPct"] == 30


def test_drafts_handles_the_topics_its_queue_is_bound_to(world: DraftsWorld) -> None:
    assert set(subscriptions(world.deps)) == set(TOPOLOGY["drafts.events"])


def test_every_error_has_a_status_and_a_code() -> None:
    classes = {
        found
        for found in vars(errors).values()
        if isinstance(found, type) and issubclass(found, errors.DraftsError)
    }

    assert classes - {errors.DraftsError} == set(ERROR_RULES)
