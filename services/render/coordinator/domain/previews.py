# SPDX-License-Identifier: Apache-2.0
"""What is shown of a project before it is exported: exact frames, and which parts are rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from services.render.contract.jobs import JobKind
from services.render.contract.versions import version_of
from services.render.coordinator.domain.job import PRIORITY, JobRequest
from services.render.coordinator.domain.planned_jobs import picture_job, text_image_job
from services.render.coordinator.domain.render import RenderFailure
from services.render.coordinator.domain.upload_jobs import mezzanine_job
from timeline.plan.sealed import SealedTimeline
from timeline.spec.frame import FrameSpec
from timeline.spec.render_plan import PlacedChunk, RenderPlan

_PRIORITY = PRIORITY[JobKind.FRAME]


@dataclass(frozen=True, slots=True)
class ProjectTimeline:
    """The timeline of a project at a revision; None when it is invalid.

    Equal digests mean equal timelines with equal uploads.
    """

    revision: int
    digest: str
    timeline: SealedTimeline | None


@dataclass(frozen=True, slots=True)
class PlannedProject:
    """The plan of the export that a project at a revision would have now."""

    revision: int
    plan: RenderPlan


class ExactFrameState(StrEnum):
    """How far an exact frame is."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ExactFrame:
    """A frame of a project at a revision: its stored image, or how far it is, or why it failed.

    `url` is empty until the state is ready.
    """

    revision: int
    frame: int
    state: ExactFrameState
    url: str = ""
    failure: RenderFailure | None = None


class ChunkState(StrEnum):
    """What there is of a chunk."""

    STORED = "stored"
    RUNNING = "running"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class RenderedRange:
    """Consecutive frames of a timeline whose chunks are in one state."""

    start_frame: int
    n_frames: int
    state: ChunkState


@dataclass(frozen=True, slots=True)
class RenderedProject:
    """Which frames of a project at a revision are rendered; the ranges cover all of them."""

    revision: int
    n_frames: int
    ranges: tuple[RenderedRange, ...]


def frame_jobs(plan: RenderPlan, spec: FrameSpec) -> list[JobRequest]:
    """List the jobs of a frame of a plan: what it shows of the sources, and itself as the last."""
    inputs = {*spec.input_keys}
    sources = [
        *(mezzanine_job(one, _PRIORITY) for one in plan.mezzanines if one.key in inputs),
        *(picture_job(one) for one in plan.pictures if one.key in inputs),
        *(text_image_job(one) for one in plan.text_images if one.key in inputs),
    ]
    # No render keeps them, so that the end of a render that shares them would cancel them.
    standalone = [replace(job, priority=_PRIORITY, is_standalone=True) for job in sources]
    return [*standalone, _frame_job(spec)]


def rendered_ranges(
    chunks: Sequence[PlacedChunk], states: Sequence[ChunkState]
) -> Iterator[RenderedRange]:
    """Join neighbouring chunks in the same state; `states` has that of each chunk."""
    for state, group in groupby(zip(states, chunks, strict=True), itemgetter(0)):
        same = [chunk for _, chunk in group]
        n_frames = sum(chunk.spec.n_frames for chunk in same)
        yield RenderedRange(same[0].start, n_frames, state)


def chunk_states(
    keys: Iterable[str], stored: Iterable[str], open_jobs: Iterable[str]
) -> Mapping[str, ChunkState]:
    """Return the states of chunks by key, from the keys that are stored and those under way."""
    return {
        **dict.fromkeys(keys, ChunkState.MISSING),
        **dict.fromkeys(open_jobs, ChunkState.RUNNING),
        **dict.fromkeys(stored, ChunkState.STORED),
    }


def _frame_job(spec: FrameSpec) -> JobRequest:
    return JobRequest(
        kind=JobKind.FRAME,
        key=spec.key,
        spec=spec.to_json(),
        priority=_PRIORITY,
        weight=1,
        is_standalone=True,
        encoder=spec.encoder,
        version=version_of(spec),
        inputs=spec.input_keys,
    )
