# SPDX-License-Identifier: Apache-2.0
"""Exports, their projects and productions: facts heard twice and in any order."""

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
    a_production,
    a_world,
    rendered,
    thumb_key,
)


def exports(world: World, *, by: int = 1) -> list[dict[str, Any]]:
    answer = world.ask("GET", "/api/exports", by=by)
    assert answer.json["nextCursor"] is None
    items: list[dict[str, Any]] = answer.json["items"]
    return items


def rename(world: World, name: str, *, revision: int, project_id: int = 7) -> None:
    fact = drafts.ProjectRenamed(project_id=project_id, name=name, revision=revision)
    world.hear("drafts.project.renamed.v1", fact)


def refer(world: World, *upload_ids: int, revision: int, project_id: int = 7) -> None:
    fact = drafts.ReferencesChanged(
        subject_kind="project", subject_id=project_id, upload_ids=upload_ids, revision=revision
    )
    world.hear("drafts.references.changed.v1", fact)


def test_a_rendered_master_becomes_an_export_and_wants_a_thumbnail() -> None:
    world = a_world()

    upload_id = world.export(name="Film")

    [shown] = exports(world)
    assert (shown["id"], shown["name"], shown["description"]) == (upload_id, "Film", "First cut.")
    assert (shown["videoRole"], shown["state"], shown["hlsState"]) == (
        "export",
        "ready",
        "not_ready",
    )
    assert (shown["projectId"], shown["projectName"]) == (7, "Film")
    assert world.topics() == ["export.registered", "derivative.requested"]
    wanted = world.said()[1][1]
    assert (wanted["kind"], wanted["upload"]["uploadId"]) == ("thumb", str(upload_id))
    fact = world.said()[0][1]
    assert (fact["exportId"], fact["projectId"]) == (fact["upload"]["exportId"], "7")
    assert fact["upload"]["probe"]["frames"] == "100"
    assert world.listed() == []


def test_a_master_is_registered_once() -> None:
    world = a_world()
    fact = rendered(export_id="e1")

    world.hear("render.render.completed.v1", fact, event_id="same")
    world.hear("render.render.completed.v1", fact, event_id="same")
    world.hear("render.render.completed.v1", fact, event_id="other")

    assert len(exports(world)) == 1
    assert world.topics() == ["export.registered", "derivative.requested"]


@pytest.mark.parametrize(
    "purpose", [drafts_resources.PURPOSE_DRAFT_MASTER, drafts_resources.PURPOSE_PREVIEW]
)
def test_what_is_not_an_export_of_a_project_is_not_registered(purpose: int) -> None:
    world = a_world()

    world.hear("render.render.completed.v1", rendered(purpose=purpose))

    assert world.said() == []


def test_a_master_without_a_name_is_untitled() -> None:
    world = a_world()
    world.export(name=" ")

    [shown] = exports(world)

    assert (shown["name"], shown["projectName"]) == ("Untitled", None)


def test_exports_show_the_newest_name_of_their_project_whatever_comes_first() -> None:
    facts = [("Second", 2), ("Third", 3), (None, 0)]
    for order in itertools.permutations(facts):
        world = a_world()
        for name, revision in order:
            if name is None:
                world.export(name="First")
            else:
                rename(world, name, revision=revision)

        [shown] = exports(world)
        assert (shown["projectName"], shown["name"]) == ("Third", "First")


