# SPDX-License-Identifier: Apache-2.0
"""Only those stretches of a long source are made that an export shows, and each of them once."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from chassis.jobs.errors import InputUnusable
from services.render.contract.results import IngestResult
from services.render.coordinator.domain.upload_jobs import FreezeFrameRequest
from services.render.coordinator.usecases import deriving
from services.render.coordinator.usecases.claiming import LeasedJob
from tests.support.render.samples import (
    EXPORT,
    OTHER,
    PROBE,
    a_clip,
    a_source,
    an_export,
    an_upload,
)
from tests.support.render.world import RenderWorld
from timeline.spec.mezzanine import MezzanineSpec

TEN_MINUTES = a_source(duration=Fraction(600), frames=18_000)
FOUND = IngestResult(TEN_MINUTES.sha256, replace(PROBE, duration="600/1"), None)


def first_frame(leased: LeasedJob) -> int:
    spec = leased.job.spec
    assert isinstance(spec, MezzanineSpec)
    return spec.first_frame


def made(world: RenderWorld) -> list[int]:
    """Complete all stretches that can be claimed, and list their first frames."""
    found = []
    while (leased := world.claim("mezzanine")) is not None:
        world.complete(leased)
        found.append(first_frame(leased))
    return found


def start(
    world: RenderWorld, begin: float, end: float, export_id: str = EXPORT, length: int = 600
) -> None:
    """Start an export of a cut out of a source that has a length in seconds."""
    source = a_source(duration=Fraction(length), frames=30 * length)
    clip = a_clip(start=0, source=(begin, end))
    world.start(an_export(clip, export_id=export_id, sources=(source,)))


def test_a_cut_makes_only_the_stretches_that_it_touches(world: RenderWorld) -> None:
    start(world, 312, 328)

    assert made(world) == [9300, 9600]
    world.run_all()
    assert world.render().state == "completed"


def test_a_cut_costs_the_same_whatever_the_length_of_its_source(world: RenderWorld) -> None:
    start(world, 32, 48, EXPORT, 60)
    short = made(world)
    world.run_all()
    world.reset()
    start(world, 32, 48, EXPORT, 21_600)

    assert made(world) == short == [900, 1200]


def test_stretches_are_reused_by_the_next_export(world: RenderWorld) -> None:
    start(world, 312, 328)
    world.run_all()

    start(world, 315, 338, OTHER)

    assert made(world) == [9900]
    world.run_all()
    assert world.render(OTHER).state == "completed"


def test_a_chunk_is_run_as_soon_as_its_own_stretch_is_there(world: RenderWorld) -> None:
    start(world, 300, 340)
    world.complete(world.claimed("mezzanine"))

    assert world.claim("chunk") is not None


def test_a_broken_stretch_fails_only_what_shows_it(world: RenderWorld) -> None:
    start(world, 302, 308)
    start(world, 342, 348, OTHER)
    broken = world.claimed("mezzanine")
    assert first_frame(broken) == 9000
    reason = "Upload 1 is damaged between 5:00 and 5:10: 283 frames instead of 300."

    world.fail(broken, InputUnusable("damaged_media", reason))
    world.run_all()

    failure = world.render().failure
    assert failure is not None and failure.reason == reason
    assert world.render(OTHER).state == "completed"


def test_a_node_that_dies_loses_one_stretch(world: RenderWorld) -> None:
    start(world, 300, 330)
    world.complete(world.claimed("mezzanine"))
    world.expire_lease(world.claimed("mezzanine"))

    assert made(world) == [9300, 9600]
    world.run_all()
    assert world.render().state == "completed"


def test_after_its_ingest_the_stretches_of_a_source_are_made_in_order(world: RenderWorld) -> None:
    deriving.ingest_upload(world.deps, upload=an_upload(), user_id=7)
    world.complete(world.claimed("ingest"), FOUND)

    found = made(world)

    assert len(found) == 60 and all(b - a == 300 for a, b in pairwise(found))


def test_of_a_long_source_ten_minutes_are_made_before_they_are_needed(world: RenderWorld) -> None:
    deriving.ingest_upload(world.deps, upload=an_upload(), user_id=7)
    hours = replace(FOUND, probe=replace(PROBE, duration="21600/1"))
    world.complete(world.claimed("ingest"), hours)

    assert len(made(world)) == 60


def test_what_an_export_needs_is_made_before_the_rest_of_its_source(world: RenderWorld) -> None:
    deriving.ingest_upload(world.deps, upload=an_upload(), user_id=7)
    world.complete(world.claimed("ingest"), FOUND)
    start(world, 502, 508)

    assert first_frame(world.claimed("mezzanine")) == 15_000


def test_a_freeze_frame_needs_the_stretch_that_shows_it(world: RenderWorld) -> None:
    request = FreezeFrameRequest(9, "images/9.png", Fraction(415), 1080)
    deriving.derive_freeze_frame(world.deps, request=request, video=an_upload(), found=FOUND)

    assert made(world) == [12_300]
    frozen = world.claimed("freeze_frame")
    assert getattr(frozen.job.spec, "frame", None) == 150


def test_a_freeze_frame_behind_the_end_is_the_last_frame(world: RenderWorld) -> None:
    request = FreezeFrameRequest(9, "images/9.png", Fraction(900), 1080)
    deriving.derive_freeze_frame(world.deps, request=request, video=an_upload(), found=FOUND)

    assert made(world) == [17_700]
    assert getattr(world.claimed("freeze_frame").job.spec, "frame", None) == 299
