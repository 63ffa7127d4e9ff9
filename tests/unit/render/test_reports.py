# SPDX-License-Identifier: Apache-2.0
"""What a render tells of itself: how far it is, what it took, and who made it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from services.render.contract.specs import chunk_file
from services.render.coordinator.usecases import assigning
from tests.support.render.world import EXPORT, OTHER, RenderWorld, a_clip, an_order, lease_of


def shown(world: RenderWorld, export_id: str = EXPORT) -> dict[str, Any]:
    """Return a render as its owner sees it."""
    answer: dict[str, Any] = world.client().get(f"/api/renders/{export_id}").json
    found: dict[str, Any] = answer["render"]
    return found


def test_a_finished_render_reports_what_it_took_and_who_made_it(world: RenderWorld) -> None:
    world.order()
    world.complete(world.claimed("mezzanine", node_id="node-2"))
    world.moved += dt.timedelta(seconds=20)
    made = 1 + len(world.work_off())

    found = shown(world)

    report = found["report"]
    others = {kind: found["rendered"] for kind, found in report["pieces"].items()}
    assert report["pieces"]["chunk"] == {"total": 2, "rendered": 2, "reused": 0}
    assert sum(others.values()) == made == found["pieces"]["total"] == found["pieces"]["done"]
    assert report["cpuSeconds"] == found["cpuSeconds"] == 1.5 * made
    assert 20 <= report["wallSeconds"] < 25
    assert report["filmSeconds"] == 8.0
    assert report["cpuRatio"] == round(1.5 * made / 8, 4)
    assert report["wallRatio"] == pytest.approx(report["wallSeconds"] / 8, abs=1e-3)
    assert report["nodes"] == [
        {
            "id": "node-1",
            "pieces": made - 1,
            "cpuSeconds": 1.5 * (made - 1),
            "wallSeconds": 2.0 * (made - 1),
        },
        {"id": "node-2", "pieces": 1, "cpuSeconds": 1.5, "wallSeconds": 2.0},
    ]


def test_a_report_stays_what_it_was_when_its_pieces_are_made_again(world: RenderWorld) -> None:
    world.order()
    keys = []
    while (claimed := world.claim()) is not None:
        world.complete(claimed)
        keys.append(claimed.piece.key)
    before = shown(world)["report"]
    with world.deps.unit_of_work() as uow:
        uow.cache.forget(keys)
    world.order(an_order(export_id=OTHER))
    while (claimed := world.claim(node_id="node-3")) is not None:
        world.complete(claimed)

    again = shown(world, OTHER)["report"]

    assert shown(world)["report"] == before
    assert [node["id"] for node in again["nodes"]] == ["node-3"]
    assert again["cpuSeconds"] == before["cpuSeconds"]


def test_a_report_counts_what_was_found_made(world: RenderWorld) -> None:
    world.order()
    world.work_off()
    longer = an_order(a_clip(start=0, source=(0, 9)), export_id=OTHER)
    world.order(longer)
    world.work_off()

    report = shown(world, OTHER)["report"]

    chunks = report["pieces"]["chunk"]
    assert chunks["reused"] >= 1 and chunks["rendered"] >= 1
    assert chunks["total"] == chunks["reused"] + chunks["rendered"]
    assert report["pieces"]["mezzanine"] == {"total": 1, "rendered": 0, "reused": 1}
    assert report["pieces"]["concat"] == {"total": 1, "rendered": 1, "reused": 0}


@pytest.mark.parametrize("done", [("mezzanine",), ("mezzanine", "pcm", "mix", "chunk")])
def test_a_retried_render_makes_nothing_again(world: RenderWorld, done: tuple[str, ...]) -> None:
    world.order()
    first = keys_made(world, *done)
    path = f"/api/renders/{EXPORT}"
    world.client().post(f"{path}/cancel")
    half = shown(world)

    world.client().post(f"{path}/retry")
    second = keys_made(world)

    found = shown(world)
    assert first and not {*first} & {*second}
    assert (half["state"], found["state"], found["attempt"]) == ("cancelled", "completed", 2)
    assert half["report"]["nodes"][0]["pieces"] == len(first)
    assert found["report"]["nodes"][0]["pieces"] == len(second)
    assert found["pieces"]["total"] == found["pieces"]["done"]


def keys_made(world: RenderWorld, *kinds: str) -> list[str]:
    """Do the work of these kinds, store its results, and name it."""
    keys = []
    while (claimed := world.claim(*kinds)) is not None:
        world.complete(claimed)
        keys.append(claimed.piece.key)
        stored = chunk_file(claimed.piece.key or "concat")
        world.storage.put_bytes(stored, b"x", content_type="video/mp4")
    return keys


def test_progress_never_goes_back_and_ends_at_a_hundred(world: RenderWorld) -> None:
    world.order()
    told: list[dict[str, Any]] = []

    def look() -> None:
        world.moved += dt.timedelta(seconds=2)
        told.append(shown(world))

    look()
    while (claimed := world.claim()) is not None:
        look()
        for fraction in (0.5, 0.9, 0.1):
            assigning.heartbeat(world.deps, lease=lease_of(claimed), fraction=fraction)
            look()
        if claimed.piece.kind == "chunk" and claimed.piece.token == 1:
            assigning.give_back(world.deps, lease=lease_of(claimed))
        else:
            world.complete(claimed)
        look()

    percents = [one["progressPct"] for one in told]
    assert percents == sorted(percents) and (percents[0], percents[-1]) == (0, 100)
    assert told[-1]["state"] == "completed" and told[-1]["etaSeconds"] is None


def test_the_time_in_which_no_node_was_free_foretells_nothing(world: RenderWorld) -> None:
    world.order()
    world.moved += dt.timedelta(hours=1)
    waiting = shown(world)
    claimed = world.claimed("mezzanine")
    world.moved += dt.timedelta(seconds=10)
    assigning.heartbeat(world.deps, lease=lease_of(claimed), fraction=1.0)

    found = shown(world)

    assert (waiting["etaSeconds"], waiting["startedAt"]) == (None, None)
    assert waiting["progressMessage"] == "Waiting for a node"
    assert 0 < found["etaSeconds"] < 60
    assert found["report"]["wallSeconds"] < 15


def test_the_description_of_the_door_tells_what_a_render_shows(world: RenderWorld) -> None:
    world.order()
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
