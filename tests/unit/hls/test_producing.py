# SPDX-License-Identifier: Apache-2.0
"""Productions of drafts: sealed once, rendered, packaged; whatever ends in between."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.errors import ApiError, ErrorKind, FieldError
from chassis.jobs.job import WorkerDescription
from reelmill.drafts.v1 import resources_pb2 as drafts_pb2
from reelmill.render.v1 import events_pb2, resources_pb2
from reelmill.type.v1 import media_pb2
from services.hls.coordinator.api.rpc_jobs import packaging_spec
from services.hls.coordinator.store.events import production_message
from services.hls.coordinator.usecases import packaging
from tests.support.hls.drafts import EXPORT_ID, MemoryDraft
from tests.support.hls.producing import DRAFT, Json, listed, produce, shown, with_a_draft
from tests.support.hls.world import OTHER, OWNER, HlsWorld, stream


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    return with_a_draft(built.emptied())


def a_render(made: Json, **fields: Any) -> resources_pb2.Render:
    return resources_pb2.Render(
        **{
            "export_id": EXPORT_ID,
            "attempt": 1,
            "seq": 1,
            "purpose": drafts_pb2.PURPOSE_DRAFT_MASTER,
            "production_ulid": made["ulid"],
            **fields,
        }
    )


def receive_master(world: HlsWorld, made: Json, *, event_id: str = "done") -> None:
    event = events_pb2.RenderCompleted(
        render=a_render(made),
        file=media_pb2.StoredFile(
            key=f"masters/{made['ulid']}/video.mp4", sha256="cd" * 32, size_bytes=500
        ),
        probe=media_pb2.MediaProbe(width=1920, height=1080, duration="9/1"),
    )
    world.receive("render.render.completed.v1", event, event_id=event_id)


def unavailable() -> None:
    raise ApiError(ErrorKind.UNAVAILABLE, "service_unavailable", "Drafts does not answer.")


def test_a_production_of_a_draft_waits_for_its_master(world: HlsWorld) -> None:
    world.drafts.put(MemoryDraft(DRAFT, OWNER, 3, name=" Summer ", story="Once."))

    made = produce(world)

    assert (made["status"], made["state"]) == ("pending_media", "in_progress")
    assert (made["draftId"], made["exportId"], made["uploadId"]) == (DRAFT, EXPORT_ID, 3)
    assert (made["name"], made["defaultStoryText"]) == ("Summer", "Once.")
    assert made["progress"] == {"stage": "master", "percent": 0}
    assert made["config"]["draft"] == {"config": {"logoUploadId": 3}, "presets": {}}
    assert world.announced() == ["created"]
    assert world.claim() is None


def test_what_the_request_says_replaces_what_the_draft_says(world: HlsWorld) -> None:
    world.drafts.put(MemoryDraft(DRAFT, OWNER, 3, name="Summer", story="Once."))

    made = produce(world, draftId=DRAFT, name="Winter", defaultStoryText="Twice.")

    assert (made["name"], made["defaultStoryText"]) == ("Winter", "Twice.")


def test_an_upload_stands_for_the_active_draft_of_the_caller(world: HlsWorld) -> None:
    assert produce(world, uploadId=3)["draftId"] == DRAFT
    assert produce(world, uploadId=3)["draftId"] is None


def test_the_master_is_packaged_when_it_is_rendered(world: HlsWorld) -> None:
    made = produce(world)
    progress = events_pb2.RenderProgressed(render=a_render(made, progress_pct=40, seq=2))
    older = events_pb2.RenderProgressed(render=a_render(made, progress_pct=20))

    world.receive("render.render.progress.v1", progress, event_id="40")
    world.receive("render.render.progress.v1", older, event_id="20")
    halfway = shown(world, made["id"])
    receive_master(world, made)
    queued = shown(world, made["id"])

    assert (halfway["progress"], halfway["progressPct"]) == ({"stage": "master", "percent": 40}, 20)
    assert (queued["status"], queued["progressPct"]) == ("queued", 50)
    assert queued["progress"] == {"stage": "packaging", "percent": 0}
    assert (queued["uploadId"], queued["sourceRole"]) == (3, "master")
    assert world.wake_ups() == 1


def test_the_bytes_of_a_master_are_announced_while_it_is_stored(world: HlsWorld) -> None:
    made = produce(world)

    def master_bytes() -> int:
        with world.deps.reading() as uow:
            return production_message(
                uow.productions.find_productions([made["id"]])[0]
            ).master_bytes

    waiting = master_bytes()
    receive_master(world, made)
    rendered = master_bytes()

    assert (waiting, rendered) == (0, 500)


def test_a_packager_copies_the_master_as_it_would_an_export(world: HlsWorld) -> None:
    receive_master(world, made := produce(world))

    claimed = packaging.claim_job(world.deps, worker=WorkerDescription("packager-1"))

    assert claimed is not None
    spec = packaging_spec(claimed)
    assert (spec.is_export, spec.source_key) == (True, f"masters/{made['ulid']}/video.mp4")
    packaging.complete_job(world.deps, lease=claimed.lease, stream=stream())
    done = shown(world, made["id"])
    assert (done["status"], done["progressPct"]) == ("completed", 100)
    assert done["config"]["draft"]["config"] == {"logoUploadId": 3}


def test_a_master_that_is_announced_twice_is_packaged_once(world: HlsWorld) -> None:
    made = produce(world)

    receive_master(world, made)
    receive_master(world, made, event_id="again")

    assert world.wake_ups() == 1


def test_a_draft_that_changes_nothing_is_packaged_at_once(world: HlsWorld) -> None:
    world.drafts.put(MemoryDraft(DRAFT, OWNER, 3, export_id=""))

    made = produce(world)

    assert (made["status"], made["exportId"], made["sourceRole"]) == ("queued", None, "source")
    assert made["progress"] == {"stage": "packaging", "percent": 0}
    assert world.wake_ups() == 1


def test_an_export_may_have_several_productions_of_drafts(world: HlsWorld) -> None:
    world.prepared(42)
    world.drafts.put(MemoryDraft(5, OWNER, 42, export_id=""))
    world.drafts.put(MemoryDraft(6, OWNER, 42, export_id=""))

    assert produce(world, draftId=5)["status"] == "queued"
    assert produce(world, draftId=6)["status"] == "queued"


@pytest.mark.parametrize(
    ("topic", "event", "status", "code"),
    [
        (
            "render.render.failed.v1",
            events_pb2.RenderFailed(code="source_missing", reason="A file is missing."),
            "failed",
            "source_missing",
        ),
        ("render.render.cancelled.v1", events_pb2.RenderCancelled(), "cancelled", "cancelled"),
    ],
)
def test_a_production_ends_with_its_master(
    world: HlsWorld, topic: str, event: Any, status: str, code: str
) -> None:
    made = produce(world)
    event.render.CopyFrom(a_render(made))

    world.receive(topic, event, event_id=status)
    ended = shown(world, made["id"])

    assert (ended["status"], ended["state"], ended["errorCode"]) == (status, "failed", code)
    assert ended["errorMessage"]
    assert world.announced() == ["created", "failed"]


def test_renders_of_projects_are_ignored(world: HlsWorld) -> None:
    made = produce(world)
    render = a_render(made, purpose=drafts_pb2.PURPOSE_PROJECT_EXPORT)

    world.receive(
        "render.render.cancelled.v1", events_pb2.RenderCancelled(render=render), event_id="x"
    )

    assert shown(world, made["id"])["status"] == "pending_media"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        (ErrorKind.INVALID, 400, "overlay_overlap"),
        (ErrorKind.NOT_FOUND, 404, "logo_upload_not_found"),
        (ErrorKind.CONFLICT, 409, "source_deleted"),
        (ErrorKind.UNPROCESSABLE, 422, "invalid_state"),
    ],
)
def test_a_draft_that_is_not_sealed_leaves_no_production(
    world: HlsWorld, kind: ErrorKind, status: int, code: str
) -> None:
    problem = FieldError(code, "/config/logoUploadId", "No.")

    def reject() -> None:
        raise ApiError(kind, code, "No.", problems=[problem])

    world.drafts.before_seal = reject
    answer = produce(world, status)

    assert (answer["error"], answer["errors"][0]["pointer"]) == (code, "/config/logoUploadId")
    assert listed(world) == []
    assert world.announced() == []
    assert world.drafts.drafts[DRAFT].is_active


@pytest.mark.parametrize(
    ("draft_id", "status", "code"),
    [(99, 404, "draft_not_found"), (5, 403, "forbidden"), (6, 422, "invalid_state")],
)
def test_only_an_active_draft_of_the_caller_is_produced(
    world: HlsWorld, draft_id: int, status: int, code: str
) -> None:
    world.drafts.put(MemoryDraft(5, OTHER, 3))
    world.drafts.put(MemoryDraft(6, OWNER, 3, is_active=False))

    assert produce(world, status, draftId=draft_id)["error"] == code
    assert listed(world) == []
