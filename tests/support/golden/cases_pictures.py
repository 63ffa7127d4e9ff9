# SPDX-License-Identifier: Apache-2.0
"""Golden cases of graphics, logos and lower thirds."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.golden.case import (
    POSITIONS,
    ROWS,
    GoldenCase,
    clip,
    document,
    each_in_turn,
    item,
    over_grey,
)
from tests.support.golden.rules import Json

FADES = ("none", "in", "out", "in_out")
MOVES = ("slide_in", "slide_out", "slide_in_out", "doc_reveal")
TALL = {"aspect": "9:16"}
BOXED = {"fitMode": "contain_transparent"}


def _at_all_places(upload_id: int, **fields: object) -> list[Json]:
    return each_in_turn([item(upload_id, (0, 0), position=at, **fields) for at in POSITIONS])


def static_graphics() -> Iterator[GoldenCase]:
    """Yield cases of fits, positions and insets of graphics."""
    kinds = (20, 22, 24, 27, 28, 30, 31, 32)
    full = each_in_turn([item(each, (0, 0)) for each in kinds])
    yield GoldenCase("graphic-covers", over_grey(graphics=full))
    yield GoldenCase("graphic-covers-a-tall-frame", over_grey(TALL, graphics=full))
    for size in (10, 33.3, 70, 100):
        row = _at_all_places(22, sizePctWidth=size, **BOXED)
        yield GoldenCase(f"graphic-{size}-at-all-places", over_grey(graphics=row))
    yield GoldenCase(
        "graphic-in-a-tall-frame", over_grey(TALL, graphics=_at_all_places(31, **BOXED))
    )
    boxed = each_in_turn([item(each, (0, 0), sizePctWidth=50, **BOXED) for each in kinds])
    yield GoldenCase("graphic-of-all-kinds", over_grey(graphics=boxed))
    for x, y in ((0, 0), (300, 0), (0, 300), (37, 111), (300, 300)):
        row = _at_all_places(20, sizePctWidth=40, insetXPx=x, insetYPx=y, **BOXED)
        yield GoldenCase(f"graphic-inset-{x}-{y}", over_grey(graphics=row))


def borders() -> Iterator[GoldenCase]:
    """Yield cases of borders, which graphics that cover the frame do not have."""
    for width in (2, 4, 6):
        ring = {"borderWidthPx": width, "borderColor": "#d02020"}
        row = each_in_turn(
            [
                item(22, (0, 0), position="top_left", sizePctWidth=50, **ring, **BOXED),
                item(31, (0, 0), position="bottom_right", **ring, **BOXED),
                item(22, (0, 0), **ring),
            ]
        )
        yield GoldenCase(f"border-{width}", over_grey(graphics=row))
        yield GoldenCase(f"border-{width}-at-1080", over_grey({"height": 1080}, graphics=row))


def fading_graphics() -> Iterator[GoldenCase]:
    """Yield cases of fades of every kind and length."""
    for fade in FADES[1:]:
        for length in (100, 400, 2000):
            fields = {"fade": fade, "fadeDurationMs": length} | BOXED
            row = [item(22, (0.1, 0.9), sizePctWidth=60, **fields)]
            yield GoldenCase(f"graphic-fades-{fade}-{length}", over_grey(graphics=row))
    ring = {"borderWidthPx": 6, "borderColor": "#20a040", "fade": "in_out"} | BOXED
    yield GoldenCase("border-fades", over_grey(graphics=[item(22, (0, 0.8), **ring)]))
    yield GoldenCase(
        "graphic-that-covers-fades", over_grey(graphics=[item(26, (0, 0.7), fade="out")])
    )
    clear = [item(28, (0, 0.6), fade="in", fadeDurationMs=200)]
    yield GoldenCase("graphic-with-alpha-fades", over_grey(graphics=clear))
    for fps in ("24000/1001", "60"):
        row = [item(22, (0.12, 0.7), fade="in_out", fadeDurationMs=333, **BOXED)]
        yield GoldenCase(f"graphic-fades-at-{fps}", over_grey({"fps": fps}, graphics=row))


def moving_graphics() -> Iterator[GoldenCase]:
    """Yield cases of slides in each row and of reveals."""
    for move in MOVES:
        for at, row in enumerate(ROWS):
            fields = {"animate": move, "animateDurationMs": (300, 600, 2000)[at]}
            place = {"position": f"{row}_left", "sizePctWidth": 25}
            shown = [item(20, (0.1, 1.1), **fields, **place)]
            yield GoldenCase(f"graphic-{move}-{row}", over_grey(graphics=shown))
    clips = [clip(1, (0, 0.8))]
    for move in ("slide_in_out", "doc_reveal"):
        fields = {"animate": move, "animateDurationMs": 250}
        ring = {"borderWidthPx": 6, "borderColor": "#ffffff"}
        row = [item(22, (0, 0.8), sizePctWidth=40, **fields, **ring)]
        yield GoldenCase(f"graphic-{move}-with-a-border", over_grey(graphics=row))
        fading = [item(31, (0, 0.8), sizePctWidth=30, fade="in_out", fadeDurationMs=300, **fields)]
        yield GoldenCase(
            f"graphic-{move}-fades-over-a-clip", document(clips=clips, graphics=fading)
        )
        tall = [item(20, (0, 0.8), sizePctWidth=80, **fields)]
        yield GoldenCase(f"graphic-{move}-in-a-tall-frame", over_grey(TALL, graphics=tall))
        yield GoldenCase(f"graphic-{move}-at-25", over_grey({"fps": "25"}, graphics=row))


def logos() -> Iterator[GoldenCase]:
    """Yield cases of logos."""
    for size in (1, 10, 20, 50, 100):
        row = _at_all_places(22, sizePctWidth=size)
        yield GoldenCase(f"logo-{size}-at-all-places", over_grey(logos=row))
    yield GoldenCase("logo-in-a-tall-frame", over_grey(TALL, logos=_at_all_places(23)))
    for x, y in ((0, 0), (9999, 0), (0, 9999), (40, 220)):
        row = _at_all_places(20, insetXPx=x, insetYPx=y)
        yield GoldenCase(f"logo-inset-{x}-{y}", over_grey(logos=row))
    row = each_in_turn([item(22, (0, 0), opacityPct=each) for each in (0, 25, 50, 66.6, 100)])
    yield GoldenCase("logo-opacities", over_grey(logos=row))
    kinds = each_in_turn([item(each, (0, 0), sizePctWidth=30) for each in (24, 28, 29, 31, 32, 35)])
    yield GoldenCase("logo-of-all-kinds", over_grey(logos=kinds))
    for fade in FADES[1:]:
        row = [item(20, (0.1, 1.3), fade=fade, opacityPct=80, sizePctWidth=40)]
        yield GoldenCase(f"logo-fades-{fade}", over_grey(logos=row))
    brief = [item(20, (0, 0.5), fade="in_out"), item(22, (0.5, 0.7), fade="in_out")]
    yield GoldenCase("logo-fades-for-half-its-time-at-most", over_grey(logos=brief))


def lower_thirds() -> Iterator[GoldenCase]:
    """Yield cases of lower thirds."""
    insets = each_in_turn([_third(insetYPreset=each) for each in ("small", "medium", "large")])
    yield GoldenCase("lower-third-insets", over_grey(lowerThirds=insets))
    yield GoldenCase("lower-third-insets-in-a-tall-frame", over_grey(TALL, lowerThirds=insets))
    beside = each_in_turn([_third(insetXPreset=each) for each in ("small", "large", None)])
    yield GoldenCase("lower-third-has-no-inset-beside", over_grey(lowerThirds=beside))
    sizes = each_in_turn([_third(sizePctWidth=each) for each in (1, 12.5, 50, 82, 100)])
    yield GoldenCase("lower-third-sizes", over_grey(lowerThirds=sizes))
    for width in (1080, 1920):
        match = {"sizeMode": "match_image", "baselineWidth": width, "sizePctWidth": 5}
        row = each_in_turn([_third(picture, **match) for picture in (25, 30, 21)])
        yield GoldenCase(f"lower-third-matches-its-image-of-{width}", over_grey(lowerThirds=row))
    rules = each_in_turn(
        [_third(timingRule=each, timingSeconds=5) for each in ("entire", "first_only")]
    )
    yield GoldenCase("lower-third-timing", over_grey(lowerThirds=rules))
    clear = each_in_turn([_third(opacityPct=each) for each in (0, 40, 100)])
    yield GoldenCase("lower-third-opacities", over_grey(lowerThirds=clear))
    for fade in FADES[1:]:
        row = [_third(fade=fade, opacityPct=90) | {"startSeconds": 0.1, "endSeconds": 1.3}]
        yield GoldenCase(f"lower-third-fades-{fade}", over_grey(lowerThirds=row))
    plain = [item(25, (0, 0.3)), item(22, (0.3, 0.5), configSnapshot={"position": "bottom_center"})]
    yield GoldenCase("lower-third-unsaid", over_grey(lowerThirds=plain))


def _third(upload_id: int = 25, **style: object) -> Json:
    snapshot = {"id": 4, "name": "Guests", "description": "who speaks"} | style
    return item(upload_id, (0, 0), configId=4, configSnapshot=snapshot)


def cases() -> Iterator[GoldenCase]:
    """Yield all cases of this module."""
    yield from static_graphics()
    yield from borders()
    yield from fading_graphics()
    yield from moving_graphics()
    yield from logos()
    yield from lower_thirds()
