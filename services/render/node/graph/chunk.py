# SPDX-License-Identifier: Apache-2.0
"""The picture of a chunk as one small filter graph, a pure function of its spec."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from pathlib import Path

import ffmpeg

from media.argv import Graph
from media.encode import VideoProfile, chunk_argv
from media.sizes import Size
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
from timeline.plan.geometry import Rect
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
from timeline.spec.encoder import EncoderProfile

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
    pieces = [_base(piece, inputs) for piece in spec.pieces]
    base = pieces[0] if len(pieces) == 1 else ffmpeg.concat(*pieces, v=1, a=0)
    base = counted(base, profile.rate)
    picture = reduce(lambda below, layer: over(below, layer, inputs), spec.layers, base)
    exact = picture.filter("trim", end_frame=spec.n_frames)
    return chunk_argv(exact, target, profile=video_profile(profile))


def video_profile(profile: EncoderProfile) -> VideoProfile:
    """Name a plan's encoder settings in the words of the encoder."""
    size = Size(profile.width, profile.height)
    return VideoProfile(size=size, rate=profile.rate, crf=profile.crf, preset=profile.preset)


def _base(piece: ClipSegment, inputs: Inputs) -> Graph:
    if isinstance(piece, GapSegment):
        return inputs.behind(piece.background, piece.n_frames)
    if isinstance(piece, StillSegment):
        return _still(piece, inputs)
    if isinstance(piece, FreezeFrameSegment):
        film = inputs.film(
            piece.mezzanine,
            first=piece.held_frame,
            n_frames=1,
            source_frames=piece.source_frames,
        )
        return shown(_framed(film, piece, inputs, n_frames=1), piece.n_frames, inputs.profile.rate)
    film = inputs.film(
        piece.mezzanine,
        first=piece.in_frame,
        n_frames=piece.n_frames,
        source_frames=piece.source_frames,
    )
    return _framed(film, piece, inputs, n_frames=piece.n_frames)


def _still(piece: StillSegment, inputs: Inputs) -> Graph:
    """A picture is put over its background once, and then shown."""
    picture = as_video(inputs.picture(piece.picture, piece.cut), "yuva420p")
    both = _over(inputs.background(piece.background), picture, piece.cut.rect)
    return shown(both, piece.n_frames, inputs.profile.rate)


def _framed(
    film: Graph, piece: VideoSegment | FreezeFrameSegment, inputs: Inputs, *, n_frames: int
) -> Graph:
    """Put the picture into its frame."""
    profile, rect, fill = inputs.profile, piece.rect, piece.background
    if isinstance(fill, BlurFill):
        both = film.split()
        behind = _blurred(both[1], fill, profile)
        return _over(behind, _fitted(both[0], piece), rect)
    picture = _fitted(film, piece)
    if fill is None:
        return picture
    if isinstance(fill, ColorFill) and fill.color == _BLACK:
        return picture.filter("pad", profile.width, profile.height, rect.x, rect.y, color="black")
    return _over(inputs.behind(fill, n_frames), picture, rect)


def _fitted(film: Graph, piece: VideoSegment | FreezeFrameSegment) -> Graph:
    rect = piece.rect
    if isinstance(piece, VideoSegment) or piece.box == rect:
        return scaled(film, rect.width, rect.height)
    whole = scaled(film, piece.box.width, piece.box.height)
    return whole.filter("crop", rect.width, rect.height, rect.x - piece.box.x, rect.y - piece.box.y)


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
