# SPDX-License-Identifier: Apache-2.0
"""Golden cases of video overlays: sizes, positions, plates and stills."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.golden.case import (
    POSITIONS,
    GoldenCase,
    clip,
    document,
    each_in_turn,
    item,
    over_grey,
)
from tests.support.golden.rules import Json

SIZES = (25, 33, 40, 50, 70, 90, 100)
PLATES = ("none", "thin", "medium", "thick", "band")
TALL = {"aspect": "9:16"}


def _overlay(video: int = 1, **fields: object) -> Json:
    return clip(video, (0.2, 0.3), **fields)


def places() -> Iterator[GoldenCase]:
    """Yield cases of every size at every position."""
    for size in SIZES:
        row = [_overlay(sizePctWidth=size, position=place) for place in POSITIONS]
        shown = over_grey(videoOverlays=each_in_turn(row))
        yield GoldenCase(f"overlay-{size}-at-all-places", shown)
    row = [_overlay(5, sizePctWidth=40, position=place) for place in POSITIONS]
    yield GoldenCase("overlay-in-a-tall-frame", over_grey(TALL, videoOverlays=each_in_turn(row)))
    for video in (3, 4, 6):
        row = [_overlay(video, sizePctWidth=50, position=place) for place in POSITIONS]
        yield GoldenCase(f"overlay-of-video-{video}", over_grey(videoOverlays=each_in_turn(row)))
    yield GoldenCase("overlay-unsaid", over_grey(videoOverlays=each_in_turn([_overlay()])))


def plates() -> Iterator[GoldenCase]:
    """Yield cases of plates."""
    for style in PLATES:
        row = [
            _overlay(plateStyle=style, plateColor="#d4af37", plateOpacityPct=opacity, position=at)
            for opacity, at in (
                (100, "top_left"),
                (100, "middle_center"),
                (50, "bottom_right"),
                (0, "top_left"),
            )
        ]
        yield GoldenCase(f"plate-{style}", over_grey(videoOverlays=each_in_turn(row)))
        tall = [each | {"sizePctWidth": 70} for each in row]
        yield GoldenCase(
            f"plate-{style}-in-a-tall-frame", over_grey(TALL, videoOverlays=each_in_turn(tall))
        )
    plain = [_overlay(plateStyle="thick"), _overlay(plateStyle="band", plateOpacityPct=33.3)]
    yield GoldenCase("plate-unsaid", over_grey(videoOverlays=each_in_turn(plain)))
    wide = [_overlay(plateStyle="medium", plateOpacityPct=100)]
    yield GoldenCase("plate-at-1080", over_grey({"height": 1080}, videoOverlays=each_in_turn(wide)))


def over_clips() -> Iterator[GoldenCase]:
    """Yield cases of overlays above clips."""
    clips = [clip(1, (0, 1))]
    fields = {"sizePctWidth": 33, "position": "top_right"}
    one = clip(2, (0.3, 0.8), startSeconds=0.25, plateStyle="thin", plateOpacityPct=100, **fields)
    yield GoldenCase("overlay-over-a-clip", document(clips=clips, videoOverlays=[one]))
    two = [
        clip(2, (0, 0.4), startSeconds=0.1, **fields),
        clip(4, (0.5, 0.9), startSeconds=0.5, **fields),
    ]
    yield GoldenCase("overlay-follows-an-overlay", document(clips=clips, videoOverlays=two))
    late = [clip(2, (1.8, 2.5), startSeconds=0.2, **fields)]
    yield GoldenCase("overlay-ends-with-its-source", document(clips=clips, videoOverlays=late))
    after = [clip(2, (0, 0.5), startSeconds=0.8, **fields)]
    yield GoldenCase("overlay-outlasts-the-base", document(clips=clips, videoOverlays=after))
    for fps in ("24000/1001", "50"):
        moved = [clip(2, (0.11, 0.52), startSeconds=0.137, **fields)]
        yield GoldenCase(
            f"overlay-at-{fps}", document({"fps": fps}, clips=clips, videoOverlays=moved)
        )


def overlay_stills() -> Iterator[GoldenCase]:
    """Yield cases of stills of overlays."""
    for size in (25, 50, 100):
        row = [item(22, (0, 0), sizePctWidth=size, position=place) for place in POSITIONS]
        yield GoldenCase(f"overlay-still-{size}", over_grey(videoOverlayStills=each_in_turn(row)))
    row = [item(picture, (0, 0), sizePctWidth=40) for picture in (28, 29, 31, 32, 27, 24)]
    yield GoldenCase("overlay-still-of-all-kinds", over_grey(videoOverlayStills=each_in_turn(row)))
    frozen = [item(20, (0.5, 0.8), sourceVideoOverlayId="videoOverlays-0")]
    videos = [clip(2, (0, 0.5), startSeconds=0), clip(2, (0.5, 0.7), startSeconds=0.8)]
    clips = [clip(1, (0, 1))]
    shown = document(clips=clips, videoOverlays=videos, videoOverlayStills=frozen)
    yield GoldenCase("overlay-still-between-overlays", shown)


def cases() -> Iterator[GoldenCase]:
    """Yield all cases of this module."""
    for table in (places, plates, over_clips, overlay_stills):
        yield from table()
