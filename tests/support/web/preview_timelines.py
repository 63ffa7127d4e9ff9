# SPDX-License-Identifier: Apache-2.0
"""Timelines that between them have every track which exports draw, each with frames to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]  # Any: members of a timeline

DEMONSTRATION_FRAMES = (75, 200, 290, 345, 465)
"""A title with a lower third, an inset, its freeze frame, a graphic that slides, a still."""

_SMALL = {"height": 540, "quality": "high"}
_LARGE = {"height": 1080, "quality": "high"}
"""For small letters over what moves: with fewer lines, an export differs by its compression."""


@dataclass(frozen=True)
class Media:
    """The uploads of the demonstration: three videos of five seconds, and images."""

    clips: tuple[int, ...]
    page: int
    freeze_frame: int
    graphic: int
    logo: int
    bar: int

    @classmethod
    def of(cls, timeline: Json) -> Media:
        """Find them in the demonstration's timeline."""
        clips = tuple(int(one["uploadId"]) for one in timeline["clips"])
        tracks = ("stills", "videoOverlayStills", "graphics", "logos", "lowerThirds")
        return cls(clips, *(int(timeline[track][0]["uploadId"]) for track in tracks))

    def clip(self, place: int, *, start: float, seconds: float = 2, **more: Any) -> Json:
        """Write a clip of one of the videos, from its first second on."""
        span = {"sourceStartSeconds": 1, "sourceEndSeconds": 1 + seconds, "startSeconds": start}
        return {"id": f"clip-{place}-{start}", "uploadId": self.clips[place], **span, **more}


@dataclass(frozen=True)
class Looked:
    """A timeline and the frames at which it is looked at."""

    timeline: Json
    frames: tuple[int, ...]


def timelines(made: Json) -> dict[str, Looked]:
    """Return twelve timelines by what is special of them; `made` is that of the demonstration."""
    media = Media.of(made)
    colour = {"timelineBackgroundMode": "color", "timelineBackgroundColor": "#204060"}
    return {
        "the demonstration": Looked(made, DEMONSTRATION_FRAMES),
        "the demonstration in portrait": Looked(
            {**made, "output": {"aspect": "9:16"}}, DEMONSTRATION_FRAMES
        ),
        "the demonstration as a square on a colour": Looked(
            {**made, **colour, "output": {"aspect": "1:1"}}, DEMONSTRATION_FRAMES
        ),
        "blurred fills": _blurred_fills(media),
        "fills of colours and images": _plain_fills(media),
        "stills": _stills(media),
        "titles": _titles(media),
        "lower thirds": _lower_thirds(media),
        "logos": _logos(media),
        "graphics": _graphics(media),
        "video overlays": _overlays(media),
        "gaps at 24000/1001 frames in a second": _gaps(media),
    }


def _span(name: str, start: float, end: float, **more: Any) -> Json:
    return {"id": name, "startSeconds": start, "endSeconds": end, **more}


def _over(media: Media, frames: tuple[int, ...], **tracks: Any) -> Looked:
    clips = [media.clip(1, start=0), media.clip(2, start=2)]
    return Looked({"clips": clips, "output": _SMALL, **tracks}, frames)


def _blurred_fills(media: Media) -> Looked:
    fills = [
        {"bgFillBlur": "soft", "bgFillBrightness": "dim2"},
        {"bgFillBlur": "medium", "bgFillBrightness": "neutral"},
        {"bgFillBlur": "very_strong", "bgFillBrightness": "light2"},
    ]
    clips = [
        media.clip(place, start=2 * place, bgFillStyle="blur", **fill)
        for place, fill in enumerate(fills)
    ]
    return Looked({"clips": clips, "output": {"aspect": "9:16", **_SMALL}}, (20, 80, 140))


def _plain_fills(media: Media) -> Looked:
    image = {"bgFillStyle": "image", "bgFillImageUploadId": media.page}
    clips = [
        media.clip(0, start=0, bgFillStyle="color", bgFillColor="#884422"),
        media.clip(1, start=2, **image),
        media.clip(2, start=4),
    ]
    background = {"timelineBackgroundMode": "image", "timelineBackgroundUploadId": media.graphic}
    output = {"aspect": "4:5", **_SMALL}
    return Looked({"clips": clips, "output": output, **background}, (20, 80, 140))


def _stills(media: Media) -> Looked:
    first = media.clip(0, start=0, bgFillStyle="blur")
    held = {"uploadId": media.clips[0], "sourceSeconds": 2.5}
    stills = [
        _span("held", 2, 3, hold=held, sourceClipId=first["id"]),
        _span("cover", 3, 4, uploadId=media.page, fit="cover"),
        _span("contain", 4, 5, uploadId=media.graphic, fit="contain"),
    ]
    output = {"aspect": "1:1", **_SMALL}
    return Looked({"clips": [first], "stills": stills, "output": output}, (70, 100, 130))


