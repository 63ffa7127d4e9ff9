# SPDX-License-Identifier: Apache-2.0
"""What /metrics tells of rendering."""

from __future__ import annotations

import datetime as dt

import pytest
from prometheus_client.parser import text_string_to_metric_families

from chassis import health
from services.render.coordinator.api import metrics
from services.render.coordinator.domain.errors import InputUnusable, PieceFailed
from services.render.coordinator.usecases import finishing
from tests.support.render.world import OTHER, RenderWorld, a_clip, an_order, lease_of

Labels = tuple[str, ...]


def told(world: RenderWorld) -> dict[tuple[str, Labels], float]:
    """Ask /metrics as anybody and return what it tells of rendering, by name and labels."""
    health.measure("render", lambda: metrics.read(world.deps))
    text = world.client(None).get("/metrics").text
    ours = "\n".join(line for line in text.splitlines() if "reelmill_render_" in line)
    families = text_string_to_metric_families(ours)
    return {
        (one.name.removeprefix("reelmill_render_"), tuple(one.labels.values())): one.value
        for family in families
        for one in family.samples
        if one.name.startswith("reelmill_render_")
    }


def test_the_render_ratio_is_told_of_finished_films(world: RenderWorld) -> None:
    world.order()
    first = world.claimed("mezzanine")
    world.moved += dt.timedelta(seconds=16)
    world.complete(first)
    pieces = 1 + len(world.work_off())

    found = told(world)

    assert found["films_total", ()] == 1
    assert found["film_seconds_total", ()] == 8.0
    assert found["film_cpu_seconds_total", ()] == 1.5 * pieces
    assert found["ratio", ("cpu",)] == pytest.approx(1.5 * pieces / 8)
    assert found["ratio", ("wall",)] == pytest.approx(2, rel=0.2)
    assert found["pieces_total", ("chunk", "made")] == 2
    assert found["piece_cpu_seconds_total", ("chunk",)] == 3.0
    assert found["piece_wall_seconds_total", ("concat",)] == 2.0


def test_what_was_found_made_is_counted_apart(world: RenderWorld) -> None:
    world.order()
    world.work_off()
    world.order(an_order(a_clip(start=0, source=(0, 9)), export_id=OTHER))
    world.work_off()

    found = told(world)

    assert found["pieces_total", ("mezzanine", "reused")] == 1
    assert found["pieces_total", ("chunk", "reused")] >= 1
    assert found["pieces_total", ("mezzanine", "made")] == 1
    assert found["films_total", ()] == 2


def test_what_waits_and_what_runs_is_told_by_kind(world: RenderWorld) -> None:
    world.order()
    world.work_off("mezzanine", "pcm", "mix")
    world.claimed("chunk")

    found = told(world)

    assert found["waiting_pieces", ("chunk",)] == 1
    assert found["running_pieces", ("chunk",)] == 1
    assert found["waiting_pieces", ("concat",)] == 0
    assert 0 < found["oldest_waiting_seconds", ("chunk",)] < 60
    assert found["oldest_waiting_seconds", ("mezzanine",)] == 0


def test_failures_are_counted_by_code_each_time(world: RenderWorld) -> None:
    world.order()
    broken = PieceFailed("mezzanine_failed", "ffmpeg said no.")
    finishing.fail_piece(world.deps, lease=lease_of(world.claimed("mezzanine")), error=broken)
    world.make_due()
    world.lose_lease(world.claimed("mezzanine"))
    gone = InputUnusable("damaged_media", "Upload 1 is damaged.")
    finishing.fail_piece(world.deps, lease=lease_of(world.claimed("mezzanine")), error=gone)

    found = told(world)

    failures = {
        labels: count for (name, labels), count in found.items() if name == "failures_total"
    }
    assert failures == {
        ("damaged_media", "mezzanine"): 1,
        ("lease_lost", "mezzanine"): 1,
        ("mezzanine_failed", "mezzanine"): 1,
    }


def test_a_node_counts_while_it_asks_or_holds_a_piece(world: RenderWorld) -> None:
    world.order()
    held = world.claimed("mezzanine", node_id="node-2")
    world.moved += dt.timedelta(minutes=2)

    busy = told(world)
    finishing.complete_piece(
        world.deps,
        lease=lease_of(held),
        handed=finishing.Handed('{"key":"k","storage_key":"s","size_bytes":1}'),
    )
    idle = told(world)

    assert (busy["nodes", ()], busy["slots", ()]) == (1, 2)
    assert (idle["nodes", ()], idle["slots", ()]) == (0, 0)


def test_what_cannot_be_read_is_left_out_and_the_rest_is_told(world: RenderWorld) -> None:
    def broken() -> list[object]:
        raise ConnectionError("the database is away")

    told(world)
    health.measure("broken", broken)  # type: ignore[arg-type] # it never returns

    found = told(world)
    health.measure("broken", list)

    assert found["nodes", ()] == 1
