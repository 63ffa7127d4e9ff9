# SPDX-License-Identifier: Apache-2.0
"""The clip segments of the base track, each with the background that its frames leave free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from media.sizes import Size, even
from timeline.document.base_track import Clip
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan import geometry
from timeline.plan.frames import BaseGap, BaseItem, BaseStill, FrameTimeline
from timeline.plan.sources import PlanSources, picture_size
from timeline.plan.units import reference_scale, thousandths
from timeline.spec.clip_segments import (
    BlurFill,
    ClipSegment,
    ColorFill,
    FreezeFrameSegment,
    GapSegment,
    PictureFill,
    RootFill,
    StillSegment,
    VideoSegment,
)
from timeline.spec.crop import Crop, Rect

BLACK = "#000000"
BLUR_SHRINKS = 4
"""A blurred background is computed at this fraction of the frame's width and height."""

BLUR_SATURATION_MILLI = 900
BLUR_SIGMA = {"soft": 12, "medium": 32, "strong": 60, "very_strong": 80}
BRIGHTNESS_MILLI = {
    "light3": 240,
    "light2": 160,
    "light1": 40,
    "neutral": 0,
    "dim1": -60,
    "dim2": -240,
    "dim3": -360,
}


@dataclass(frozen=True, slots=True)
class SegmentContext:
    """The timeline whose base track is planned, its background and its sources."""

    frames: FrameTimeline
    uploads: Mapping[int, UploadDetails]
    sources: PlanSources
    background: RootFill


def root_background(
    timeline: Timeline,
    uploads: Mapping[int, UploadDetails],
    *,
    frame: Size,
    sources: PlanSources,
) -> RootFill:
    """Return the background of a whole timeline, which is black by default."""
    upload_id = timeline.timeline_background_upload_id
    if timeline.timeline_background_mode == "image" and upload_id is not None:
        return _picture_fill(uploads[upload_id], frame=frame, sources=sources)
    if timeline.timeline_background_mode == "color":
        return ColorFill((timeline.timeline_background_color or BLACK).lower())
    return ColorFill(BLACK)


def base_segments(context: SegmentContext) -> list[ClipSegment]:
    """Return the segments of the base track in order."""
    return [_segment(each, context=context) for each in context.frames.base]


def _segment(each: BaseItem | BaseGap, *, context: SegmentContext) -> ClipSegment:
    if isinstance(each, BaseGap):
        return GapSegment(each.n_frames, context.background)
    if isinstance(each, BaseStill):
        return _still(each, context=context)
    frame, picture = context.frames.size, Size(each.upload.width, each.upload.height)
    rect = geometry.contain(picture, frame=frame)
    return VideoSegment(
        mezzanine=context.sources.mezzanine(each.upload),
        source_frames=each.source_frames,
        in_frame=each.in_frame,
        n_frames=each.n_frames,
        rect=rect,
        background=_fill(each.clip, picture=picture, rect=rect, context=context),
    )


def _still(each: BaseStill, *, context: SegmentContext) -> ClipSegment:
    if each.freeze_frame is not None:
        return _freeze_frame(each, each.freeze_frame, context=context)
    picture, frame = picture_size(each.upload), context.frames.size
    fit = geometry.cover if each.still.fit == "cover" else geometry.contain
    crop = _cropped(picture, box=fit(picture, frame=frame), frame=frame)
    key = context.sources.picture(each.upload)
    return StillSegment(key, each.n_frames, crop, context.background)


def _freeze_frame(
    each: BaseStill, source_frame: int, *, context: SegmentContext
) -> FreezeFrameSegment:
    """Plan a freeze frame; one of a clip of the base track has that clip's background."""
    frame, picture = context.frames.size, Size(each.upload.width, each.upload.height)
    clip = context.frames.clip(each.still.source_clip_id)
    box = geometry.contain(picture, frame=frame)
    fill: RootFill | BlurFill | None = None
    if clip is not None and clip.upload_id == each.upload.upload_id:
        fill = _fill(clip, picture=picture, rect=box, context=context)
    elif each.still.fit == "cover":
        box = geometry.cover(picture, frame=frame)
    elif (box.width, box.height) != (frame.width, frame.height):
        fill = context.background
    if fill is None and each.upload.has_alpha:
        fill = context.background
    return FreezeFrameSegment(
        mezzanine=context.sources.mezzanine(each.upload),
        source_frames=each.source_frames,
        frame=source_frame,
        n_frames=each.n_frames,
        rect=box.within(frame) or box,
        background=fill,
        box=box,
    )


def _fill(
    clip: Clip, *, picture: Size, rect: Rect, context: SegmentContext
) -> RootFill | BlurFill | None:
    frame = context.frames.size
    if (rect.width, rect.height) == (frame.width, frame.height):
        # Through a transparent clip that covers the frame the background is seen.
        return context.background if context.uploads[clip.upload_id].has_alpha else None
    if picture.is_landscape and frame.is_portrait:
        if clip.bg_fill_style == "blur":
            return _blur(clip, frame=frame)
        if clip.bg_fill_style == "color":
            return ColorFill((clip.bg_fill_color or BLACK).lower())
        if clip.bg_fill_style == "image" and clip.bg_fill_image_upload_id is not None:
            upload = context.uploads[clip.bg_fill_image_upload_id]
            return _picture_fill(upload, frame=frame, sources=context.sources)
    return context.background


def _blur(clip: Clip, *, frame: Size) -> BlurFill:
    scale = reference_scale(frame) / BLUR_SHRINKS
    return BlurFill(
        width=even(Fraction(frame.width, BLUR_SHRINKS)),
        height=even(Fraction(frame.height, BLUR_SHRINKS)),
        sigma_milli=thousandths(BLUR_SIGMA[clip.bg_fill_blur] * scale),
        brightness_milli=BRIGHTNESS_MILLI[clip.bg_fill_brightness],
        saturation_milli=BLUR_SATURATION_MILLI,
    )


def _picture_fill(upload: UploadDetails, *, frame: Size, sources: PlanSources) -> PictureFill:
    picture = picture_size(upload)
    crop = _cropped(picture, box=geometry.cover(picture, frame=frame), frame=frame)
    return PictureFill(sources.picture(upload), crop)


def _cropped(picture: Size, *, box: Rect, frame: Size) -> Crop:
    crop = geometry.crop(picture, box=box, frame=frame)
    assert crop is not None, "a centred box always meets the frame"
    return crop
