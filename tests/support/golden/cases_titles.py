# SPDX-License-Identifier: Apache-2.0
"""Golden cases of screen titles: positions, styles and times."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.golden.case import COLUMNS, ROWS, GoldenCase, clip, document, item, over_grey
from tests.support.golden.rules import Json

STAND = {"fade": "none"}
FONTS = ("dejavu_sans", "montserrat", "merriweather", "titan_one", "permanent_marker")


def _title(when: tuple[float, float] = (0, 0.3), **fields: object) -> Json:
    title = item(0, when, presetSnapshot=STAND, text="Golden") | fields
    del title["uploadId"]
    return title


def _texts(*styles: Json) -> list[Json]:
    return [
        {"id": f"t{at}", "text": f"Text {at}", "customStyle": style}
        for at, style in enumerate(styles)
    ]


def places() -> Iterator[GoldenCase]:
    """Yield cases of positions, margins, offsets and rectangles."""
    for row in ROWS:
        styles = [{"position": row, "alignment": column} for column in COLUMNS]
        titles = [_title(instances=_texts(*styles))]
        yield GoldenCase(f"title-{row}", over_grey(screenTitles=titles))
    margins = _texts(
        {"alignment": "left", "marginXPx": 300, "marginYPx": 200},
        {"alignment": "right", "marginXPx": 0, "marginYPx": 0},
        {"alignment": "left", "position": "bottom", "marginXPx": 10, "marginYPx": 120},
    )
    yield GoldenCase("title-margins", over_grey(screenTitles=[_title(instances=margins)]))
    offsets = _texts(
        {"offsetXPx": 200, "offsetYPx": 150},
        {"position": "bottom", "offsetXPx": -400, "offsetYPx": -60},
        {"position": "middle", "offsetYPx": 90},
    )
    yield GoldenCase("title-offsets", over_grey(screenTitles=[_title(instances=offsets)]))
    rects = _texts(
        {"placementRect": {"xPct": 5, "yPct": 10, "wPct": 40, "hPct": 30}, "alignment": "left"},
        {"placementRect": {"xPct": 55, "yPct": 60, "wPct": 40, "hPct": 30}, "position": "bottom"},
    )
    yield GoldenCase("title-rectangles", over_grey(screenTitles=[_title(instances=rects)]))
    tall = [_title(text="Two\nlines", presetSnapshot=STAND | {"position": "middle"})]
    yield GoldenCase("title-in-a-tall-frame", over_grey({"aspect": "9:16"}, screenTitles=tall))
    narrow = [_title(presetSnapshot=STAND | {"maxWidthPct": 60, "alignment": "left"})]
    yield GoldenCase("title-as-wide-as-its-preset-says", over_grey(screenTitles=narrow))


def styles() -> Iterator[GoldenCase]:
    """Yield cases of colours, sizes, shadows, outlines and boxes."""
    looks: dict[str, Json] = {
        "color": {"fontColor": "#d02020"},
        "size": {"fontSizePct": 8, "fontColor": "#102050"},
        "tracking": {"trackingPct": 30, "lineSpacingPct": 40},
        "shadow": {"shadowColor": "#d02020", "shadowOffsetPx": 12, "shadowBlurPx": 6},
        "outline": {"outlineWidthPct": 60, "outlineOpacityPct": 100, "outlineColor": "#102050"},
        "pill": {"style": "pill", "pillBgColor": "#d4af37", "pillBgOpacityPct": 100},
        "merged-pill": {"style": "merged_pill", "pillBgColor": "#2040d0"},
        "gradient": {"fontGradientKey": "sunset", "fontSizePct": 8},
    }
    for name, look in looks.items():
        title = _title(text="Gold\nwords", presetSnapshot=STAND | look)
        yield GoldenCase(f"title-{name}", over_grey(screenTitles=[title]))
    for font in FONTS:
        yield GoldenCase(
            f"title-in-{font}",
            over_grey(screenTitles=[_title(presetSnapshot=STAND | {"fontKey": font})]),
        )
    changed = [
        _title(customStyle={"fontColor": "#d4af37", "fontSizePct": 12, "fontKey": "titan_one"})
    ]
    yield GoldenCase("title-changes-its-preset", over_grey(screenTitles=changed))


def times() -> Iterator[GoldenCase]:
    """Yield cases of times and fades."""
    for fade in ("in", "out", "in_out"):
        titles = [_title((0.1, 1.0), presetSnapshot={"fade": fade})]
        yield GoldenCase(f"title-fades-{fade}", over_grey(screenTitles=titles))
    rows = [_title((0, 0.3)), _title((0.3, 0.5), text=""), _title((0.5, 0.7), presetSnapshot=None)]
    yield GoldenCase("title-after-title", over_grey(screenTitles=rows))
    over = document(
        clips=[clip(1, (0, 0.6))],
        screenTitles=[_title((0.2, 0.5), presetSnapshot=STAND | {"position": "bottom"})],
    )
    yield GoldenCase("title-over-a-clip", over)


def cases() -> Iterator[GoldenCase]:
    """Yield all cases of this module."""
    for table in (places, styles, times):
        yield from table()
