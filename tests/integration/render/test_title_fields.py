# SPDX-License-Identifier: Apache-2.0
"""Every field of a title that can be seen, seen in a small frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from media.sizes import Size
from media.timecode import FrameRate
from tests.support.text.drawn_text import draw_text
from timeline.document.text_tracks import ScreenTitle
from timeline.plan.titles import title_layers

FRAME = Size(640, 360)
PLAIN: dict[str, Any] = {"shadowOpacityPct": 0, "fontSizePct": 8}
CAPITALS = 0.729 * 0.08 * FRAME.height
"""How tall the capitals of the first font are at that size."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The texts of a title over an empty frame."""

    pixels: NDArray[np.uint8]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The left, upper, right and lower end of what is well covered."""
        rows, columns = np.nonzero(self.pixels[..., 3] > 128)
        return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1

    @property
    def height(self) -> int:
        """How tall the ink is."""
        return self.box[3] - self.box[1]

    def has(self, color: tuple[int, ...]) -> bool:
        """Whether some pixel has exactly this colour, or this colour and cover."""
        return bool((self.pixels[..., : len(color)] == color).all(axis=2).any())


def shown(text: str = "HHH", *, preset: dict[str, Any] | None = None, **title: Any) -> Shown:
    snapshot = PLAIN | (preset or {})
    wire = {"id": "t", "startSeconds": 0, "endSeconds": 1, "text": text, **title}
    read = ScreenTitle.model_validate(wire | {"presetSnapshot": snapshot})
    canvas = np.zeros((3 * FRAME.height, 3 * FRAME.width, 4), np.uint8)
    for placed in title_layers(read, start=0, n_frames=30, rate=FrameRate(30), frame=FRAME):
        picture = draw_text(placed.text_image)
        top = FRAME.height + placed.layer.y + picture.box.y
        left = FRAME.width + placed.layer.x + picture.box.x
        part = canvas[top : top + picture.box.height, left : left + picture.box.width]
        np.copyto(part, picture.pixels, where=picture.alpha[..., None] > 0)
    return Shown(canvas[FRAME.height : 2 * FRAME.height, FRAME.width : 2 * FRAME.width])


@pytest.mark.parametrize("position", ["top", "middle", "bottom"])
@pytest.mark.parametrize("alignment", ["left", "center", "right"])
@pytest.mark.parametrize("level", ["preset", "customStyle"])
def test_a_text_lies_at_its_side_and_edge(level: str, alignment: str, position: str) -> None:
    left, top, right, bottom = shown(**{level: {"alignment": alignment, "position": position}}).box
    beside, line = 0.05 * FRAME.width, 1.2 * 0.08 * FRAME.height
    above = (line - CAPITALS) / 2
    middle = {"top": 18 + line / 2, "middle": 180, "bottom": 342 - line / 2}[position]

    assert bottom - top == pytest.approx(CAPITALS, abs=1)
    assert (top + bottom) / 2 == pytest.approx(middle, abs=above / 2)
    if alignment == "center":
        assert (left + right) / 2 == pytest.approx(FRAME.width / 2, abs=1)
    else:
        end = left if alignment == "left" else FRAME.width - right
        assert beside <= end <= beside + 4


def test_margins_are_thousandths_of_the_frame_of_1080() -> None:
    style = {"alignment": "left", "position": "top"}
    left, top, _, _ = shown(customStyle=style | {"marginXPx": 0, "marginYPx": 0}).box
    moved = shown(customStyle=style | {"marginXPx": 300, "marginYPx": 150}).box

    assert left <= 4
    assert moved[:2] == (left + 100, top + 50)


@pytest.mark.parametrize("alignment", ["left", "center", "right"])
def test_an_offset_moves_the_text_whatever_its_side(alignment: str) -> None:
    still = shown(customStyle={"alignment": alignment, "position": "middle"}).box
    style = {"alignment": alignment, "position": "middle", "offsetXPx": -90, "offsetYPx": 60}
    moved = shown(customStyle=style).box

    assert np.subtract(moved, still).tolist() == [-30, 20, -30, 20]


def test_a_rectangle_holds_its_text_and_wraps_it() -> None:
    rect = {"xPct": 50, "yPct": 25, "wPct": 25, "hPct": 50}
    style = {"placementRect": rect, "alignment": "right", "position": "bottom"}
    left, top, right, bottom = shown("HHH HHH HHH", customStyle=style).box

    assert left >= 320 and 476 <= right <= 480
    assert top >= 90 and 262 <= bottom <= 270
    assert bottom - top > 2 * CAPITALS


@pytest.mark.parametrize(("percent", "lines"), [(100, 1), (40, 2), (20, 4)])
def test_a_text_wraps_at_its_greatest_width(percent: float, lines: int) -> None:
    found = shown("HHHH HHHH HHHH HHHH", preset={"maxWidthPct": percent})

    assert found.box[2] - found.box[0] <= percent / 100 * FRAME.width
    step = 1.2 * 0.08 * FRAME.height
    assert found.height == pytest.approx(CAPITALS + (lines - 1) * step, abs=2)


def test_a_size_counts_the_height_of_the_frame() -> None:
    half, twice = shown(preset={"fontSizePct": 4}), shown(customStyle={"fontSizePct": 16})

    assert half.height == pytest.approx(CAPITALS / 2, abs=1)
    assert twice.height == pytest.approx(2 * CAPITALS, abs=1)


def test_tracking_and_line_spacing_count_the_size_of_the_font() -> None:
    plain, size = shown("HH\nHH"), 0.08 * FRAME.height
    tracked = shown("HH\nHH", preset={"trackingPct": 50})
    spaced = shown("HH\nHH", preset={"lineSpacingPct": 100})

    widths = [found.box[2] - found.box[0] for found in (plain, tracked)]
    assert widths[1] - widths[0] == pytest.approx(0.5 * size, abs=1)
    assert spaced.height - plain.height == pytest.approx(1.2 * size, abs=1)


def test_a_text_overrides_the_letters_of_its_preset() -> None:
    preset = {"fontColor": "#ff0000", "fontKey": "caveat"}
    other = shown("Reel", preset=preset, customStyle={"fontKey": "titan_one"})
    graded = shown("HHH", preset=preset, customStyle={"fontGradientKey": "glacier_ice"})

    assert shown(preset=preset).has((255, 0, 0, 255))
    assert shown(preset=preset, customStyle={"fontColor": "#00FF00"}).has((0, 255, 0, 255))
    assert other.box != shown("Reel", preset=preset).box
    assert not graded.has((255, 0, 0, 255))
    assert np.ptp(graded.pixels[graded.pixels[..., 3] == 255, 0].astype(int)) > 100


def test_a_shadow_has_its_colour_opacity_and_place() -> None:
    preset = {"shadowColor": "#0000ff", "shadowOffsetPx": 50, "shadowOpacityPct": 40}
    found, plain = shown("I", preset=preset), shown("I")

    assert found.has((0, 0, 255, 102))
    rows, columns = np.nonzero(found.pixels[..., 3] > 51)
    assert columns.max() + 1 == pytest.approx(plain.box[2] + 50 / 3, abs=1)
    assert rows.max() + 1 == pytest.approx(plain.box[3] + 50 / 3, abs=1)


def test_an_outline_has_its_colour_opacity_and_width() -> None:
    preset = {"outlineWidthPct": 100, "outlineColor": "#ff00ff", "outlineOpacityPct": 60}
    found, plain = shown("I", preset=preset), shown("I")

    assert found.has((255, 0, 255, 153))
    assert found.height - plain.height == pytest.approx(2 * 0.1 * 0.08 * FRAME.height, abs=2)


@pytest.mark.parametrize("style", ["pill", "merged_pill"])
def test_a_pill_has_its_colour_and_opacity(style: str) -> None:
    preset = {"style": style, "pillBgColor": "#204060", "pillBgOpacityPct": 100}
    thin = {**preset, "pillBgOpacityPct": 20}

    assert shown(preset=preset).has((32, 64, 96, 255))
    alphas = shown(preset=thin).pixels[..., 3]
    assert np.bincount(alphas.ravel(), minlength=256)[51] > 500
    assert not shown(preset={**preset, "pillBgOpacityPct": 0}).has((32, 64, 96, 255))


def test_instances_lie_each_in_its_own_style() -> None:
    instances = [
        {"id": "a", "text": "HH", "customStyle": {"position": "top", "fontColor": "#ff0000"}},
        {"id": "b", "text": "HH", "customStyle": {"position": "bottom", "fontColor": "#0000ff"}},
    ]
    found = shown("never seen", instances=instances)

    assert Shown(found.pixels[:180]).has((255, 0, 0, 255))
    assert Shown(found.pixels[180:]).has((0, 0, 255, 255))
    assert not found.pixels[60:300].any()
