# SPDX-License-Identifier: Apache-2.0
"""Golden cases of several tracks together, and of tracks across the boundaries of chunks."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.golden.case import ASPECTS, RATES, GoldenCase, clip, document, item
from tests.support.golden.rules import Json

RING = {"borderWidthPx": 6, "borderColor": "#ffffff", "fitMode": "contain_transparent"}
NAVY = {"timelineBackgroundMode": "color", "timelineBackgroundColor": "#102050"}


def _everything() -> Json:
    """Return items on all visible tracks, some of them over each other."""
    overlay = {"sizePctWidth": 33, "position": "top_right", "plateStyle": "medium"}
    text = {"presetSnapshot": {"fade": "in", "position": "middle", "fontSizePct": 6}}
    title: Json = {"startSeconds": 0.2, "endSeconds": 0.9, "text": "All"} | text
    third = {"configSnapshot": {"fade": "out", "sizePctWidth": 60, "opacityPct": 80}}
    return {
        "clips": [clip(1, (0, 0.4)), clip(3, (0.5, 0.8), startSeconds=0.6)],
        "stills": [item(26, (0.4, 0.6), fit="contain")],
        "videoOverlays": [clip(2, (0.4, 0.8), startSeconds=0.2, **overlay)],
        "videoOverlayStills": [item(24, (0.6, 0.8), sizePctWidth=25, position="top_right")],
        "screenTitles": [title],
        "lowerThirds": [item(25, (0.1, 1.0), **third)],
        "logos": [item(20, (0, 1), sizePctWidth=15, opacityPct=70, fade="in")],
        "graphics": [
            item(22, (0.05, 0.55), sizePctWidth=30, position="bottom_right", **RING),
            item(31, (0.6, 1), sizePctWidth=20, animate="slide_in_out", animateDurationMs=150),
        ],
    }


def everything() -> Iterator[GoldenCase]:
    """Yield cases of all tracks at once, in every aspect and at every frame rate."""
    for aspect in ASPECTS:
        output = {"aspect": aspect}
        yield GoldenCase(
            f"everything-in-{aspect}", document(output, **_everything(), **NAVY), (9, 17)
        )
    for fps in RATES:
        shown = document({"fps": fps}, **_everything(), **NAVY)
        yield GoldenCase(f"everything-at-{fps}", shown, (5, 12, 13))


def order() -> Iterator[GoldenCase]:
    """Yield cases of the order of layers."""
    when, middle = (0, 0.2), {"position": "middle_center"}
    clips = [clip(1, (0, 0.2))]
    overlays = [clip(2, (0, 0.2), startSeconds=0, sizePctWidth=70, **middle)]
    thirds = [item(25, when, configSnapshot={"sizePctWidth": 90, "insetYPreset": "large"})]
    logos = [item(34, when, sizePctWidth=30, position="bottom_center", insetYPx=50)]
    graphics = [
        item(22, when, sizePctWidth=20, position="bottom_center", fitMode="contain_transparent")
    ]
    tracks = {
        "videoOverlays": overlays,
        "lowerThirds": thirds,
        "logos": logos,
        "graphics": graphics,
    }
    yield GoldenCase("order-of-all", document(clips=clips, **tracks))
    for left_out in tracks:
        rest = {name: row for name, row in tracks.items() if name != left_out}
        yield GoldenCase(f"order-without-{left_out}", document(clips=clips, **rest))
    clear = {"opacityPct": 50}
    blends = {
        "logos": [item(34, when, sizePctWidth=60, **middle, **clear)],
        "graphics": [item(28, when, sizePctWidth=40, fitMode="contain_transparent")],
    }
    yield GoldenCase("order-of-what-is-transparent", document(clips=clips, **blends))


def _many_clips() -> list[Json]:
    """Return more clips than one chunk may have, so that there are at least two chunks."""
    found = []
    for at in range(12):
        begin = round(0.1 * at, 3)
        found.append(clip((1, 2, 4)[at % 3], (begin, begin + 0.2), startSeconds=round(0.2 * at, 3)))
    return found


def chunks() -> Iterator[GoldenCase]:
    """Yield cases of several chunks, with layers across their boundaries."""
    clips = _many_clips()
    yield GoldenCase("chunks-of-clips", document(clips=clips))
    for fps in RATES:
        logo = [item(20, (0.2, 2.2), fade="in_out", sizePctWidth=30)]
        yield GoldenCase(f"chunks-at-{fps}", document({"fps": fps}, clips=clips, logos=logo))
    long = {"animateDurationMs": 1000, "position": "bottom_center", "sizePctWidth": 20}
    slid = [item(22, (0.1, 2.3), animate="slide_in_out", **long)]
    yield GoldenCase("chunks-under-a-slide", document(clips=clips, graphics=slid))
    revealed = [item(31, (0.1, 2.3), animate="doc_reveal", animateDurationMs=1000)]
    yield GoldenCase("chunks-under-a-document", document(clips=clips, graphics=revealed))
    faded = [item(22, (0.1, 2.3), fade="in_out", fadeDurationMs=990, sizePctWidth=30, **RING)]
    yield GoldenCase("chunks-under-a-fade", document(clips=clips, graphics=faded))
    overlays = [clip(5, (0, 1.4), startSeconds=0.5, sizePctWidth=33, plateStyle="thick")]
    yield GoldenCase("chunks-under-an-overlay", document(clips=clips, videoOverlays=overlays))
    each = [item(20, (0.2 * n, 0.2 * n + 0.2), sizePctWidth=10 + 2 * n) for n in range(12)]
    yield GoldenCase("chunks-under-logos-that-change-with-them", document(clips=clips, logos=each))
    gaps = [one for at, one in enumerate(clips) if at % 4 != 2]
    yield GoldenCase("chunks-with-gaps", document(clips=gaps, **NAVY))
    mixed = [one for at, one in enumerate(clips) if at % 2]
    stills = [item((22, 26, 31)[n % 3], (0.4 * n, 0.4 * n + 0.2)) for n in range(6)]
    yield GoldenCase("chunks-of-clips-and-stills", document(clips=mixed, stills=stills, **NAVY))


WHEN, AROUND = (0.2, 0.8), (5, 6, 7, 9, 12, 13, 17, 18, 21, 23, 24, 25)
"""At 30 frames a second a layer begins at 6 and ends at 24; cuts are before, on and after that."""


def cuts_through_pictures() -> Iterator[GoldenCase]:
    """Yield cases of cuts where graphics begin, fade, move, rest and end."""
    clips = [clip(1, (0.1, 1.1))]
    row = [item(22, WHEN, fade="in_out", fadeDurationMs=200, **RING)]
    yield GoldenCase("cuts-around-a-fade", document(clips=clips, graphics=row), AROUND)
    for move in ("slide_in", "slide_out", "slide_in_out", "doc_reveal"):
        row = [item(31, WHEN, animate=move, animateDurationMs=200, sizePctWidth=30)]
        yield GoldenCase(f"cuts-around-a-{move}", document(clips=clips, graphics=row), AROUND)
    for fps in ("24000/1001", "60000/1001"):
        fields = {"animate": "slide_in_out", "animateDurationMs": 210, "fade": "in"}
        row = [item(31, (0.13, 0.77), sizePctWidth=30, **fields)]
        shown = document({"fps": fps}, clips=clips, graphics=row)
        yield GoldenCase(f"cuts-at-{fps}", shown, (3, 4, 6, 10, 15))


def cuts_through_others() -> Iterator[GoldenCase]:
    """Yield cases of cuts through items of all other tracks."""
    clips, fades = [clip(1, (0.1, 1.1))], {"fade": "in_out"}
    logo = [item(20, WHEN, **fades)]
    yield GoldenCase("cuts-around-a-logo", document(clips=clips, logos=logo), AROUND)
    third = [item(25, WHEN, configSnapshot=fades)]
    yield GoldenCase("cuts-around-a-lower-third", document(clips=clips, lowerThirds=third), AROUND)
    overlays = [clip(2, (0.3, 0.9), startSeconds=0.2, plateStyle="band", sizePctWidth=50)]
    yield GoldenCase(
        "cuts-around-an-overlay", document(clips=clips, videoOverlays=overlays), AROUND
    )
    title: Json = {"startSeconds": 0.2, "endSeconds": 0.8, "text": "Cut", "presetSnapshot": fades}
    yield GoldenCase("cuts-around-a-title", document(clips=clips, screenTitles=[title]), AROUND)
    hold = {"hold": {"uploadId": 1, "sourceSeconds": 0.7}}
    held: list[Json] = [item(26, (0, 0.3)), {"startSeconds": 0.3, "endSeconds": 0.6} | hold]
    late = [clip(1, (0, 0.3), startSeconds=0.7)]
    shown = document(clips=late, stills=held, **NAVY)
    yield GoldenCase("cuts-within-stills", shown, (4, 9, 13, 18, 20, 25, 29))
    blur = [clip(1, (0.2, 0.6), bgFillStyle="blur")]
    yield GoldenCase("cuts-within-a-blur", document({"aspect": "9:16"}, clips=blur), (3, 7))


def cases() -> Iterator[GoldenCase]:
    """Yield all cases of this module."""
    for table in (everything, order, chunks, cuts_through_pictures, cuts_through_others):
        yield from table()
