# SPDX-License-Identifier: Apache-2.0
"""The longest and the most crowded film keep within what systems and neighbours allow."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import event

from services.render.contract.text_images import InkBox
from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.render import ExportSubject
from services.render.node.graph.chunk import compile_chunk
from tests.support.render.long_timelines import (
    SECONDS,
    sealed,
    the_longest_film,
    the_most_crowded_film,
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
SHELF = Path("/var/lib/a/rather/long/name/of/a/folder/of/the/reelmill/installation/scratch/cache")
INK = InkBox(-100, -100, 200, 200)
FILMS = {"longest": the_longest_film(), "most crowded": the_most_crowded_film()}


@cache
def planned(name: str) -> RenderPlan:
    return plan(sealed(FILMS[name]), build=BUILD)


def hardest(name: str) -> list[ChunkSpec]:
    """Of a plan all chunks, or those that take longest to compile: the ones with most layers."""
    specs = [chunk.spec for chunk in planned(name).chunks]
    return specs if name == "longest" else sorted(specs, key=lambda spec: len(spec.layers))[-8:]


def cached(spec: ChunkSpec) -> dict[str, Path]:
    return {key: SHELF / f"{key}.mov" for key in spec.input_keys}


def is_allowed(argv: list[str]) -> bool:
    sizes = [len(argument.encode()) for argument in argv]
    return max(sizes) <= MOST_BYTES_OF_AN_ARGUMENT and sum(sizes) <= MOST_BYTES_OF_A_CALL


@pytest.mark.parametrize("name", FILMS)
def test_a_call_for_a_chunk_is_as_long_as_systems_allow_and_opens_few_files(name: str) -> None:
    longest = most = 0
    for spec in hardest(name):
        inks = dict.fromkeys(spec.text_image_keys, INK)
        argv = compile_chunk(spec, cached(spec), SHELF / "chunk.mp4", boxes=inks)
        longest, most = max(longest, sum(map(len, argv))), max(most, argv.count("-i"))
        assert is_allowed(argv)

    print(f"{len(planned(name).chunks)} chunks; {longest} bytes and {most} inputs at most")
    assert len(json.dumps(FILMS[name])) <= MAX_BYTES
    assert max(len(chunk.spec.layers) for chunk in planned(name).chunks) <= MAX_CHUNK_LAYERS
    assert most <= MOST_INPUTS


def statements(folder: Path, *, seconds: int) -> tuple[float, float]:
    """SQL statements for a job of a film: to lay it out, and to give it away and take it in."""
    world, seen = RenderWorld(folder / str(seconds)), list[str]()
    event.listen(world.database.engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    film = sealed(the_longest_film(seconds=seconds))
    world.start(
        RequestedExport(EXPORT, ExportSubject(OWNER, "project_export", project_id=3), False, film)
    )
    laid_out = len(seen)
    done = len(world.run_all())
    return laid_out / done, (len(seen) - laid_out) / done


def test_a_piece_of_a_long_film_costs_as_many_statements_as_one_of_a_short_film(
    tmp_path: Path,
) -> None:
    short, long = (statements(tmp_path, seconds=each) for each in (SECONDS // 8, SECONDS))

    print(f"statements to lay out and to do a job: {short} of a short film, {long} of a long one")
    assert long[0] <= short[0]
    assert long[1] <= short[1] + 1
