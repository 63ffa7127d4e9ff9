# SPDX-License-Identifier: Apache-2.0
"""From a sealed timeline to the plan of its render: pure functions that read no file or clock."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from media.encoder_profile import EncoderProfile, encoder_profile
from timeline.document.checking import check_export
from timeline.document.problems import InvalidTimeline
from timeline.plan import chunking
from timeline.plan.evaluating import evaluate
from timeline.plan.mix import mix_spec
from timeline.plan.sealed import SealedTimeline
from timeline.plan.sources import PlanSources
from timeline.spec.chunk import ChunkSpec
from timeline.spec.clip_segments import ClipSegment
from timeline.spec.layers import Layer, layer_in_range
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.picture import PictureSpec
from timeline.spec.render_plan import PlacedChunk, RenderBuild, RenderPlan

MAX_CHUNK_LAYERS = 40
"""A chunk with more layers is divided, because one ffmpeg process takes only so many inputs."""


def plan(sealed: SealedTimeline, *, build: RenderBuild) -> RenderPlan:
    """Plan a render.

    Raises InvalidTimeline for a timeline that this version cannot render, and UnusableUpload for
    an upload that is missing or was never probed.
    """
    timeline = sealed.timeline
    problems = check_export(timeline)
    if problems:
        raise InvalidTimeline(problems)
    found = evaluate(timeline, sealed.uploads, mezzanine_recipe=build.mezzanine_recipe)
    frames, sources = found.frames, found.sources
    profile = encoder_profile(size=frames.size, rate=frames.rate, quality=frames.quality)
    above = [each.layer for each in found.layers]
    chunks = tuple(_chunks(found.segments, above, profile=profile, build=build))
    return RenderPlan(
        profile=profile,
        n_frames=frames.n_frames,
        chunks=chunks,
        mix=mix_spec(found.sounds, frames, build=build),
        mezzanines=_used_stretches(sources, chunks),
        pictures=_used_pictures(sources, chunks),
        pcm=found.sounds.pcm,
        text_images=tuple(sources.text_images.values()),
    )


def _used_stretches(
    sources: PlanSources, chunks: Sequence[PlacedChunk]
) -> tuple[MezzanineSpec, ...]:
    """Return the stretches of mezzanines that chunks show, each once, in order of first use."""
    used = {
        part.key: sources.mezzanines[mezzanine].stretch(part.stretch)
        for chunk in chunks
        for mezzanine, parts in chunk.spec.mezzanine_parts.items()
        for part in parts
    }
    return tuple(used.values())


def _used_pictures(sources: PlanSources, chunks: Sequence[PlacedChunk]) -> tuple[PictureSpec, ...]:
    """Return the pictures that chunks show; a background that is covered everywhere is none."""
    used = {key for chunk in chunks for key in chunk.spec.picture_keys}
    return tuple(spec for key, spec in sources.pictures.items() if key in used)


def _chunks(
    segments: Sequence[ClipSegment],
    above: Sequence[Layer],
    *,
    profile: EncoderProfile,
    build: RenderBuild,
) -> Iterator[PlacedChunk]:
    groups = list(chunking.chunks(segments, rate=profile.rate))
    lengths = [sum(segment.n_frames for segment in group) for group in groups]
    starts = list(accumulate(lengths, initial=0))
    parts = _layers_of_chunks(above, starts)
    for group, start, overlaid in zip(groups, starts, parts, strict=False):
        spec = ChunkSpec(profile, group, build.renderer, build.encoder, tuple(overlaid))
        yield from _divided(PlacedChunk(start, spec))


def _divided(chunk: PlacedChunk) -> Iterator[PlacedChunk]:
    """Halve a chunk until no part has more layers than one ffmpeg process takes."""
    spec = chunk.spec
    if len(spec.layers) <= MAX_CHUNK_LAYERS or spec.n_frames == 1:
        yield chunk
        return
    start = 0
    for segments in chunking.halves(spec.segments, at=spec.n_frames // 2):
        n_frames = sum(segment.n_frames for segment in segments)
        parts = (layer_in_range(layer, start=start, n_frames=n_frames) for layer in spec.layers)
        remaining = tuple(part for part in parts if part is not None)
        half = replace(spec, segments=segments, layers=remaining)
        yield from _divided(PlacedChunk(chunk.start + start, half))
        start += n_frames


def _layers_of_chunks(above: Sequence[Layer], starts: Sequence[int]) -> list[list[Layer]]:
    """Return the parts of the layers in each chunk; the last start is the end of the export."""
    chunks: list[list[Layer]] = [[] for _ in starts[1:]]
    for layer in above:
        index = bisect_right(starts, layer.start) - 1
        while index < len(chunks) and starts[index] < layer.start + layer.n_frames:
            start, end = starts[index], starts[index + 1]
            part = layer_in_range(layer, start=start, n_frames=end - start)
            if part is not None:
                chunks[index].append(part)
            index += 1
    return chunks
