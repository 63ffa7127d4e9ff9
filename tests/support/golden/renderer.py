# SPDX-License-Identifier: Apache-2.0
"""Renders golden cases as a node does, and returns the frames that its encoder was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np

from media.sizes import height_class
from media.text_image_file import read_ink_box
from services.render.node.encoder_build import encoder_build
from services.render.offline.bootstrap import LocalRenderer
from services.render.offline.media import CachedFileIndex
from tests.support.golden.case import GoldenCase
from tests.support.golden.comparison import Pixels, RenderedFrames, Ringing, differences
from tests.support.golden.reference import FrameReference
from tests.support.golden.source_files import make_source
from tests.support.golden.sources import SOURCES
from tests.support.media.ffmpeg import packets_of
from tests.support.render.pixels import unencoded
from timeline.document.references import references
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse
from timeline.plan.chunking import halves
from timeline.plan.frames import resolve
from timeline.plan.layers import LayerContext, layers
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline
from timeline.plan.sources import PlanSources
from timeline.spec.chunk import ChunkSpec
from timeline.spec.layers import layer_in_range
from timeline.spec.render_plan import RenderBuild, RenderPlan
from timeline.spec.versions import MEZZANINE_RECIPE, RENDERER

SCALING = Ringing(reach=8, crisp=1, levels=40)
"""Lanczos has three lobes on each side, as wide as source pixels, of up to a sixth of a step."""

X264 = Ringing(reach=16, crisp=16, levels=80, strays=1 / 1000)
"""Errors at an edge stay in its macroblock, and seldom remain in the next frames."""


@dataclass(frozen=True, slots=True)
class GoldenRender:
    """A finished export and the frames that its encoder was given."""

    name: str
    views: tuple[RenderedFrames, RenderedFrames]
    n_samples: int
    faults: list[str]

    def differences(self, reference: FrameReference) -> list[str]:
        """Return all differences from a reference."""
        found = list(self.faults)
        if self.n_samples != reference.n_samples:
            found.append(f"expected {reference.n_samples} samples, found {self.n_samples}")
        for view in self.views:
            found += differences(reference, view)
        return [f"{self.name}: {each}" for each in found]


class GoldenRenderer:
    """Renders all cases of a suite with one cache, so that every source is prepared once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cache = folder / "cache"
        self._renderer = LocalRenderer(self._cache, slots=1)
        self._build = RenderBuild(RENDERER, encoder_build(folder), MEZZANINE_RECIPE)
        self._uploads: dict[int, UploadDetails] = {}

    def render(self, case: GoldenCase) -> GoldenRender:
        """Render a case, and run its filters both on the whole export and on each chunk."""
        timeline = parse(case.document)
        sealed = SealedTimeline(timeline, self._uploads_of(timeline))
        planned = plan(sealed, build=self._build)
        master = self._folder / "master.mp4"
        self._renderer.render(sealed, master)
        raw, n_samples = self._decoded(master)
        whole = _as_one_chunk(planned, sealed)
        frames = self._encoder_input(whole)
        parts = [chunk.spec for chunk in planned.chunks]
        faults = list(self._wrong_chunks(case, whole, parts, frames))
        views = (
            _view("the export", raw, whole, X264),
            _view("the filters", frames, whole, SCALING),
        )
        return GoldenRender(case.name, views, n_samples, faults)

    def _uploads_of(self, timeline: Timeline) -> dict[int, UploadDetails]:
        used = {each.upload_id for each in references(timeline)}
        if new := used - self._uploads.keys():
            files = {each: make_source(SOURCES[each], self._folder) for each in used}
            found = self._renderer.ingest(timeline, files)
            self._uploads |= {each: found[each] for each in new}
        return {each: self._uploads[each] for each in sorted(used)}

    def _wrong_chunks(
        self, case: GoldenCase, whole: ChunkSpec, parts: Sequence[ChunkSpec], raw: bytes
    ) -> Iterator[str]:
        """Yield differences between the frames of chunks and those of the whole export."""
        cuts = [parts] if list(parts) != [whole] else []
        cuts += [list(_cut(whole, case.cuts))] if case.cuts else []
        for each in cuts:
            frames = b"".join(self._encoder_input(part) for part in each)
            if frames != raw:
                size = len(raw) // whole.n_frames
                n = _first_difference(frames, raw, size)
                lengths = [part.n_frames for part in each]
                yield f"chunks of {lengths} frames: frame {n} is not that of the whole export"

    def _encoder_input(self, spec: ChunkSpec) -> bytes:
        """Return the raw frames that the encoder of a chunk is given."""
        index = CachedFileIndex(self._cache / "cached_files.jsonl", is_stored=lambda _: True)
        found = index.find_cached_files(spec.input_keys)
        sources = {key: self._cache / file.storage_key for key, file in found.items()}
        boxes = {key: read_ink_box(sources[key]) for key in spec.text_image_keys}
        return unencoded(spec, sources, self._folder, boxes)

    def _decoded(self, master: Path) -> tuple[bytes, int]:
        """Return the raw frames of a finished export, and the length of its audio in samples."""
        with av.open(str(master)) as container:
            raw = b"".join(frame.to_ndarray().tobytes() for frame in container.decode(video=0))
        sound = packets_of(master).audio
        return raw, sound.end if sound is not None else 0


