# SPDX-License-Identifier: Apache-2.0
"""The layers over the base track, from bottom to top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from media.sizes import Size, even, even_offset
from media.timecode import as_fraction
from timeline.document.fields import TrackItem
from timeline.document.overlay_tracks import (
    Graphic,
    Logo,
    LowerThird,
    LowerThirdSnapshot,
    VideoOverlay,
    VideoOverlayStill,
)
from timeline.document.positions import AnyItem, place_track
from timeline.document.text_tracks import ScreenTitle
from timeline.document.timeline import ATTRIBUTES, Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan import geometry
from timeline.plan.frames import FrameSpan, FrameTimeline, source_range, spans
from timeline.plan.geometry import GridPosition
from timeline.plan.motion import animated
from timeline.plan.sources import PlanSources, picture_size
from timeline.plan.titles import title_layers
from timeline.plan.units import pixels, ratio, thousandths
from timeline.spec.crop import Crop, Rect
from timeline.spec.layers import (
    Border,
    ColorLayer,
    Layer,
    LayerOpacity,
    PictureLayer,
    Ramp,
    VideoLayer,
)

LAYER_FADE_SECONDS = Fraction(1, 2)
OVERLAY_INSET = Fraction(2, 100)
PLATE_PX = {"thin": 4, "medium": 12, "thick": 30}
BAND_PX = 80
INSET_RATIOS = {"small": Fraction(6, 100), "medium": Fraction(10, 100), "large": Fraction(14, 100)}
FADING_IN, FADING_OUT = ("in", "in_out"), ("out", "in_out")


@dataclass(frozen=True, slots=True)
class LayerContext:
    """The timeline whose layers are planned, and the sources that they have needed so far."""

    timeline: Timeline
    uploads: Mapping[int, UploadDetails]
    frames: FrameTimeline
    sources: PlanSources

    @property
    def frame(self) -> Size:
        """The size of the export."""
        return self.frames.size

    def spans(self, track: str, items: Sequence[TrackItem]) -> list[FrameSpan[TrackItem]]:
        """Return the items of a track in frames and in order of time."""
        return spans(place_track(track, enumerate(items)), rate=self.frames.rate)


@dataclass(frozen=True, slots=True)
class ItemLayer:
    """A layer and the item that it shows; an item may have several layers."""

    track: str
    item_id: str
    layer: Layer


def layers(context: LayerContext) -> Iterator[ItemLayer]:
    """Yield all layers of a timeline from bottom to top; invisible ones are left out."""
    for track, drawn, is_drawn in _DRAWN:
        for span in context.spans(track, getattr(context.timeline, ATTRIBUTES[track])):
            for layer in drawn(span, context) if is_drawn(span.item) else ():
                yield ItemLayer(track, span.item.id, layer)


def _video_overlay(span: FrameSpan[VideoOverlay], context: LayerContext) -> Iterator[Layer]:
    frame, item = context.frame, span.item
    upload = context.uploads[item.upload_id]
    first, used, available = source_range(item, upload, rate=context.frames.rate)
    box = _overlay_box(item, Size(upload.width, upload.height), frame=frame)
    rect = box.within(frame)
    if rect is None:
        return
    yield from _plate(item, box, replace(span, n_frames=used), frame=frame)
    yield VideoLayer(
        mezzanine=context.sources.mezzanine(upload),
        source_frames=available,
        in_frame=first,
        box=box,
        rect=rect,
        start=span.start,
        n_frames=used,
    )


def _overlay_box(item: VideoOverlay | VideoOverlayStill, picture: Size, *, frame: Size) -> Rect:
    inset_x, inset_y = frame.width * OVERLAY_INSET, frame.height * OVERLAY_INSET
    at = GridPosition(item.position, inset_x, inset_y)
    return geometry.box_of_width(picture, percent=item.size_pct_width, frame=frame, at=at)


def _plate(
    item: VideoOverlay, box: Rect, span: FrameSpan[VideoOverlay], *, frame: Size
) -> Iterator[Layer]:
    """Return the plate behind an overlay: around its box, or a band across the whole frame."""
    if item.plate_style == "none" or not item.plate_opacity_pct:
        return
    if item.plate_style == "band":
        beyond = even_offset(Fraction(pixels(BAND_PX, frame=frame), 2))
        whole = Rect(0, box.y - beyond, frame.width, box.height + 2 * beyond)
    else:
        whole = box.grown(even(pixels(PLATE_PX[item.plate_style], frame=frame)))
    rect = whole.within(frame)
    if rect is not None:
        opacity = LayerOpacity(thousandths(ratio(item.plate_opacity_pct)))
        yield ColorLayer(item.plate_color.lower(), rect, span.start, span.n_frames, opacity)


def _overlay_still(span: FrameSpan[VideoOverlayStill], context: LayerContext) -> Iterator[Layer]:
    upload = context.uploads[span.item.upload_id]
    box = _overlay_box(span.item, picture_size(upload), frame=context.frame)
    yield from _picture(upload, box, span, LayerOpacity(), context=context)


def _screen_title(span: FrameSpan[ScreenTitle], context: LayerContext) -> Iterator[Layer]:
    rate, frame = context.frames.rate, context.frame
    for each in title_layers(
        span.item, start=span.start, n_frames=span.n_frames, rate=rate, frame=frame
    ):
        context.sources.text_images.setdefault(each.text_image.key, each.text_image)
        yield each.layer


def _lower_third(span: FrameSpan[LowerThird], context: LayerContext) -> Iterator[Layer]:
    style, upload = span.item.config_snapshot, context.uploads[span.item.upload_id]
    if style.timing_rule == "first_only":
        longest = max(1, context.frames.rate.frame(style.timing_seconds))
        span = replace(span, n_frames=min(span.n_frames, longest))
    inset = context.frame.height * INSET_RATIOS[style.inset_y_preset]
    box = geometry.box_of_width(
        picture_size(upload),
        percent=_lower_third_percent(style, upload),
        frame=context.frame,
        at=GridPosition(style.position, 0, inset),
    )
    opacity = _opacity(
        style.opacity_pct, style.fade, LAYER_FADE_SECONDS, span=span, context=context
    )
    yield from _picture(upload, box, span, opacity, context=context)


def _lower_third_percent(style: LowerThirdSnapshot, upload: UploadDetails) -> Fraction:
    if style.size_mode == "pct":
        return as_fraction(style.size_pct_width)
    percent = Fraction(100 * upload.width) / as_fraction(style.baseline_width)
    return max(Fraction(1), min(Fraction(100), percent))


def _logo(span: FrameSpan[Logo], context: LayerContext) -> Iterator[Layer]:
    frame, item = context.frame, span.item
    upload = context.uploads[item.upload_id]
    at = _grid_position(item.position, item.inset_x_px, item.inset_y_px, frame=frame)
    box = geometry.box_of_width(
        picture_size(upload), percent=item.size_pct_width, frame=frame, at=at
    )
    opacity = _opacity(item.opacity_pct, item.fade, LAYER_FADE_SECONDS, span=span, context=context)
    yield from _picture(upload, box, span, opacity, context=context)


def _graphic(span: FrameSpan[Graphic], context: LayerContext) -> Iterator[Layer]:
    item, rate = span.item, context.frames.rate
    upload = context.uploads[item.upload_id]
    box = _graphic_box(item, picture_size(upload), frame=context.frame)
    fade, seconds = item.fade, item.fade_seconds
    if item.animate == "doc_reveal":
        fade, seconds = "in_out", item.animate_seconds
    opacity = _opacity(100, fade, seconds, span=span, context=context)
    border = None
    if item.border_width_px and (item.animate != "none" or item.fit_mode != "cover_full"):
        width = even(pixels(item.border_width_px, frame=context.frame))
        border = Border(width, item.border_color.lower())
    for layer in _picture(upload, box, span, opacity, context=context, border=border):
        length = min(rate.frame(item.animate_seconds), span.n_frames // 2)
        yield from animated(layer, animate=item.animate, length=length, frame=context.frame)


def _graphic_box(item: Graphic, picture: Size, *, frame: Size) -> Rect:
    if item.animate == "doc_reveal":
        centre = GridPosition("middle_center")
        return geometry.box_of_width(picture, percent=100, frame=frame, at=centre)
    if item.animate == "none" and item.fit_mode == "cover_full":
        return geometry.cover(picture, frame=frame)
    position: str = item.position
    if item.animate != "none":
        position = f"{position.partition('_')[0]}_center"
    at = _grid_position(position, item.inset_x_px, item.inset_y_px, frame=frame)
    return geometry.box_of_width(picture, percent=item.size_pct_width, frame=frame, at=at)


def _grid_position(position: str, x: int | float, y: int | float, *, frame: Size) -> GridPosition:
    return GridPosition(position, pixels(x, frame=frame), pixels(y, frame=frame))


def _picture(
    upload: UploadDetails,
    box: Rect,
    span: FrameSpan[AnyItem],
    opacity: LayerOpacity,
    *,
    context: LayerContext,
    border: Border | None = None,
) -> Iterator[PictureLayer]:
    crop = _crop(picture_size(upload), box, border, frame=context.frame)
    if crop is not None and opacity.level_milli:
        key = context.sources.picture(upload)
        yield PictureLayer(key, crop, span.start, span.n_frames, opacity, border)


def _crop(picture: Size, box: Rect, border: Border | None, *, frame: Size) -> Crop | None:
    rect = box.within(frame)
    if border is None or rect is None:
        return geometry.crop(picture, box=box, frame=frame)
    inner = box.grown(-border.width)
    whole = Rect(0, 0, picture.width, picture.height)
    return Crop(
        source=whole,
        width=max(2, inner.width),
        height=max(2, inner.height),
        x=rect.x - box.x,
        y=rect.y - box.y,
        rect=rect,
    )


def _opacity(
    percent: int | float,
    fade: str,
    seconds: Fraction,
    *,
    span: FrameSpan[AnyItem],
    context: LayerContext,
) -> LayerOpacity:
    """Return an opacity with its fades; no fade is longer than half of its span."""
    length = min(context.frames.rate.frame(seconds), span.n_frames // 2)
    return LayerOpacity(
        level_milli=thousandths(ratio(percent)),
        fade_in=Ramp(0, length) if fade in FADING_IN and length else None,
        fade_out=Ramp(span.n_frames - length, length) if fade in FADING_OUT and length else None,
    )


def _always(_: TrackItem) -> bool:
    return True


def _is_below_texts(item: Graphic) -> bool:
    return item.is_below_texts


def _is_above_texts(item: Graphic) -> bool:
    return not item.is_below_texts


_Drawn = Callable[[FrameSpan[Any], LayerContext], Iterator[Layer]]
_DRAWN: Sequence[tuple[str, _Drawn, Callable[[Any], bool]]] = (
    ("videoOverlays", _video_overlay, _always),
    ("videoOverlayStills", _overlay_still, _always),
    ("graphics", _graphic, _is_below_texts),
    ("screenTitles", _screen_title, _always),
    ("lowerThirds", _lower_third, _always),
    ("logos", _logo, _always),
    ("graphics", _graphic, _is_above_texts),
)
"""From the lowest to the highest: a track, what draws its items, and which of them."""
