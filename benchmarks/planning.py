# SPDX-License-Identifier: Apache-2.0
"""What it costs to plan the longest timeline and run its jobs: `python -m benchmarks.planning`."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.render import ExportSubject
from services.render.coordinator.usecases import starting
from tests.support.render.long_timelines import (
    CLIPS,
    GRAPHICS,
    SECONDS,
    crowded_timeline,
    longest_timeline,
    sealed,
)
from tests.support.render.samples import EXPORT, OWNER
from tests.support.render.world import RenderWorld
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline
from timeline.spec.render_plan import RenderBuild

BUILD = RenderBuild(renderer="1", encoder="x264", mezzanine_recipe="1")
WARM_UP, RUNS = 3, 11


def main() -> None:
    """Print CPU times: of plans the median of warm runs, of the rest what one run took."""
    longest, crowded = sealed(longest_timeline()), sealed(crowded_timeline())
    size = len(json.dumps(longest_timeline())) // 1024
    print(f"{SECONDS // 60} minutes, {CLIPS} clips, {GRAPHICS} graphics, {size} KiB:")
    _print("plan, warm (aim 100 ms)", _planning(longest))
    for name, milliseconds in _coordinating(longest).items():
        _print(name, milliseconds)
    _print("plan of the most crowded timeline, warm", _planning(crowded))


def _print(name: str, milliseconds: float) -> None:
    print(f"  {name:40} {milliseconds:8.1f} ms of CPU")


def _planning(timeline: SealedTimeline) -> float:
    taken = [_cpu(lambda: plan(timeline, build=BUILD)) for _ in range(WARM_UP + RUNS)]
    return statistics.median(taken[WARM_UP:])


def _coordinating(timeline: SealedTimeline) -> dict[str, float]:
    """Enqueue and complete all jobs of an export over SQLite, without rendering."""
    with tempfile.TemporaryDirectory() as folder:
        world = RenderWorld(Path(folder))
        subject = ExportSubject(OWNER, "project_export", project_id=3)
        world.exports.sealed[EXPORT] = RequestedExport(EXPORT, subject, False, timeline)
        enqueued = _cpu(lambda: starting.start_render(world.deps, export_id=EXPORT))
        jobs: list[str] = []
        done = _cpu(lambda: jobs.extend(world.run_all()))
    return {
        "enqueue the jobs of the export": enqueued,
        f"claim and complete each of {len(jobs)} jobs": done / len(jobs),
    }


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main()
