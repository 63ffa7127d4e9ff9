# SPDX-License-Identifier: Apache-2.0
"""The progress, the cost and the nodes in the report of a render."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from services.render.contract.storage_keys import chunk_storage_key
from services.render.coordinator.usecases import claiming
from tests.support.render.samples import EXPORT, OTHER, a_clip, an_export, key_of
from tests.support.render.world import RenderWorld


def shown(world: RenderWorld, export_id: str = EXPORT) -> dict[str, Any]:
    """Return a render as its owner sees it."""
    answer: dict[str, Any] = world.client().get(f"/api/renders/{export_id}").json
    found: dict[str, Any] = answer["render"]
    return found


def test_a_completed_render_reports_its_cost_and_its_nodes(world: RenderWorld) -> None:
    world.start()
    world.complete(world.claimed("mezzanine", node_id="node-2"))
    world.moved += dt.timedelta(seconds=20)
    completed = 1 + len(world.run_all())

    found = shown(world)

    report = found["report"]
    rendered = {kind: found["rendered"] for kind, found in report["jobs"].items()}
    assert report["jobs"]["chunk"] == {"total": 2, "rendered": 2, "reused": 0}
    assert sum(rendered.values()) == completed == found["jobs"]["total"] == found["jobs"]["done"]
    assert report["cpuSeconds"] == found["cpuSeconds"] == 1.5 * completed
    assert 20 <= report["wallSeconds"] < 25
    assert report["exportSeconds"] == 8.0
    assert report["cpuRatio"] == round(1.5 * completed / 8, 4)
    assert report["wallRatio"] == pytest.approx(report["wallSeconds"] / 8, abs=1e-3)
    assert report["nodes"] == [
        {
            "id": "node-1",
            "jobs": completed - 1,
            "cpuSeconds": 1.5 * (completed - 1),
            "wallSeconds": 2.0 * (completed - 1),
        },
        {"id": "node-2", "jobs": 1, "cpuSeconds": 1.5, "wallSeconds": 2.0},
    ]


def test_a_stored_report_does_not_change_when_its_jobs_are_run_again(world: RenderWorld) -> None:
    world.start()
    keys = []
    while (claimed := world.claim()) is not None:
        world.complete(claimed)
        keys.append(key_of(claimed))
    before = shown(world)["report"]
    with world.deps.unit_of_work() as uow:
        uow.cached_files.delete_cached_files(keys)
    world.start(an_export(export_id=OTHER))
    while (claimed := world.claim(node_id="node-3")) is not None:
        world.complete(claimed)

    again = shown(world, OTHER)["report"]

    assert shown(world)["report"] == before
    assert [node["id"] for node in again["nodes"]] == ["node-3"]
    assert again["cpuSeconds"] == before["cpuSeconds"]


def test_a_report_counts_reused_results(world: RenderWorld) -> None:
    world.start()
    world.run_all()
    longer = an_export(a_clip(start=0, source=(0, 9)), export_id=OTHER)
    world.start(longer)
    world.run_all()

    report = shown(world, OTHER)["report"]

    chunks = report["jobs"]["chunk"]
    assert chunks["reused"] >= 1 and chunks["rendered"] >= 1
    assert chunks["total"] == chunks["reused"] + chunks["rendered"]
    assert report["jobs"]["mezzanine"] == {"total": 1, "rendered": 0, "reused": 1}
    assert report["jobs"]["concat"] == {"total": 1, "rendered": 1, "reused": 0}


@pytest.mark.parametrize("done", [("mezzanine",), ("mezzanine", "pcm", "mix", "chunk")])
def test_a_retried_render_repeats_no_job(world: RenderWorld, done: tuple[str, ...]) -> None:
    world.start()
    first = keys_completed(world, *done)
    path = f"/api/renders/{EXPORT}"
    world.client().post(f"{path}/cancel")
    half = shown(world)

    world.client().post(f"{path}/retry")
    second = keys_completed(world)

    found = shown(world)
    assert first and not {*first} & {*second}
    assert (half["state"], found["state"], found["attempt"]) == ("cancelled", "completed", 2)
    assert half["report"]["nodes"][0]["jobs"] == len(first)
    assert found["report"]["nodes"][0]["jobs"] == len(second)
    assert found["jobs"]["total"] == found["jobs"]["done"]


def keys_completed(world: RenderWorld, *kinds: str) -> list[str]:
    """Complete the jobs of some kinds, store their results, and list their keys."""
    keys = []
    while (claimed := world.claim(*kinds)) is not None:
        world.complete(claimed)
        keys.append(key_of(claimed))
        stored = chunk_storage_key(key_of(claimed) or "concat")
        world.storage.put_bytes(stored, b"x", content_type="video/mp4")
    return keys


def test_progress_never_decreases_and_ends_at_a_hundred(world: RenderWorld) -> None:
    world.start()
    shown_before: list[dict[str, Any]] = []

    def read() -> None:
        world.moved += dt.timedelta(seconds=2)
        shown_before.append(shown(world))

    read()
    while (claimed := world.claim()) is not None:
        read()
        for fraction in (0.5, 0.9, 0.1):
            claiming.heartbeat(world.deps, lease=claimed.lease, fraction=fraction)
            read()
        if claimed.job.kind == "chunk" and claimed.lease.token == 1:
            claiming.give_back_job(world.deps, lease=claimed.lease)
        else:
            world.complete(claimed)
        read()

    percents = [one["progressPct"] for one in shown_before]
    assert percents == sorted(percents) and (percents[0], percents[-1]) == (0, 100)
    assert shown_before[-1]["state"] == "completed" and shown_before[-1]["etaSeconds"] is None


def test_the_time_without_a_free_node_does_not_change_the_estimate(world: RenderWorld) -> None:
    world.start()
    world.moved += dt.timedelta(hours=1)
    waiting = shown(world)
    claimed = world.claimed("mezzanine")
    world.moved += dt.timedelta(seconds=10)
    claiming.heartbeat(world.deps, lease=claimed.lease, fraction=1.0)

    found = shown(world)

    assert (waiting["etaSeconds"], waiting["startedAt"]) == (None, None)
    assert waiting["progressMessage"] == "Waiting for a node"
    assert 0 < found["etaSeconds"] < 60
    assert found["report"]["wallSeconds"] < 15


def test_the_description_of_the_route_has_every_field_of_a_render(world: RenderWorld) -> None:
    world.start()
    described = world.client().get("/api/render/openapi.json").json
    answer = described["paths"]["/api/renders/{exportId}"]["get"]["responses"]["200"]
    schemas = described["components"]["schemas"]

    def resolved(schema: dict[str, Any]) -> dict[str, Any]:
        return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema

    render = resolved(
        resolved(answer["content"]["application/json"]["schema"])["properties"]["render"]
    )
    report = resolved(render["properties"]["report"])
    found = shown(world)

    assert set(render["properties"]) == set(found)
    assert set(report["properties"]) == set(found["report"])
