# SPDX-License-Identifier: Apache-2.0
"""The filter graph of a chunk, a pure function of its spec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from pathlib import Path

import ffmpeg

from media.argv import Graph
from media.encode import chunk_argv
from media.encoder_profile import EncoderProfile
from media.frame_image import frame_image_argv
from media.text_image_file import InkBox
from services.render.node.graph.inputs import (
    GRAPH_SCALER,
    Inputs,
    MezzanineFrames,
    as_video,
    counted,
    repeated,
    scaled,
    thousandths,
)
from services.render.node.graph.layers import overlaid
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
from timeline.spec.frame import FrameSpec

_BLACK = "#000000"


def compile_chunk(
    spec: ChunkSpec,
    sources: Mapping[str, Path],
    target: Path,
    *,
    boxes: Mapping[str, InkBox] | None = None,
    transparent: frozenset[str] = frozenset(),
    upload: MezzanineFrames | None = None,
) -> list[str]:
    """Return the ffmpeg call that renders and encodes a chunk, or draws a frame as an image.

    `sources` are its inputs by cache key, `boxes` the ink boxes of its text images, and
    `transparent` the keys of the stretches that hold alpha. `upload` gives the frames of a chunk
    that reads its upload.
    """
    profile = spec.profile
    inputs = Inputs(profile, sources, boxes or {}, transparent, upload)
    segments = [_segment(segment, inputs) for segment in spec.segments]
    base = segments[0] if len(segments) == 1 else ffmpeg.concat(*segments, v=1, a=0)
    base = counted(base, profile.rate)
    composite = reduce(lambda below, layer: overlaid(below, layer, inputs), spec.layers, base)
    exact = composite.filter("trim", end_frame=spec.n_frames)
    reads_upload = upload is not None
    if isinstance(spec, FrameSpec):
        return frame_image_argv(exact, target, reads_upload=reads_upload)
    return chunk_argv(exact, target, profile=profile, reads_upload=reads_upload)


def _segment(segment: ClipSegment, inputs: Inputs) -> Graph:
    if isinstance(segment, GapSegment):
        return inputs.background_frames(segment.background, segment.n_frames)
    if isinstance(segment, StillSegment):
        return _still(segment, inputs)
    if isinstance(segment, FreezeFrameSegment):
        frame = inputs.mezzanine(
            segment.mezzanine,
            first=segment.frame,
            n_frames=1,
            source_frames=segment.source_frames,
        )
        framed = _framed(frame, segment, inputs, n_frames=1)
        return repeated(framed, segment.n_frames, inputs.profile.rate)
    frames = inputs.mezzanine(
        segment.mezzanine,
        first=segment.in_frame,
        n_frames=segment.n_frames,
        source_frames=segment.source_frames,
    )
    return _framed(frames, segment, inputs, n_frames=segment.n_frames)


def _still(segment: StillSegment, inputs: Inputs) -> Graph:
    """Overlay a picture on its background once, and repeat that frame."""
    picture = as_video(inputs.picture(segment.picture, segment.crop), "yuva420p")
    both = _overlaid(inputs.background(segment.background), picture, segment.crop.rect)
    return repeated(both, segment.n_frames, inputs.profile.rate)


def _framed(
    frames: MezzanineFrames,
    segment: VideoSegment | FreezeFrameSegment,
    inputs: Inputs,
    *,
    n_frames: int,
) -> Graph:
    """Place video in the frame, on its background."""
    profile, rect, fill = inputs.profile, segment.rect, segment.background
    if isinstance(fill, BlurFill):
        both = frames.video.split()
        behind = _blurred(both[1], fill, profile)
        return _overlaid(behind, _fitted(replace(frames, video=both[0]), segment), rect)
    picture = _fitted(frames, segment)
    if fill is None:
        if not frames.has_alpha:
            return picture
        fill = ColorFill(_BLACK)
    if isinstance(fill, ColorFill) and fill.color == _BLACK and not frames.has_alpha:
        return picture.filter("pad", profile.width, profile.height, rect.x, rect.y, color="black")
    return _overlaid(inputs.background_frames(fill, n_frames), picture, rect)


def _fitted(frames: MezzanineFrames, segment: VideoSegment | FreezeFrameSegment) -> Graph:
    rect = segment.rect
    if isinstance(segment, VideoSegment) or segment.box == rect:
        return scaled(frames, rect.width, rect.height)
    whole = scaled(frames, segment.box.width, segment.box.height)
    return whole.filter(
        "crop", rect.width, rect.height, rect.x - segment.box.x, rect.y - segment.box.y
    )


def _overlaid(behind: Graph, picture: Graph, rect: Rect) -> Graph:
    return behind.overlay(picture, x=rect.x, y=rect.y, format="yuv420", shortest=1)


def _blurred(video: Graph, fill: BlurFill, profile: EncoderProfile) -> Graph:
    """Cover a small frame with video, blur it there, and enlarge it to the frame."""
    cover = {"force_original_aspect_ratio": "increase", "force_divisible_by": 2}
    return (
        video.filter("scale", fill.width, fill.height, flags=GRAPH_SCALER, **cover)
        .filter("crop", fill.width, fill.height)
        .filter("gblur", sigma=thousandths(fill.sigma_milli))
        .filter(
            "eq",
            brightness=thousandths(fill.brightness_milli),
            saturation=thousandths(fill.saturation_milli),
        )
        .filter("scale", profile.width, profile.height, flags=GRAPH_SCALER)
        .filter("setsar", 1)
        .filter("format", "yuv420p")
    )
