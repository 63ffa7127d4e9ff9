# SPDX-License-Identifier: Apache-2.0
"""Where and when the tracks above the base are seen, from bottom to top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from media.timecode import as_seconds, round_half_up
from timeline.document.fields import Item
from timeline.document.positions import place_track
from timeline.document.timeline import (
    Graphic,
    Logo,
    LowerThird,
    LowerThirdSnapshot,
    ScreenTitle,
    Timeline,
    VideoOverlay,
    VideoOverlayStill,
)
from timeline.document.uploads import UploadDetails
from timeline.plan import geometry
from timeline.plan.frames import FrameTimeline, Span, source_range, spans
from timeline.plan.geometry import Cut, Place, Rect, Size
from timeline.plan.motion import moved
from timeline.plan.sources import Materials, picture_size
from timeline.plan.titles import title_layers
from timeline.spec.layers import Border, Layer, Look, PictureLayer, PlainLayer, Ramp, VideoLayer

FADE_SECONDS = Fraction(1, 2)
OVERLAY_INSET = Fraction(2, 100)
PLATE_PX = {"thin": 4, "medium": 12, "thick": 30}
BAND_PX = 80
INSET_SHARE = {"small": Fraction(6, 100), "medium": Fraction(10, 100), "large": Fraction(14, 100)}
IN, OUT = ("in", "in_out"), ("out", "in_out")


@dataclass(frozen=True, slots=True)
class Stage:
    """What every layer of a film refers to while it is planned."""

    timeline: Timeline
    uploads: Mapping[int, UploadDetails]
    film: FrameTimeline
    materials: Materials

    @property
    def frame(self) -> Size:
        """The frame of the film."""
        return self.film.size

    def lane(self, track: str, items: Sequence[Item]) -> list[Span[Item]]:
        """The items of a track in frames, as a viewer meets them."""
        return spans(place_track(track, enumerate(items)), rate=self.film.rate)


def layers(stage: Stage) -> tuple[Layer, ...]:
    """All layers of a film from bottom to top; what nobody can see is not among them."""
    return (
        *_video_overlays(stage),
        *_overlay_stills(stage),
        *_screen_titles(stage),
        *_lower_thirds(stage),
        *_logos(stage),
        *_graphics(stage),
    )


def _video_overlays(stage: Stage) -> Iterator[Layer]:
    frame = stage.frame
    for span in stage.lane("videoOverlays", stage.timeline.video_overlays):
        item = span.item
        assert isinstance(item, VideoOverlay)
        upload = stage.uploads[item.upload_id]
        first, used, available = source_range(item, upload, rate=stage.film.rate)
        box = _overlay_box(item, Size(upload.width, upload.height), frame=frame)
        rect = box.within(frame)
        if rect is None:
            continue
        seen = replace(span, n_frames=used)
        yield from _plate(item, box, seen, frame=frame)
        yield VideoLayer(
            mezzanine=stage.materials.film(upload),
            source_frames=available,
            in_frame=first,
            box=box,
            rect=rect,
            start=span.start,
            n_frames=used,
        )


def _overlay_box(item: VideoOverlay | VideoOverlayStill, picture: Size, *, frame: Size) -> Rect:
    inset = Place(item.position, frame.width * OVERLAY_INSET, frame.height * OVERLAY_INSET)
    return geometry.box_of_width(picture, percent=item.size_pct_width, frame=frame, place=inset)


def _plate(item: VideoOverlay, box: Rect, span: Span[Item], *, frame: Size) -> Iterator[Layer]:
    """The plain area behind an overlay: a ring around its box, or a band across the frame."""
    if item.plate_style == "none" or not item.plate_opacity_pct:
        return
    if item.plate_style == "band":
        beyond = geometry.even_place(Fraction(geometry.pixels(BAND_PX, frame=frame), 2))
        whole = Rect(0, box.y - beyond, frame.width, box.height + 2 * beyond)
    else:
        around = geometry.pixels(PLATE_PX[item.plate_style], frame=frame)
        whole = box.grown(geometry.even(around))
    rect = whole.within(frame)
    if rect is not None:
        look = Look(_milli(item.plate_opacity_pct))
        yield PlainLayer(item.plate_color.lower(), rect, span.start, span.n_frames, look)


def _overlay_stills(stage: Stage) -> Iterator[Layer]:
    for span in stage.lane("videoOverlayStills", stage.timeline.video_overlay_stills):
        item = span.item
        assert isinstance(item, VideoOverlayStill)
        upload = stage.uploads[item.upload_id]
        box = _overlay_box(item, picture_size(upload), frame=stage.frame)
        yield from _picture(upload, box, span, Look(), stage=stage)


def _screen_titles(stage: Stage) -> Iterator[Layer]:
    rate, frame = stage.film.rate, stage.frame
    for span in stage.lane("screenTitles", stage.timeline.screen_titles):
        item = span.item
        assert isinstance(item, ScreenTitle)
        for each in title_layers(
            item, start=span.start, n_frames=span.n_frames, rate=rate, frame=frame
        ):
            stage.materials.text_images.setdefault(each.text_image.key, each.text_image)
            yield each.layer


def _lower_thirds(stage: Stage) -> Iterator[Layer]:
    for span in stage.lane("lowerThirds", stage.timeline.lower_thirds):
        item = span.item
        assert isinstance(item, LowerThird)
        style, upload = item.config_snapshot, stage.uploads[item.upload_id]
        if style.timing_rule == "first_only":
            most = max(1, stage.film.rate.frame(style.timing_seconds))
            span = replace(span, n_frames=min(span.n_frames, most))
        inset = stage.frame.height * INSET_SHARE[style.inset_y_preset]
        box = geometry.box_of_width(
            picture_size(upload),
            percent=_lower_third_percent(style, upload),
            frame=stage.frame,
            place=Place(style.position, 0, inset),
        )
        look = _look(style.opacity_pct, style.fade, FADE_SECONDS, span=span, stage=stage)
        yield from _picture(upload, box, span, look, stage=stage)


def _lower_third_percent(style: LowerThirdSnapshot, upload: UploadDetails) -> Fraction:
    if style.size_mode == "pct":
        return as_seconds(style.size_pct_width)
    share = Fraction(100 * upload.width) / as_seconds(style.baseline_width)
    return max(Fraction(1), min(Fraction(100), share))


def _logos(stage: Stage) -> Iterator[Layer]:
    frame = stage.frame
    for span in stage.lane("logos", stage.timeline.logos):
        item = span.item
        assert isinstance(item, Logo)
        upload = stage.uploads[item.upload_id]
        place = _inset_place(item.position, item.inset_x_px, item.inset_y_px, frame=frame)
        box = geometry.box_of_width(
            picture_size(upload), percent=item.size_pct_width, frame=frame, place=place
        )
        look = _look(item.opacity_pct, item.fade, FADE_SECONDS, span=span, stage=stage)
        yield from _picture(upload, box, span, look, stage=stage)


def _graphics(stage: Stage) -> Iterator[Layer]:
    for span in stage.lane("graphics", stage.timeline.graphics):
        item = span.item
        assert isinstance(item, Graphic)
        upload, rate = stage.uploads[item.upload_id], stage.film.rate
        box = _graphic_box(item, picture_size(upload), frame=stage.frame)
        fade, seconds = item.fade, item.fade_seconds
        if item.animate == "doc_reveal":
            fade, seconds = "in_out", item.animate_seconds
        look = _look(100, fade, seconds, span=span, stage=stage)
        border = None
        if item.border_width_px and (item.animate != "none" or item.fit_mode != "cover_full"):
            width = geometry.even(geometry.pixels(item.border_width_px, frame=stage.frame))
            border = Border(width, item.border_color.lower())
        for layer in _picture(upload, box, span, look, stage=stage, border=border):
            length = min(rate.frame(item.animate_seconds), span.n_frames // 2)
            yield from moved(layer, animate=item.animate, length=length, frame=stage.frame)


def _graphic_box(item: Graphic, picture: Size, *, frame: Size) -> Rect:
    if item.animate == "doc_reveal":
        centre = Place("middle_center")
        return geometry.box_of_width(picture, percent=100, frame=frame, place=centre)
    if item.animate == "none" and item.fit_mode == "cover_full":
        return geometry.cover(picture, frame=frame)
    position: str = item.position
    if item.animate != "none":
        position = f"{position.partition('_')[0]}_center"
    place = _inset_place(position, item.inset_x_px, item.inset_y_px, frame=frame)
    return geometry.box_of_width(picture, percent=item.size_pct_width, frame=frame, place=place)


def _inset_place(position: str, x: int | float, y: int | float, *, frame: Size) -> Place:
    return Place(position, geometry.pixels(x, frame=frame), geometry.pixels(y, frame=frame))


def _picture(
    upload: UploadDetails,
    box: Rect,
    span: Span[Item],
    look: Look,
    *,
    stage: Stage,
    border: Border | None = None,
) -> Iterator[PictureLayer]:
    cut = _cut(picture_size(upload), box, border, frame=stage.frame)
    if cut is not None and look.opacity_milli:
        key = stage.materials.picture(upload)
        yield PictureLayer(key, cut, span.start, span.n_frames, look, border)


def _cut(picture: Size, box: Rect, border: Border | None, *, frame: Size) -> Cut | None:
    rect = box.within(frame)
    if border is None or rect is None:
        return geometry.cut(picture, box=box, frame=frame)
    inner = box.grown(-border.width)
    whole = Rect(0, 0, picture.width, picture.height)
    return Cut(
        source=whole,
        width=max(2, inner.width),
        height=max(2, inner.height),
        x=rect.x - box.x,
        y=rect.y - box.y,
        rect=rect,
    )


def _look(
    percent: int | float, fade: str, seconds: Fraction, *, span: Span[Item], stage: Stage
) -> Look:
    """Opacity and fades; no fade takes more than half of what it fades."""
    length = min(stage.film.rate.frame(seconds), span.n_frames // 2)
    return Look(
        opacity_milli=_milli(percent),
        fade_in=Ramp(0, length) if fade in IN and length else None,
        fade_out=Ramp(span.n_frames - length, length) if fade in OUT and length else None,
    )


def _milli(percent: int | float) -> int:
    return round_half_up(as_seconds(percent) * 10)
