# SPDX-License-Identifier: Apache-2.0
"""Exports, their projects and productions: events received twice and in any order."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from google.protobuf.message import Message

from reelmill.drafts.v1 import events_pb2 as drafts
from reelmill.drafts.v1 import resources_pb2 as drafts_resources
from reelmill.hls.v1 import events_pb2 as hls
from tests.support.library.world import (
    ADMIN,
    STRANGER,
    World,
    new_world,
    production_message,
    rendered,
    thumb_key,
)


def exports(world: World, *, by: int = 1) -> list[dict[str, Any]]:
    answer = world.request("GET", "/api/exports", by=by)
    assert answer.json["nextCursor"] is None
    items: list[dict[str, Any]] = answer.json["items"]
    return items


def rename(world: World, name: str, *, revision: int, project_id: int = 7) -> None:
    event = drafts.ProjectRenamed(project_id=project_id, name=name, revision=revision)
    world.receive("drafts.project.renamed.v1", event)


def refer(world: World, *upload_ids: int, revision: int, project_id: int = 7) -> None:
    event = drafts.ReferencesChanged(
        document_kind="project", document_id=project_id, upload_ids=upload_ids, revision=revision
    )
    world.receive("drafts.references.changed.v1", event)


def test_a_rendered_master_becomes_an_export_and_its_thumbnail_is_requested() -> None:
    world = new_world()

    upload_id = world.export(name="Film")

    [shown] = exports(world)
    assert (shown["id"], shown["name"], shown["description"]) == (upload_id, "Film", "First cut.")
    assert (shown["videoRole"], shown["state"], shown["hlsState"]) == (
        "export",
        "ready",
        "not_ready",
    )
    assert (shown["projectId"], shown["projectName"]) == (7, "Film")
    assert world.topics() == ["export.registered", "thumbnail.requested"]
    (_, registered), (_, requested) = world.announced()
    assert requested["upload"]["uploadId"] == str(upload_id)
    assert (registered["exportId"], registered["projectId"]) == (
        registered["upload"]["exportId"],
        "7",
    )
    assert registered["upload"]["probe"]["frames"] == "100"
    assert registered["upload"]["probe"]["duration"] == "1001/300"
    assert registered["upload"]["file"]["sha256"] == "cd" * 32
    assert world.list_ids() == []


def test_a_master_is_registered_once() -> None:
    world = new_world()
    event = rendered(export_id="e1")

    world.receive("render.render.completed.v1", event, event_id="same")
    world.receive("render.render.completed.v1", event, event_id="same")
    world.receive("render.render.completed.v1", event, event_id="other")

    assert len(exports(world)) == 1
    assert world.topics() == ["export.registered", "thumbnail.requested"]


@pytest.mark.parametrize(
    "purpose", [drafts_resources.PURPOSE_DRAFT_MASTER, drafts_resources.PURPOSE_PREVIEW]
)
def test_a_master_that_is_not_a_projects_export_is_not_registered(purpose: int) -> None:
    world = new_world()

    world.receive("render.render.completed.v1", rendered(purpose=purpose))

    assert world.announced() == []


def test_a_master_without_a_name_is_untitled() -> None:
    world = new_world()
    world.export(name=" ")

    [shown] = exports(world)

    assert (shown["name"], shown["projectName"]) == ("Untitled", None)


def test_exports_show_the_newest_name_of_their_project_in_any_order_of_events() -> None:
    events = [("Second", 2), ("Third", 3), (None, 0)]
    for order in itertools.permutations(events):
        world = new_world()
        for name, revision in order:
            if name is None:
                world.export(name="First")
            else:
                rename(world, name, revision=revision)

        [shown] = exports(world)
        assert (shown["projectName"], shown["name"]) == ("Third", "First")


@pytest.mark.parametrize("deleted_first", [True, False])
def test_exports_of_a_deleted_project_remain_without_it(deleted_first: bool) -> None:
    world = new_world()
    gone = drafts.ProjectDeleted(project_id=7)
    if deleted_first:
        world.receive("drafts.project.deleted.v1", gone)
        world.export()
    else:
        world.export()
        world.receive("drafts.project.deleted.v1", gone)

    rename(world, "Late", revision=9)

    [shown] = exports(world)
    assert (shown["projectId"], shown["projectName"]) == (None, None)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_export_shows_its_newest_production_in_any_order_of_events(
    order: tuple[int, ...],
) -> None:
    world = new_world()
    upload_id = world.export()
    older = production_message(1, upload_id, status="completed", revision=3)
    created = production_message(2, upload_id, status="queued", revision=1)
    failed = production_message(2, upload_id, status="failed", revision=4)
    events: list[tuple[str, Message]] = [
        ("hls.production.ready.v1", hls.ProductionReady(production=older)),
        ("hls.production.created.v1", hls.ProductionCreated(production=created)),
        ("hls.production.failed.v1", hls.ProductionFailed(production=failed)),
    ]

    for number in order:
        world.receive(*events[number])

    shown = world.get_upload(upload_id)
    assert (shown["productionId"], shown["hlsState"]) == (2, "failed")


def test_a_deleted_production_is_replaced_by_the_one_before_for_good() -> None:
    world = new_world()
    upload_id = world.export()
    first = production_message(1, upload_id, status="completed", revision=3)
    second = production_message(2, upload_id, status="processing", revision=2)
    world.receive("hls.production.ready.v1", hls.ProductionReady(production=first))
    world.receive("hls.production.created.v1", hls.ProductionCreated(production=second))
    assert world.get_upload(upload_id)["hlsState"] == "in_progress"

    world.receive("hls.production.deleted.v1", hls.ProductionDeleted(production=second))
    world.receive("hls.production.created.v1", hls.ProductionCreated(production=second))

    shown = world.get_upload(upload_id)
    assert (shown["productionId"], shown["hlsState"]) == (1, "ready")


def test_an_export_whose_production_got_another_upload_shows_it_no_more() -> None:
    world = new_world()
    former, later = world.export(), world.export()
    for upload_id, revision in ((former, 3), (later, 4)):
        made = production_message(1, upload_id, status="completed", revision=revision)
        world.receive("hls.production.ready.v1", hls.ProductionReady(production=made))

    shown = {one["id"]: (one["productionId"], one["hlsState"]) for one in exports(world)}

    assert shown == {former: (None, "not_ready"), later: (1, "ready")}


def test_a_source_shows_no_production() -> None:
    world = new_world()
    upload_id = world.ready_upload()

    event = hls.ProductionCreated(production=production_message(1, upload_id))
    world.receive("hls.production.created.v1", event)

    shown = world.get_upload(upload_id)
    assert (shown["productionId"], shown["hlsState"]) == (None, None)


def test_an_upload_lists_the_documents_that_use_it() -> None:
    world = new_world()
    first, second = world.ready_upload(), world.ready_upload()
    refer(world, first, first, second, revision=2)
    refer(world, second, revision=1)
    refer(world, second, revision=3, project_id=8)

    assert world.get_upload(first)["usedBy"] == [{"kind": "project", "id": 7}]
    refer(world, second, revision=3)
    assert world.get_upload(first)["usedBy"] == []
    assert [one["id"] for one in world.get_upload(second)["usedBy"]] == [7, 8]

    world.receive("drafts.project.deleted.v1", drafts.ProjectDeleted(project_id=7))
    refer(world, second, revision=4)

    assert [one["id"] for one in world.get_upload(second)["usedBy"]] == [8]


def test_only_an_export_is_deleted_as_an_export() -> None:
    world = new_world()
    upload_id, source = world.export(), world.ready_upload()
    world.deps.storage.put_bytes(thumb_key(upload_id), b"j", content_type="image/jpeg")

    wrong = world.request("DELETE", f"/api/exports/{source}")
    stranger = world.request("DELETE", f"/api/exports/{upload_id}", by=STRANGER)
    unknown = world.request("DELETE", "/api/exports/99")
    right = world.request("DELETE", f"/api/exports/{upload_id}")

    assert (wrong.status_code, wrong.json["error"]) == (400, "not_export")
    assert (stranger.status_code, stranger.json["error"]) == (403, "forbidden")
    assert (unknown.status_code, unknown.json["error"]) == (404, "upload_not_found")
    assert (right.status_code, right.json) == (200, {"ok": True})
    assert exports(world) == []
    assert world.topics()[-1] == "upload.deleted"
    assert [one.key for one in world.deps.storage.list("renders/")] == []
    assert world.get_upload(source)["fileUrl"] is not None


def test_a_list_of_exports_contains_the_callers_own() -> None:
    world = new_world()
    world.export()

    assert exports(world, by=STRANGER) == []
    assert exports(world, by=ADMIN) == []