def _titles(media: Media) -> Looked:
    boxed = {"style": "pill", "pillBgColor": "#204060", "fontSizePct": 5, "fade": "in_out"}
    merged = {
        "style": "merged_pill",
        "fontGradientKey": "sunset",
        "outlineWidthPct": 30,
        "shadowBlurPx": 8,
        "alignment": "left",
        "position": "bottom",
        "fade": "none",
    }
    placed = {"placementRect": {"xPct": 10, "yPct": 50, "wPct": 40, "hPct": 30}}
    instances = [
        {"id": "one", "text": "Left and low", "customStyle": placed},
        {"id": "two", "text": "Moved", "customStyle": {"offsetXPx": 120, "offsetYPx": 40}},
    ]
    titles = [
        _span("boxed", 0, 1.5, text="Two lines\nof a title", presetSnapshot=boxed),
        _span("merged", 1.5, 3, text="Sunset in Lisbon\nand after", presetSnapshot=merged),
        _span("several", 3, 4, instances=instances, presetSnapshot={"fade": "none"}),
    ]
    return _over(media, (5, 70, 105), screenTitles=titles)


def _lower_thirds(media: Media) -> Looked:
    matched = {"sizeMode": "match_image", "baselineWidth": 1920, "insetYPreset": "large"}
    faded = {"sizePctWidth": 60, "opacityPct": 60, "fade": "in_out", "insetYPreset": "small"}
    bars = [
        _span("matched", 0, 2, uploadId=media.bar, configSnapshot=matched),
        _span("faded", 2, 4, uploadId=media.bar, configSnapshot=faded),
    ]
    return _over(media, (30, 67, 90), lowerThirds=bars)


def _logos(media: Media) -> Looked:
    logos = [
        _span("corner", 0, 1.5, uploadId=media.logo, position="bottom_left", opacityPct=50),
        _span("centre", 1.5, 2.5, uploadId=media.logo, position="middle_center", fade="in_out"),
        _span("edge", 2.5, 4, uploadId=media.logo, position="top_right", insetXPx=0, insetYPx=0),
    ]
    return _over(media, (20, 51, 100), logos=logos)


def _graphics(media: Media) -> Looked:
    boxed = {"fitMode": "contain_transparent", "sizePctWidth": 50, "borderWidthPx": 6}
    graphics = [
        _span("whole", 0, 1.5, uploadId=media.graphic, fade="in", fadeDurationMs=600),
        _span("revealed", 1.5, 2.5, uploadId=media.graphic, animate="doc_reveal", **boxed),
        _span(
            "below",
            2.5,
            4,
            uploadId=media.graphic,
            isBelowTexts=True,
            animate="slide_in",
            position="middle_left",
            **boxed,
        ),
    ]
    titles = [_span("above", 2.5, 4, text="Above it", customStyle={"position": "middle"})]
    base = [media.clip(1, start=0, seconds=4)]
    more = {"graphics": graphics, "screenTitles": titles, "output": _LARGE}
    return _over(media, (9, 52, 83, 110), clips=base, **more)


def _overlays(media: Media) -> Looked:
    source = {"sourceStartSeconds": 1, "sourceEndSeconds": 2.5}
    overlays = [
        {
            "id": "band",
            "uploadId": media.clips[2],
            "startSeconds": 0,
            "sizePctWidth": 70,
            "position": "middle_center",
            "plateStyle": "band",
            "plateColor": "#204060",
            **source,
        },
        {
            "id": "corner",
            "uploadId": media.clips[2],
            "startSeconds": 1.5,
            "sizePctWidth": 25,
            "position": "top_left",
            "plateStyle": "thick",
            **source,
        },
    ]
    still = _span("frozen", 3, 4, uploadId=media.freeze_frame, sourceVideoOverlayId="corner")
    frozen = {**still, "sizePctWidth": 25, "position": "top_left"}
    return _over(media, (20, 60, 105), videoOverlays=overlays, videoOverlayStills=[frozen])


def _gaps(media: Media) -> Looked:
    clips = [media.clip(0, start=0, seconds=1), media.clip(1, start=2, seconds=1.5)]
    background = {"timelineBackgroundMode": "image", "timelineBackgroundUploadId": media.page}
    logos = [_span("all", 0, 3.5, uploadId=media.logo, position="bottom_center")]
    output = {"fps": "24000/1001", **_SMALL}
    return Looked({"clips": clips, "logos": logos, "output": output, **background}, (10, 36, 60))
