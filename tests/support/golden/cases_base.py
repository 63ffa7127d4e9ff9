# SPDX-License-Identifier: Apache-2.0
"""Golden cases of the base track: rates, sizes, rounding, fits, fills, stills, backgrounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.support.golden.case import ASPECTS, RATES, GoldenCase, clip, document, item
from tests.support.golden.rules import Json

VIDEOS = (1, 2, 3, 4, 5, 6, 8)
TALL = {"aspect": "9:16"}
NAVY = {"timelineBackgroundMode": "color", "timelineBackgroundColor": "#102050"}


def rates() -> Iterator[GoldenCase]:
    """Yield cases of videos of one frame rate in projects of another."""
    for at, fps in enumerate(RATES):
        video = 1 + at % 2
        clips = [clip(video, (0.31, 0.77)), clip(video, (1.0, 1.43), startSeconds=0.55)]
        yield GoldenCase(f"rate-{fps}-of-video-{video}", document({"fps": fps}, clips=clips))


def all_rates() -> Iterator[GoldenCase]:
    """Yield cases of videos of every frame rate in projects of every frame rate."""
    for fps in RATES:
        clips = [clip(video, (0.137, 0.437)) for video in (3, 4, 5, 6, 8)]
        yield GoldenCase(f"rate-{fps}-of-all-videos", document({"fps": fps}, clips=clips))


def sizes() -> Iterator[GoldenCase]:
    """Yield cases of output settings."""
    for video, name in ((1, "wide"), (3, "tall"), (4, "square")):
        clips = [clip(video, (0, 0.3)), clip(2, (0, 0.2))]
        yield GoldenCase(
            f"aspect-auto-of-a-{name}-video", document({"aspect": "auto"}, clips=clips)
        )
    for height in (1440, 2160):
        shown = document({"height": height}, stills=[item(26, (0, 0.1))])
        yield GoldenCase(f"height-{height}", shown)
    for height in (480, 540, 720, 1080):
        clips = [clip(1, (0, 0.1)), clip(3, (0.1, 0.2))]
        yield GoldenCase(f"height-{height}", document({"height": height}, clips=clips))
    for quality in ("draft", "standard"):
        clips = [clip(1, (0, 0.3)), clip(5, (0.1, 0.4))]
        yield GoldenCase(f"quality-{quality}", document({"quality": quality}, clips=clips))
    plain = {"version": "create_video_v1"}
    clips = [{"id": "a"} | clip(7, (0.5, 0.8)), {"id": "b"} | clip(1, (0, 0.2))]
    yield GoldenCase("output-unsaid-of-a-720-line-video", plain | {"clips": clips})
    stills = [{"id": "s"} | item(26, (0, 0.2))]
    yield GoldenCase("output-unsaid-without-clips", plain | {"clips": [], "stills": stills})


def fits() -> Iterator[GoldenCase]:
    """Yield cases of every video in every aspect."""
    for aspect in ASPECTS:
        clips = [clip(video, (0.2, 0.4)) for video in VIDEOS]
        yield GoldenCase(
            f"fit-of-all-videos-in-{aspect}", document({"aspect": aspect}, clips=clips, **NAVY)
        )


def snapping() -> Iterator[GoldenCase]:
    """Yield cases of times between frames."""
    thirds = [clip(1, (1 / 3, 2 / 3)), clip(2, (0.1, 0.43333)), clip(1, (0.0166666, 0.35))]
    for fps in ("24", "30000/1001", "60"):
        yield GoldenCase(f"snap-thirds-at-{fps}", document({"fps": fps}, clips=thirds))
    closed = [clip(1, (0, 0.5)), clip(2, (0.5, 1), startSeconds=0.5009)]
    yield GoldenCase("snap-closes-a-gap-of-a-millisecond", document(clips=closed))
    lapped = [clip(1, (0, 0.5166)), clip(2, (0.5, 1), startSeconds=0.516)]
    yield GoldenCase("snap-closes-an-overlap-of-a-millisecond", document(clips=lapped))
    apart = [clip(1, (0.2, 0.6), startSeconds=0.25), clip(2, (0, 0.25), startSeconds=0.7)]
    yield GoldenCase("snap-leaves-gaps", document(clips=apart, **NAVY))
    short = [clip(1, (0.5, 0.505)), clip(2, (0.5, 0.5001)), clip(1, (1, 1.2))]
    yield GoldenCase("snap-keeps-one-frame-at-least", document(clips=short))
    beyond = [clip(1, (1.8, 2.6)), clip(2, (0, 0.2), startSeconds=1.0)]
    yield GoldenCase("snap-ends-a-clip-with-its-source", document(clips=beyond, **NAVY))
    mixed = [clip(2, (0, 0.3), startSeconds=0.6), clip(1, (0.4, 1), startSeconds=0)]
    yield GoldenCase("snap-sorts-clips-by-time", document(clips=mixed))


def fills() -> Iterator[GoldenCase]:
    """Yield cases of fills of landscape clips in portrait frames."""
    for blur in ("soft", "medium", "strong", "very_strong"):
        fields = {"bgFillStyle": "blur", "bgFillBlur": blur}
        yield _filled(f"blur-{blur}", [clip(1, (0, 0.2), **fields), clip(5, (0, 0.2), **fields)])
    for level in ("light3", "light2", "light1", "neutral", "dim1", "dim2", "dim3"):
        fields = {"bgFillStyle": "blur", "bgFillBrightness": level, "bgFillBlur": "soft"}
        yield _filled(f"blur-{level}", [clip(1, (0, 0.2), **fields)])
    colour = {"bgFillStyle": "color", "bgFillColor": "#d4af37"}
    yield _filled("color", [clip(1, (0, 0.3), **colour), clip(3, (0, 0.2), **colour)])
    yield _filled("color-unsaid", [clip(1, (0, 0.2), bgFillStyle="color")])
    for picture in (22, 27, 31, 32, 28):
        image = {"bgFillStyle": "image", "bgFillImageUploadId": picture}
        yield _filled(f"image-{picture}", [clip(1, (0, 0.2), **image)])
    yield _filled("none", [clip(1, (0, 0.3))])
    wide = [clip(5, (0, 0.2), **colour), clip(3, (0, 0.2), **colour)]
    yield GoldenCase("fill-only-in-a-tall-frame", document(clips=wide, **NAVY))


def _filled(name: str, clips: list[Json]) -> GoldenCase:
    return GoldenCase(f"fill-{name}", document(TALL, clips=clips, **NAVY))


def backgrounds() -> Iterator[GoldenCase]:
    """Yield cases of backgrounds."""
    gap = [clip(1, (0, 0.2), startSeconds=0.2), clip(4, (0, 0.2), startSeconds=0.6)]
    yield GoldenCase("background-none", document(clips=gap))
    yield GoldenCase("background-color", document(clips=gap, **NAVY))
    for picture in (22, 24, 31, 32, 33, 28, 30):
        image = {"timelineBackgroundMode": "image", "timelineBackgroundUploadId": picture}
        yield GoldenCase(f"background-image-{picture}", document(clips=gap, **image))


def stills() -> Iterator[GoldenCase]:
    """Yield cases of stills."""
    for fit in ("cover", "contain"):
        row = [
            item(each, (at / 5, at / 5 + 0.2), fit=fit) for at, each in enumerate((22, 24, 27, 31))
        ]
        yield GoldenCase(f"still-{fit}", document(stills=row, **NAVY))
        yield GoldenCase(f"still-{fit}-in-a-tall-frame", document(TALL, stills=row, **NAVY))
    clear = [item(28, (0, 0.2)), item(32, (0.2, 0.4), fit="contain"), item(29, (0.4, 0.6))]
    yield GoldenCase("still-lets-the-background-through", document(stills=clear, **NAVY))
    image = {"timelineBackgroundMode": "image", "timelineBackgroundUploadId": 33}
    yield GoldenCase("still-lets-a-picture-through", document(stills=clear, **image))
    between = [item(26, (0.4, 0.8)), item(34, (1.0, 1.2), fit="contain")]
    clips = [clip(1, (0, 0.4)), clip(2, (0, 0.2), startSeconds=0.8)]
    yield GoldenCase("still-between-clips", document(clips=clips, stills=between))


def freeze_frames() -> Iterator[GoldenCase]:
    """Yield cases of freeze frames."""
    yield _freeze_frame(
        "after-its-clip", [clip(1, (0.1, 0.5))], {"sourceClipId": "clips-0"}, at=0.46666
    )
    yield _freeze_frame("alone-covers", [], {}, at=0.5, video=3)
    yield _freeze_frame("alone-is-contained", [], {"fit": "contain"}, at=0.5, video=3)
    yield _freeze_frame(
        "of-another-video", [clip(1, (0, 0.4))], {"sourceClipId": "clips-0"}, video=4
    )
    yield _freeze_frame("beyond-the-end", [clip(1, (1.6, 2))], {}, at=1.99)
    blur = {"bgFillStyle": "blur", "bgFillBlur": "strong", "bgFillBrightness": "dim1"}
    named = {"sourceClipId": "clips-0"}
    yield _freeze_frame("keeps-the-blur", [clip(1, (0, 0.4), **blur)], named, at=0.4, output=TALL)
    fields = {"bgFillStyle": "color", "bgFillColor": "#20a040"}
    yield _freeze_frame("keeps-the-fill", [clip(1, (0, 0.4), **fields)], named, at=0.4, output=TALL)
    yield _freeze_frame(
        "at-24000/1001", [clip(2, (0, 0.4))], named, at=0.3, video=2, fps="24000/1001"
    )


def _freeze_frame(
    name: str, clips: list[Json], still: Json, *, at: float = 0.5, video: int = 1, **more: Any
) -> GoldenCase:
    start = 0.4 if clips else 0.0
    hold = {"hold": {"uploadId": video, "sourceSeconds": at}, "startSeconds": start}
    output = more.get("output", {}) | {"fps": more.get("fps", "30")}
    row = [still | hold | {"endSeconds": round(start + 0.4, 3)}]
    return GoldenCase(f"hold-{name}", document(output, clips=clips, stills=row, **NAVY))


def cases() -> Iterator[GoldenCase]:
    """Yield all cases of this module."""
    for table in (
        rates,
        all_rates,
        sizes,
        fits,
        snapping,
        fills,
        backgrounds,
        stills,
        freeze_frames,
    ):
        yield from table()
