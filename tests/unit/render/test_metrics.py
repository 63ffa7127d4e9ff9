# SPDX-License-Identifier: Apache-2.0
"""What /metrics shows of rendering."""

from __future__ import annotations

import datetime as dt

import pytest
from prometheus_client.parser import text_string_to_metric_families

from chassis import health
from chassis.jobs.errors import InputUnusable, JobFailed
from services.render.coordinator.api import metrics
from tests.support.render.samples import OTHER, a_clip, an_export
from tests.support.render.world import RenderWorld

Labels = tuple[str, ...]


def read(world: RenderWorld) -> dict[tuple[str, Labels], float]:
    """Read /metrics without signing in, and return the metrics of render by name and labels."""
    health.measure("render", lambda: metrics.collect(world.deps))
    text = world.client(None).get("/metrics").text
    ours = "\n".join(line for line in text.splitlines() if "reelmill_render_" in line)
    families = text_string_to_metric_families(ours)
    return {
        (one.name.removeprefix("reelmill_render_"), tuple(one.labels.values())): one.value
        for family in families
        for one in family.samples
        if one.name.startswith("reelmill_render_")
    }


def test_the_render_ratio_is_that_of_completed_exports(world: RenderWorld) -> None:
    world.start()
    first = world.claimed("mezzanine")
    world.moved += dt.timedelta(seconds=16)
    world.complete(first)
    jobs = 1 + len(world.run_all())

    found = read(world)

    assert found["exports_total", ()] == 1
    assert found["export_seconds_total", ()] == 8.0
    assert found["export_cpu_seconds_total", ()] == 1.5 * jobs
    assert found["ratio", ("cpu",)] == pytest.approx(1.5 * jobs / 8)
    assert found["ratio", ("wall",)] == pytest.approx(2, rel=0.2)
    assert found["jobs_total", ("chunk", "completed")] == 2
    assert found["job_cpu_seconds_total", ("chunk",)] == 3.0
    assert found["job_wall_seconds_total", ("concat",)] == 2.0


def test_reused_results_are_counted_apart(world: RenderWorld) -> None:
    world.start()
    world.run_all()
    world.start(an_export(a_clip(start=0, source=(0, 9)), export_id=OTHER))
    world.run_all()

    found = read(world)

    assert found["jobs_total", ("mezzanine", "reused")] == 1
    assert found["jobs_total", ("chunk", "reused")] >= 1
    assert found["jobs_total", ("mezzanine", "completed")] == 1
    assert found["exports_total", ()] == 2


def test_waiting_and_running_jobs_are_counted_by_kind(world: RenderWorld) -> None:
    world.start()
    world.run_all("mezzanine", "pcm", "mix")
    world.claimed("chunk")

    found = read(world)

    assert found["jobs_waiting", ("chunk",)] == 1
    assert found["jobs_running", ("chunk",)] == 1
    assert found["jobs_waiting", ("concat",)] == 0
    assert 0 < found["oldest_job_waiting_seconds", ("chunk",)] < 60
    assert found["oldest_job_waiting_seconds", ("mezzanine",)] == 0


def test_each_failure_is_counted_by_its_code(world: RenderWorld) -> None:
    world.start()
    world.fail(world.claimed("mezzanine"), JobFailed("mezzanine_failed", "ffmpeg ended with 1."))
    world.end_back_off()
    world.expire_lease(world.claimed("mezzanine"))
    world.fail(world.claimed("mezzanine"), InputUnusable("damaged_media", "Upload 1 is damaged."))

    found = read(world)

    failures = {
        labels: count for (name, labels), count in found.items() if name == "job_failures_total"
    }
    assert failures == {
        ("damaged_media", "mezzanine"): 1,
        ("lease_lost", "mezzanine"): 1,
        ("mezzanine_failed", "mezzanine"): 1,
    }


def test_a_node_counts_while_it_asks_for_jobs_or_holds_one(world: RenderWorld) -> None:
    world.start()
    held = world.claimed("mezzanine", node_id="node-2")
    world.moved += dt.timedelta(minutes=2)

    busy = read(world)
    world.complete(held)
    idle = read(world)

    assert (busy["nodes", ()], busy["slots", ()]) == (1, 2)
    assert (idle["nodes", ()], idle["slots", ()]) == (0, 0)


def test_a_source_of_metrics_that_fails_is_left_out(world: RenderWorld) -> None:
    def broken() -> list[object]:
        raise ConnectionError("the database is away")

    read(world)
    health.measure("broken", broken)  # type: ignore[arg-type] # it never returns

    found = read(world)
    health.measure("broken", list)

    assert found["nodes", ()] == 1