def _view(name: str, raw: bytes, spec: ChunkSpec, ringing: Ringing) -> RenderedFrames:
    width, height = spec.profile.width, spec.profile.height
    frames = np.frombuffer(raw, np.uint8).reshape(-1, width * height * 3 // 2)
    return RenderedFrames(name, len(frames), lambda n: rgb_of(frames[n], width, height), ringing)


def rgb_of(frame: Pixels, width: int, height: int) -> Pixels:
    """Return a raw 4:2:0 frame of BT.709 in limited range as an RGB array (3, height, width)."""
    across, down = width // 2, height // 2
    luma = frame[: width * height].reshape(down, 2, across, 2)
    bright = (luma.astype(np.float32) - 16) * np.float32(255 / 219)
    chroma = frame[width * height :].reshape(2, down, across).astype(np.float32)
    blue, red = (chroma - 128) * np.float32(255 / 224)
    channels = np.empty((3, down, 2, across, 2), np.int16)
    parts = 1.5748 * red, -0.187324 * blue - 0.468124 * red, 1.8556 * blue
    for channel, part in zip(channels, parts, strict=True):
        found = bright + part[:, None, :, None]
        np.clip(np.rint(found, out=found), 0, 255, out=channel, casting="unsafe")
    return channels.reshape(3, height, width)


def _as_one_chunk(planned: RenderPlan, sealed: SealedTimeline) -> ChunkSpec:
    """Return a whole export as one chunk: all its segments, and its layers undivided."""
    resolved = resolve(sealed.timeline, sealed.uploads)
    edge = height_class(resolved.size.short_edge)
    sources = PlanSources(resolved.rate, edge, MEZZANINE_RECIPE)
    context = LayerContext(sealed.timeline, sealed.uploads, resolved, sources)
    above = [each.layer for each in layers(context)]
    segments = tuple(each for chunk in planned.chunks for each in chunk.spec.segments)
    limited = _within_export(above, planned.n_frames)
    return replace(planned.chunks[0].spec, segments=segments, layers=limited)


def _within_export(above: Sequence[Any], n_frames: int) -> tuple[Any, ...]:
    parts = (layer_in_range(layer, start=0, n_frames=n_frames) for layer in above)
    return tuple(part for part in parts if part is not None)


def _cut(whole: ChunkSpec, at: Sequence[int]) -> Iterator[ChunkSpec]:
    """Yield the same export as chunks that begin at some frames."""
    rest = whole.segments
    for first, end in pairwise([0, *at, whole.n_frames]):
        part, rest = halves(rest, at=end - first)
        parts = (layer_in_range(layer, start=first, n_frames=end - first) for layer in whole.layers)
        overlaid = tuple(layer for layer in parts if layer is not None)
        yield replace(whole, segments=part, layers=overlaid)


def _first_difference(frames: bytes, raw: bytes, size: int) -> int:
    return next(
        n
        for n in range(max(len(frames), len(raw)) // size + 1)
        if frames[n * size : (n + 1) * size] != raw[n * size : (n + 1) * size]
    )
