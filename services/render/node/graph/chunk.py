# SPDX-License-Identifier: Apache-2.0
"""The picture of a chunk as one small filter graph, a pure function of its spec."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from pathlib import Path

import ffmpeg

from media.argv import Graph
from media.encode import chunk_argv
from media.encoder_profile import EncoderProfile
from services.render.node.graph.inputs import (
    SCALER,
    Inputs,
    as_video,
    counted,
    scaled,
    shown,
    thousandths,
)
from services.render.node.graph.layers import over
from services.render.text.ink_box import InkBox
from timeline.spec.chunk import ChunkSpec
from timeline.spec.clip_segments import (
    BlurFill,
    ClipSegment,
    ColorFill,
    FreezeFrameSegment,
    GapSegment,
    StillSegment,
    VideoSegment,
)
from timeline.spec.crop import Rect

_BLACK = "#000000"


def compile_chunk(
    spec: ChunkSpec,
    sources: Mapping[str, Path],
    target: Path,
    *,
    inks: Mapping[str, InkBox] | None = None,
) -> list[str]:
    """Compile a chunk into one ffmpeg call; `inks` tells where drawn texts lie."""
    profile = spec.profile
    inputs = Inputs(profile, sources, inks or {})
    segments = [_base(segment, inputs) for segment in spec.segments]
    base = segments[0] if len(segments) == 1 else ffmpeg.concat(*segments, v=1, a=0)
    base = counted(base, profile.rate)
    picture = reduce(lambda below, layer: over(below, layer, inputs), spec.layers, base)
    exact = picture.filter("trim", end_frame=spec.n_frames)
    return chunk_argv(exact, target, profile=profile)


def _base(segment: ClipSegment, inputs: Inputs) -> Graph:
    if isinstance(segment, GapSegment):
        return inputs.behind(segment.background, segment.n_frames)
    if isinstance(segment, StillSegment):
        return _still(segment, inputs)
    if isinstance(segment, FreezeFrameSegment):
        film = inputs.film(
            segment.mezzanine,
            first=segment.frame,
            n_frames=1,
            source_frames=segment.source_frames,
        )
        return shown(
            _framed(film, segment, inputs, n_frames=1), segment.n_frames, inputs.profile.rate
        )
    film = inputs.film(
        segment.mezzanine,
        first=segment.in_frame,
        n_frames=segment.n_frames,
        source_frames=segment.source_frames,
    )
    return _framed(film, segment, inputs, n_frames=segment.n_frames)


def _still(segment: StillSegment, inputs: Inputs) -> Graph:
    """A picture is put over its background once, and then shown."""
    picture = as_video(inputs.picture(segment.picture, segment.crop), "yuva420p")
    both = _over(inputs.background(segment.background), picture, segment.crop.rect)
    return shown(both, segment.n_frames, inputs.profile.rate)


def _framed(
    film: Graph, segment: VideoSegment | FreezeFrameSegment, inputs: Inputs, *, n_frames: int
) -> Graph:
    """Put the picture into its frame."""
    profile, rect, fill = inputs.profile, segment.rect, segment.background
    if isinstance(fill, BlurFill):
        both = film.split()
        behind = _blurred(both[1], fill, profile)
        return _over(behind, _fitted(both[0], segment), rect)
    picture = _fitted(film, segment)
    if fill is None:
        return picture
    if isinstance(fill, ColorFill) and fill.color == _BLACK:
        return picture.filter("pad", profile.width, profile.height, rect.x, rect.y, color="black")
    return _over(inputs.behind(fill, n_frames), picture, rect)


def _fitted(film: Graph, segment: VideoSegment | FreezeFrameSegment) -> Graph:
    rect = segment.rect
    if isinstance(segment, VideoSegment) or segment.box == rect:
        return scaled(film, rect.width, rect.height)
    whole = scaled(film, segment.box.width, segment.box.height)
    return whole.filter(
        "crop", rect.width, rect.height, rect.x - segment.box.x, rect.y - segment.box.y
    )


def _over(behind: Graph, picture: Graph, rect: Rect) -> Graph:
    return behind.overlay(picture, x=rect.x, y=rect.y, format="yuv420", shortest=1)


def _blurred(film: Graph, fill: BlurFill, profile: EncoderProfile) -> Graph:
    """The picture covering a small frame, blurred there, then enlarged."""
    cover = {"force_original_aspect_ratio": "increase", "force_divisible_by": 2}
    return (
        film.filter("scale", fill.width, fill.height, flags=SCALER, **cover)
        .filter("crop", fill.width, fill.height)
        .filter("gblur", sigma=thousandths(fill.sigma_milli))
        .filter(
            "eq",
            brightness=thousandths(fill.brightness_milli),
            saturation=thousandths(fill.saturation_milli),
        )
        .filter("scale", profile.width, profile.height, flags=SCALER)
        .filter("setsar", 1)
        .filter("format", "yuv420p")
    )
