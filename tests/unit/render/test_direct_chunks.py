# SPDX-License-Identifier: Apache-2.0
"""A short cut out of a long source reads the source itself, and no stretch is made for it."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.direct_chunks import read_uploads_directly
from services.render.coordinator.domain.job import JobRequest
from services.render.coordinator.domain.planned_jobs import jobs_of_plan, jobs_to_run, plan_export
from services.render.coordinator.usecases.cancelling import cancel_render
from tests.support.render.samples import (
    EXPORT,
    OTHER,
    OWNER,
    a_caller,
    a_clip,
    a_source,
    an_export,
)
from tests.support.render.world import RenderWorld
from timeline.spec.chunk import ChunkSpec
from timeline.spec.render_plan import RenderBuild
from timeline.spec.versions import MEZZANINE_RECIPE, RENDERER

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TEN_MINUTES = a_source(duration=Fraction(600), frames=18_000)


def jobs(*clips: dict[str, Any], source: Any = TEN_MINUTES, **more: Any) -> list[JobRequest]:
    """Plan an export of clips out of one source, and list the jobs of an empty cache."""
    export = an_export(*clips, sources=(source,), **more)
    build = RenderBuild(RENDERER, "encoder", MEZZANINE_RECIPE)
    return jobs_of_plan(plan_export(export, build), export_id=EXPORT, created_at=NOW)


def made(found: list[JobRequest]) -> list[str]:
    """List the kinds of the jobs that are run when nothing is cached."""
    return [str(job.kind) for job in jobs_to_run(read_uploads_directly(found, set()), set())]


def chunks(found: list[JobRequest]) -> list[ChunkSpec]:
    return [ChunkSpec.from_json(job.spec) for job in found if job.kind is JobKind.CHUNK]


def test_a_cut_of_ten_seconds_makes_no_stretch(world: RenderWorld) -> None:
    clip = a_clip(start=0, source=(312, 322))
    world.start(an_export(clip, sources=(TEN_MINUTES,)))

    kinds = world.run_all()

    assert sorted(kinds) == ["chunk"] * 3 + ["concat", "mix", "pcm"]
    assert world.render().state == "completed"


def test_its_chunks_know_their_frames_and_have_the_keys_that_they_always_have() -> None:
    planned = jobs(a_clip(start=0, source=(312, 322)))

    direct = read_uploads_directly(planned, set())

    assert [job.key for job in direct] == [job.key for job in planned]
    assert [spec.key for spec in chunks(direct)] == [spec.key for spec in chunks(planned)]
    uploads = [spec.upload for spec in chunks(direct)]
    shown = sorted((each.first_frame, each.n_frames) for each in uploads if each)
    assert shown == [(9360, 120), (9480, 120), (9600, 60)]
    assert all(not job.inputs for job in direct if job.kind is JobKind.CHUNK)


def test_stretches_that_are_stored_are_read() -> None:
    planned = jobs(a_clip(start=0, source=(312, 322)))
    stored = {job.key for job in planned if job.kind is JobKind.MEZZANINE}

    assert read_uploads_directly(planned, stored) == planned


def test_stretches_are_made_where_most_of_them_is_shown() -> None:
    assert made(jobs(a_clip(start=0, source=(302, 318)))).count("mezzanine") == 2


def test_stretches_are_made_where_little_is_saved() -> None:
    brief = a_source(duration=Fraction(4), frames=120)

    assert made(jobs(a_clip(start=0, source=(0, 1)), source=brief)).count("mezzanine") == 1


def test_a_source_that_must_be_tone_mapped_is_converted_once() -> None:
    bright = a_source(duration=Fraction(600), frames=18_000, is_hdr=True)

    assert made(jobs(a_clip(start=0, source=(312, 322)), source=bright)).count("mezzanine") == 2


def test_a_chunk_of_several_clips_reads_stretches() -> None:
    cuts = [a_clip(start=at * 0.5, source=(30 * at + 2, 30 * at + 2.5)) for at in range(4)]

    assert made(jobs(*cuts)).count("mezzanine") == 4


def test_behind_the_end_of_its_source_a_chunk_reads_the_last_frame() -> None:
    short = a_source(duration=Fraction(20), frames=600)
    planned = jobs(a_clip(start=0, source=(18, 20)), source=short)

    (spec,) = chunks(read_uploads_directly(planned, set()))

    assert spec.upload is not None
    assert (spec.upload.first_frame, spec.upload.n_frames) == (540, 60)


def test_it_does_not_wait_for_the_stretches_of_a_render_that_was_cancelled(
    world: RenderWorld,
) -> None:
    long, brief = a_clip(start=0, source=(302, 318)), a_clip(start=0, source=(302, 306))
    world.start(an_export(long, sources=(TEN_MINUTES,)))
    world.start(an_export(brief, sources=(TEN_MINUTES,), export_id=OTHER))

    cancel_render(world.deps, export_id=EXPORT, caller=a_caller(OWNER))

    assert sorted(world.run_all()) == ["chunk", "concat", "mix", "pcm"]
    assert world.render(OTHER).state == "completed"
