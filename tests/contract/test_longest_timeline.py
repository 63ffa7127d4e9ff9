# SPDX-License-Identifier: Apache-2.0
"""The longest and the most crowded timeline stay within the limits of the system."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import event

from media.text_image_file import InkBox
from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.render import ExportSubject
from services.render.node.graph.chunk import compile_chunk
from tests.support.render.long_timelines import (
    SECONDS,
    crowded_timeline,
    longest_timeline,
    sealed,
)
from tests.support.render.samples import EXPORT, OWNER
from tests.support.render.world import RenderWorld
from timeline.document.validation import MAX_BYTES
from timeline.plan.planning import MAX_CHUNK_LAYERS, plan
from timeline.spec.chunk import ChunkSpec
from timeline.spec.render_plan import RenderBuild, RenderPlan

BUILD = RenderBuild(renderer="1", encoder="x264", mezzanine_recipe="1")
MOST_BYTES_OF_AN_ARGUMENT = 131_071
MOST_BYTES_OF_A_CALL = 1_000_000
MOST_INPUTS = 50
CACHE = Path("/var/lib/a/rather/long/name/of/a/folder/of/the/reelmill/installation/scratch/cache")
INK = InkBox(-100, -100, 200, 200)
TIMELINES = {"longest": longest_timeline(), "most crowded": crowded_timeline()}


@cache
def planned(name: str) -> RenderPlan:
    return plan(sealed(TIMELINES[name]), build=BUILD)


def hardest(name: str) -> list[ChunkSpec]:
    """Return all chunks of the longest timeline, or the eight of the other with most layers."""
    specs = [chunk.spec for chunk in planned(name).chunks]
    return specs if name == "longest" else sorted(specs, key=lambda spec: len(spec.layers))[-8:]


def cached(spec: ChunkSpec) -> dict[str, Path]:
    return {key: CACHE / f"{key}.mov" for key in spec.input_keys}


def is_allowed(argv: list[str]) -> bool:
    sizes = [len(argument.encode()) for argument in argv]
    return max(sizes) <= MOST_BYTES_OF_AN_ARGUMENT and sum(sizes) <= MOST_BYTES_OF_A_CALL


@pytest.mark.parametrize("name", TIMELINES)
def test_the_argv_of_a_chunk_is_within_the_limits_of_the_system_and_opens_few_files(
    name: str,
) -> None:
    longest = most = 0
    for spec in hardest(name):
        inks = dict.fromkeys(spec.text_image_keys, INK)
        argv = compile_chunk(spec, cached(spec), CACHE / "chunk.mp4", boxes=inks)
        longest, most = max(longest, sum(map(len, argv))), max(most, argv.count("-i"))
        assert is_allowed(argv)

    print(f"{len(planned(name).chunks)} chunks; {longest} bytes and {most} inputs at most")
    assert len(json.dumps(TIMELINES[name])) <= MAX_BYTES
    assert max(len(chunk.spec.layers) for chunk in planned(name).chunks) <= MAX_CHUNK_LAYERS
    assert most <= MOST_INPUTS


def statements(folder: Path, *, seconds: int) -> tuple[float, float]:
    """Count the SQL statements a job: to enqueue it, and to claim and complete it."""
    world, executed = RenderWorld(folder / str(seconds)), list[str]()
    event.listen(
        world.database.engine, "before_cursor_execute", lambda *call: executed.append(call[2])
    )
    timeline = sealed(longest_timeline(seconds=seconds))
    world.start(
        RequestedExport(
            EXPORT, ExportSubject(OWNER, "project_export", project_id=3), False, timeline
        )
    )
    enqueued = len(executed)
    done = len(world.run_all())
    return enqueued / done, (len(executed) - enqueued) / done


def test_a_job_costs_as_many_statements_in_a_long_export_as_in_a_short_one(
    tmp_path: Path,
) -> None:
    short, long = (statements(tmp_path, seconds=each) for each in (SECONDS // 16, SECONDS // 4))

    print(
        f"statements to enqueue and to run a job: {short} in a short export, {long} in a long one"
    )
    assert long[0] <= short[0]
    assert long[1] <= short[1] + 1
