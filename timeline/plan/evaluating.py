# SPDX-License-Identifier: Apache-2.0
"""What a timeline shows and plays, in frames and pixels: exports and editors start from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from media.sizes import height_class
from timeline.document.references import upload_ids
from timeline.document.timeline import Timeline
from timeline.document.uploads import UnusableUpload, UploadDetails
from timeline.plan.base_segments import SegmentContext, base_segments, root_background
from timeline.plan.frames import FrameTimeline, resolve
from timeline.plan.layers import ItemLayer, LayerContext, layers
from timeline.plan.mix import Sounds, plan_sounds
from timeline.plan.sources import PlanSources
from timeline.spec.clip_segments import ClipSegment, RootFill


@dataclass(frozen=True, slots=True)
class EvaluatedTimeline:
    """A timeline in frames and pixels, and the source files that it needs.

    There is a segment for each item and gap of the base track, in the same order.
    """

    frames: FrameTimeline
    background: RootFill
    segments: tuple[ClipSegment, ...]
    layers: tuple[ItemLayer, ...]
    sounds: Sounds
    sources: PlanSources


def evaluate(
    timeline: Timeline, uploads: Mapping[int, UploadDetails], *, mezzanine_recipe: str = ""
) -> EvaluatedTimeline:
    """Evaluate a timeline; UnusableUpload when an upload of it is missing or was never probed.

    The recipe is part of the keys of mezzanines only.
    """
    for upload_id in upload_ids(timeline):
        if upload_id not in uploads:
            raise UnusableUpload(upload_id, "is missing")
    frames = resolve(timeline, uploads)
    sources = PlanSources(frames.rate, height_class(frames.size.short_edge), mezzanine_recipe)
    background = root_background(timeline, uploads, frame=frames.size, sources=sources)
    return EvaluatedTimeline(
        frames=frames,
        background=background,
        segments=tuple(base_segments(SegmentContext(frames, uploads, sources, background))),
        layers=tuple(layers(LayerContext(timeline, uploads, frames, sources))),
        sounds=plan_sounds(timeline, uploads, frames),
        sources=sources,
    )
