# SPDX-License-Identifier: Apache-2.0
"""Convert what is seen of a timeline to the JSON of resolved timelines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from services.drafts.api.schemas_resolved import (
    AnchorResource,
    BaseItemResource,
    BorderResource,
    BoxResource,
    CropResource,
    FillResource,
    FrameSizeResource,
    LayerImageResource,
    LayerResource,
    RampResource,
    SlideResource,
    TransitionResource,
)
from timeline.document.base_track import Clip, Still
from timeline.document.positions import place_track
from timeline.document.timeline import ATTRIBUTES, Timeline
from timeline.plan.evaluating import EvaluatedTimeline
from timeline.plan.frames import BaseClip, BaseGap, BaseItem, FrameTimeline, spans
from timeline.plan.layers import ItemLayer
from timeline.plan.sources import PlanSources
from timeline.spec.clip_segments import (
    BlurFill,
    ClipSegment,
    ColorFill,
    FreezeFrameSegment,
    PictureFill,
    StillSegment,
    VideoSegment,
)
from timeline.spec.crop import Crop, Rect
from timeline.spec.layers import (
    ColorLayer,
    LayerOpacity,
    PictureLayer,
    Ramp,
    Slide,
    TextImageLayer,
    VideoLayer,
)

DRAWN_BY_EXPORTS = ("visualizers", "captions")
"""The tracks whose items have no layer of an editor's own."""

Members = dict[str, Any]  # Any: members of resources


def base_resources(evaluated: EvaluatedTimeline) -> Iterator[BaseItemResource]:
    """Convert the base track."""
    frames, sources = evaluated.frames, evaluated.sources
    for item, segment in zip(frames.base, evaluated.segments, strict=True):
        named = {} if isinstance(item, BaseGap) else _named(item, frames)
        yield BaseItemResource(
            **{"item_id": None, "track": None, "kind": "gap", **named},
            **_segment(segment, sources),
            start_frame=item.start,
            frames=item.n_frames,
            fill=fill_resource(segment.background, sources),
        )