@pytest.mark.parametrize("deleted_first", [True, False])
def test_exports_outlive_their_project_and_let_go_of_it(deleted_first: bool) -> None:
    world = a_world()
    gone = drafts.ProjectDeleted(project_id=7)
    if deleted_first:
        world.hear("drafts.project.deleted.v1", gone)
        world.export()
    else:
        world.export()
        world.hear("drafts.project.deleted.v1", gone)

    rename(world, "Late", revision=9)

    [shown] = exports(world)
    assert (shown["projectId"], shown["projectName"]) == (None, None)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_export_points_at_its_newest_production_whatever_comes_first(
    order: tuple[int, ...],
) -> None:
    world = a_world()
    upload_id = world.export()
    older = a_production(1, upload_id, status="completed", revision=3)
    created = a_production(2, upload_id, status="queued", revision=1)
    failed = a_production(2, upload_id, status="failed", revision=4)
    facts: list[tuple[str, Message]] = [
        ("hls.production.ready.v1", hls.ProductionReady(production=older)),
        ("hls.production.created.v1", hls.ProductionCreated(production=created)),
        ("hls.production.failed.v1", hls.ProductionFailed(production=failed)),
    ]

    for number in order:
        world.hear(*facts[number])

    shown = world.shown(upload_id)
    assert (shown["productionId"], shown["hlsState"]) == (2, "failed")


def test_a_deleted_production_gives_way_to_the_one_before_for_good() -> None:
    world = a_world()
    upload_id = world.export()
    first = a_production(1, upload_id, status="completed", revision=3)
    second = a_production(2, upload_id, status="processing", revision=2)
    world.hear("hls.production.ready.v1", hls.ProductionReady(production=first))
    world.hear("hls.production.created.v1", hls.ProductionCreated(production=second))
    assert world.shown(upload_id)["hlsState"] == "in_progress"

    world.hear("hls.production.deleted.v1", hls.ProductionDeleted(production=second))
    world.hear("hls.production.created.v1", hls.ProductionCreated(production=second))

    shown = world.shown(upload_id)
    assert (shown["productionId"], shown["hlsState"]) == (1, "ready")


def test_a_source_has_no_current_production() -> None:
    world = a_world()
    upload_id = world.ready()

    fact = hls.ProductionCreated(production=a_production(1, upload_id))
    world.hear("hls.production.created.v1", fact)

    shown = world.shown(upload_id)
    assert (shown["productionId"], shown["hlsState"]) == (None, None)


def test_an_upload_tells_which_documents_use_it() -> None:
    world = a_world()
    first, second = world.ready(), world.ready()
    refer(world, first, first, second, revision=2)
    refer(world, second, revision=1)
    refer(world, second, revision=3, project_id=8)

    assert world.shown(first)["usedBy"] == [{"kind": "project", "id": 7}]
    refer(world, second, revision=3)
    assert world.shown(first)["usedBy"] == []
    assert [one["id"] for one in world.shown(second)["usedBy"]] == [7, 8]

    world.hear("drafts.project.deleted.v1", drafts.ProjectDeleted(project_id=7))
    refer(world, second, revision=4)

    assert [one["id"] for one in world.shown(second)["usedBy"]] == [8]


def test_an_export_is_deleted_as_an_export_and_nothing_else_is() -> None:
    world = a_world()
    upload_id, source = world.export(), world.ready()
    world.storage.put_bytes(thumb_key(upload_id), b"j", content_type="image/jpeg")

    wrong = world.ask("DELETE", f"/api/exports/{source}")
    stranger = world.ask("DELETE", f"/api/exports/{upload_id}", by=STRANGER)
    unknown = world.ask("DELETE", "/api/exports/99")
    right = world.ask("DELETE", f"/api/exports/{upload_id}")

    assert (wrong.status_code, wrong.json["error"]) == (400, "not_export")
    assert (stranger.status_code, stranger.json["error"]) == (403, "forbidden")
    assert (unknown.status_code, unknown.json["error"]) == (404, "upload_not_found")
    assert (right.status_code, right.json) == (200, {"ok": True})
    assert exports(world) == []
    assert world.topics()[-1] == "upload.deleted"
    assert [one.key for one in world.storage.list("renders/")] == []
    assert world.shown(source)["fileUrl"] is not None


def test_exports_are_ones_own() -> None:
    world = a_world()
    world.export()

    assert exports(world, by=STRANGER) == []
    assert exports(world, by=ADMIN) == []
