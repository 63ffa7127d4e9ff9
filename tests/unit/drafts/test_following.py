# SPDX-License-Identifier: Apache-2.0
"""What drafts makes of render's and the library's news, in whatever order they arrive."""

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
from tests.support.drafts.world import PROJECTS, DraftsWorld, a_render, an_upload

News = Callable[[DraftsWorld, str], None]


def queued(*, attempt: int = 1, seq: int = 0) -> News:
    def tell(world: DraftsWorld, job_id: str) -> None:
        said = a_render(job_id, attempt=attempt, seq=seq, state="queued")
        world.hear("render.render.queued.v1", render.RenderQueued(render=said))

    return tell


def progress(pct: int, *, attempt: int = 1, seq: int = 1) -> News:
    def tell(world: DraftsWorld, job_id: str) -> None:
        said = a_render(job_id, attempt=attempt, seq=seq, progress_pct=pct, progress_stage="render")
        world.hear("render.render.progress.v1", render.RenderProgressed(render=said))

    return tell


def rendered(*, attempt: int = 1, seq: int = 9) -> News:
    def tell(world: DraftsWorld, job_id: str) -> None:
        said = a_render(job_id, attempt=attempt, seq=seq)
        world.hear("render.render.completed.v1", render.RenderCompleted(render=said))

    return tell


def failed(*, attempt: int = 1, seq: int = 9) -> News:
    def tell(world: DraftsWorld, job_id: str) -> None:
        said = a_render(job_id, attempt=attempt, seq=seq)
        fact = render.RenderFailed(render=said, code="not_media", reason="clip.mp4 is no video.")
        world.hear("render.render.failed.v1", fact)

    return tell


def cancelled(*, attempt: int = 1, seq: int = 9) -> News:
    def tell(world: DraftsWorld, job_id: str) -> None:
        said = a_render(job_id, attempt=attempt, seq=seq)
        world.hear("render.render.cancelled.v1", render.RenderCancelled(render=said))

    return tell


def registered(upload_id: int = 50) -> News:
    def tell(world: DraftsWorld, job_id: str) -> None:
        upload = an_upload(upload_id, video_role="export")
        fact = library.ExportRegistered(upload=upload, export_id=job_id)
        world.hear("library.export.registered.v1", fact)

    return tell


def told(world: DraftsWorld, *news: News) -> dict[str, Any]:
    """Export a film, let the service hear the news, and return the status."""
    project_id = world.filmed()
    job_id = world.export(project_id)
    for tell in news:
        tell(world, job_id)
    return world.status(project_id)


def summary(status: dict[str, Any]) -> tuple[str, int, str]:
    return status["status"], status["progressPct"], status["progressStage"]


@pytest.mark.parametrize(
    ("news", "expected"),
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
def test_the_newest_news_wins_and_an_end_beats_progress(
    world: DraftsWorld, news: list[News], expected: tuple[str, int, str]
) -> None:
    assert summary(told(world, *news)) == expected


def test_an_export_is_complete_once_registered_in_whatever_order(world: DraftsWorld) -> None:
    for order in itertools.permutations([queued(), progress(50), rendered(), registered()]):
        status = told(world, *order, registered())

        assert summary(status) == ("completed", 100, "completed")
        assert status["resultUploadId"] == 50


def test_a_failure_is_said_and_a_retry_forgets_it(world: DraftsWorld) -> None:
    failure = told(world, failed())
    retried = told(world, failed(), queued(attempt=2))

    assert failure["error"] == {"code": "not_media", "message": "clip.mp4 is no video."}
    assert retried["error"] is None


def test_a_project_remembers_its_newest_master(world: DraftsWorld) -> None:
    project_id = world.filmed()
    job_ids = []
    for upload_id in (61, 60):
        job_ids.append(world.export(project_id))
        registered(upload_id)(world, job_ids[-1])

    project = world.call("GET", f"{PROJECTS}/{project_id}").json["project"]
    assert job_ids[0] != job_ids[1]
    assert project["lastExportUploadId"] == 61
    assert project["lastExportJobId"] == job_ids[1]


def test_a_finished_film_may_be_exported_again(world: DraftsWorld) -> None:
    project_id = world.filmed()
    first = world.export(project_id)
    failed()(world, first)

    assert world.export(project_id) != first


def test_the_master_of_a_deleted_project_is_still_taken_in(world: DraftsWorld) -> None:
    project_id = world.filmed()
    job_id = world.export(project_id)
    world.call("DELETE", f"{PROJECTS}/{project_id}")

    registered()(world, job_id)

    with world.deps.reading() as uow:
        export = uow.exports.get(job_id)
    assert export is not None
    assert (export.state, export.result_upload_id) == ("completed", 50)


def test_a_film_rendered_before_its_withdrawal_was_heard_is_complete(world: DraftsWorld) -> None:
    project_id = world.filmed()
    job_id = world.export(project_id)
    world.call("POST", f"{PROJECTS}/{project_id}/archive")
    withdrawn = world.status(project_id)["status"]

    progress(80)(world, job_id)
    still_withdrawn = world.status(project_id)["status"]
    rendered()(world, job_id)
    registered()(world, job_id)

    assert (withdrawn, still_withdrawn) == ("cancelled", "cancelled")
    assert world.status(project_id)["status"] == "completed"


def test_news_of_somebody_elses_render_changes_nothing(world: DraftsWorld) -> None:
    project_id = world.filmed()
    world.export(project_id)

    for tell in (queued(), rendered(), registered()):
        tell(world, "a preview")

    assert world.status(project_id)["status"] == "pending"


def test_a_fact_heard_twice_counts_once(world: DraftsWorld) -> None:
    project_id = world.filmed()
    job_id = world.export(project_id)
    said = a_render(job_id, progress_pct=30)
    for _ in range(2):
        fact = render.RenderProgressed(render=said)
        world.hear("render.render.progress.v1", fact, event_id="the same")

    assert world.status(project_id)["progressPct"] == 30


def test_drafts_hears_exactly_what_its_queue_is_bound_to(world: DraftsWorld) -> None:
    assert set(subscriptions(world.deps)) == set(TOPOLOGY["drafts.events"])


def test_every_condition_has_its_answer() -> None:
    conditions = {
        found
        for found in vars(errors).values()
        if isinstance(found, type) and issubclass(found, errors.DraftsError)
    }

    assert conditions - {errors.DraftsError} == set(ERROR_RULES)