def _named(item: BaseItem, frames: FrameTimeline) -> Members:
    found: Clip | Still = item.clip if isinstance(item, BaseClip) else item.still
    change = found.transition_in
    transition = None
    if change is not None and change.kind != "cut":
        length = frames.rate.frame(change.duration_seconds)
        transition = TransitionResource(
            kind=change.kind, direction=change.direction, frames=min(length, item.n_frames // 2)
        )
    named: Members = {
        "item_id": found.id,
        "upload_id": item.upload.upload_id,
        "transition": transition,
    }
    if isinstance(item, BaseClip):
        return {**named, "track": "clips", "kind": "clip", "speed_pct": item.clip.speed_pct}
    kind = "still" if item.freeze_frame is None else "freeze"
    has_motion = item.still.motion is not None
    return {**named, "track": "stills", "kind": kind, "has_motion": has_motion}


def _segment(segment: ClipSegment, sources: PlanSources) -> Members:
    if isinstance(segment, VideoSegment):
        counted = {"source_frame": segment.in_frame, "source_frames": segment.source_frames}
        return {**counted, "box": _box(segment.rect)}
    if isinstance(segment, FreezeFrameSegment):
        counted = {"source_frame": segment.frame, "source_frames": segment.source_frames}
        return {**counted, "box": _box(segment.box)}
    if isinstance(segment, StillSegment):
        crop = _crop(segment.crop, segment.picture, sources)
        return {"box": _box(segment.crop.rect), "crop": crop}
    return {}


def fill_resource(
    fill: ColorFill | PictureFill | BlurFill | None, sources: PlanSources
) -> FillResource | None:
    """Convert a background, None when nothing is seen of it."""
    if fill is None:
        return None
    if isinstance(fill, ColorFill):
        return FillResource(kind="color", color=fill.color)
    if isinstance(fill, PictureFill):
        upload_id = sources.pictures[fill.picture].upload_id
        crop = _crop(fill.crop, fill.picture, sources)
        return FillResource(kind="image", upload_id=upload_id, crop=crop)
    return FillResource(
        kind="blur",
        size=FrameSizeResource(width=fill.width, height=fill.height),
        sigma=fill.sigma_milli / 1000,
        brightness=fill.brightness_milli / 1000,
        saturation=fill.saturation_milli / 1000,
    )


def layer_resources(evaluated: EvaluatedTimeline, timeline: Timeline) -> Iterator[LayerResource]:
    """Convert the layers; above them all is what only exports draw."""
    for each in evaluated.layers:
        yield _layer_resource(each, evaluated.sources)
    for track in DRAWN_BY_EXPORTS:
        placed = place_track(track, enumerate(getattr(timeline, ATTRIBUTES[track])))
        for span in spans(placed, rate=evaluated.frames.rate):
            yield LayerResource(
                item_id=span.item.id,
                track=track,
                kind="exact",
                start_frame=span.start,
                frames=span.n_frames,
                box=None,
            )


def _layer_resource(each: ItemLayer, sources: PlanSources) -> LayerResource:
    layer = each.layer
    return LayerResource(
        item_id=each.item_id,
        track=each.track,
        start_frame=layer.start,
        frames=layer.n_frames,
        **_members(layer, sources),
    )


@singledispatch
def _members(layer: object, sources: PlanSources) -> Members:
    raise TypeError(f"layers of type {type(layer).__name__} are unknown")


@_members.register
def _(layer: VideoLayer, sources: PlanSources) -> Members:
    image = LayerImageResource(
        video_upload_id=sources.mezzanines[layer.mezzanine].upload_id,
        source_frame=layer.in_frame,
        source_frames=layer.source_frames,
    )
    return {"kind": "video", "box": _box(layer.box), "image": image}


@_members.register
def _(layer: PictureLayer, sources: PlanSources) -> Members:
    border, motion = layer.border, layer.motion
    moved: Members = {}
    if isinstance(motion, Slide):
        moved["slide"] = SlideResource(
            start_frame=layer.start + motion.ramp.start,
            frames=motion.ramp.length,
            from_x=motion.from_x,
            to_x=motion.to_x,
            easing=motion.easing,
        )
    elif motion is not None:
        moved["reveal"] = _ramp(motion.ramp, layer.start)
    return {
        "kind": "image",
        "box": _box(layer.crop.rect),
        "crop": _crop(layer.crop, layer.picture, sources, inset=border.width if border else 0),
        "border": border and BorderResource(width=border.width, color=border.color),
        "image": LayerImageResource(upload_id=sources.pictures[layer.picture].upload_id),
        **moved,
        **_opacity(layer.opacity, layer.start),
    }


@_members.register
def _(layer: TextImageLayer, _sources: PlanSources) -> Members:
    return {
        "kind": "text",
        "box": None,
        "anchor": AnchorResource(x=layer.x, y=layer.y),
        "image": LayerImageResource(key=layer.text_image),
        **_opacity(layer.opacity, layer.start),
    }


@_members.register
def _(layer: ColorLayer, _sources: PlanSources) -> Members:
    opacity = _opacity(layer.opacity, layer.start)
    return {"kind": "color", "box": _box(layer.rect), "color": layer.color, **opacity}


def _opacity(opacity: LayerOpacity, start: int) -> Members:
    return {
        "opacity": opacity.level_milli / 1000,
        "fade_in": opacity.fade_in and _ramp(opacity.fade_in, start),
        "fade_out": opacity.fade_out and _ramp(opacity.fade_out, start),
    }


def _ramp(ramp: Ramp, start: int) -> RampResource:
    return RampResource(start_frame=start + ramp.start, frames=ramp.length)


def _box(rect: Rect) -> BoxResource:
    return BoxResource(x=rect.x, y=rect.y, width=rect.width, height=rect.height)


def _crop(crop: Crop, picture: str, sources: PlanSources, *, inset: int = 0) -> CropResource:
    spec, rect = sources.pictures[picture], crop.rect
    x, y = rect.x - crop.x + inset, rect.y - crop.y + inset
    return CropResource(
        picture=FrameSizeResource(width=spec.width, height=spec.height),
        source=_box(crop.source),
        target=BoxResource(x=x, y=y, width=crop.width, height=crop.height),
    )
