# SPDX-License-Identifier: Apache-2.0
"""Text images: complete, in their place, in their style, and the same every time."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
import skia

from services.render.text import emoji, shipped_fonts
from services.render.text.shipped_fonts import MissingGlyph
from tests.support.text.drawn_text import SCRIPTS, draw_text, faces_of, spec_of
from tests.support.text.styles import ODD, STYLES
from timeline.document.text_tracks import FontKey, GradientKey
from timeline.spec.versions import TEXT_RENDERER

PLAIN = {"shadowOpacityPct": 0}
FONTS, GRADIENTS = get_args(FontKey), get_args(GradientKey)


def test_the_renderer_is_named_after_its_library_and_its_fonts() -> None:
    version = importlib.metadata.version("skia-python").removesuffix(".post0")
    library, fonts = TEXT_RENDERER.split("/")[1:]

    assert version.startswith(library.removeprefix("skia-"))
    assert fonts == f"fonts-{shipped_fonts.digest()}"


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_character_of_a_script_has_a_glyph_and_leaves_ink(script: str) -> None:
    text = SCRIPTS[script]
    spec = spec_of(text, fontKey="montserrat")
    manager = skia.FontMgr.New_Custom_Empty()
    faces = [manager.makeFromFile(face.path) for face in faces_of(spec)]
    letters = {ord(c) for c in text if c.isalnum()}

    assert all(any(face.unicharToGlyph(c) for face in faces) for c in letters)
    assert draw_text(spec).alpha.max() == 255


@pytest.mark.parametrize("font", FONTS)
def test_every_font_that_can_be_chosen_is_shipped_and_differs(font: str) -> None:
    others = {draw_text(spec_of("Reel", fontKey=each)).png for each in FONTS if each != font}

    assert draw_text(spec_of("Reel", fontKey=font)).png not in others


def test_a_character_of_no_font_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+12000"):
        draw_text(spec_of("a\U00012000b"))


def test_the_child_loads_only_what_drawing_needs() -> None:
    code = "import sys, services.render.text.child; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert not {"pydantic", "numpy", "sqlalchemy", "grpc"} & set(loaded.stdout.split())


def test_a_font_is_unpacked_once_beside_the_scratch_directories(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    (font,) = shipped_fonts.fonts_for("Reel", family="titan_one")

    unpacked = font.unpacked(scratch=first)
    made = unpacked.stat()

    assert font.unpacked(scratch=second) == unpacked
    assert unpacked.stat() == made
    assert list(first.iterdir()) == []


def test_the_same_text_gives_the_same_bytes() -> None:
    spec = spec_of("Twice\nthe same 😀", style="pill", outlineWidthPct=30)

    assert draw_text(spec).png == draw_text(spec).png


@pytest.mark.parametrize("position", ["top", "middle", "bottom"])
@pytest.mark.parametrize("alignment", ["left", "center", "right"])
def test_the_ink_lies_on_its_side_of_the_anchor(alignment: str, position: str) -> None:
    found = draw_text(spec_of("HHHH", alignment=alignment, position=position, **PLAIN)).box
    across = {"left": 0, "center": -found.width / 2, "right": -found.width}[alignment]

    assert found.x == pytest.approx(across, abs=10)
    assert {"top": found.y >= 0, "middle": found.y < 0, "bottom": found.y < -found.height}[position]
    assert not any(value % 2 for value in (found.x, found.y, found.width, found.height))


def test_the_picture_ends_where_the_ink_ends() -> None:
    alpha = draw_text(spec_of("Ink", **PLAIN)).alpha

    assert all(edge.any() for edge in (alpha[:2], alpha[-2:], alpha[:, :2], alpha[:, -2:]))


def test_a_long_text_wraps_at_its_width() -> None:
    wide, narrow = (draw_text(spec_of("one two three four", width=w, **PLAIN)) for w in (972, 300))

    assert narrow.box.width <= 300 < wide.box.width
    assert narrow.box.height > 2 * wide.box.height


def test_tracking_and_line_spacing_take_their_room() -> None:
    plain = draw_text(spec_of("ab\nab", **PLAIN)).box
    tracked = draw_text(spec_of("ab\nab", trackingPct=50, **PLAIN)).box
    spaced = draw_text(spec_of("ab\nab", lineSpacingPct=100, **PLAIN)).box

    assert tracked.width > plain.width
    assert spaced.height == pytest.approx(plain.height + 1.2 * 0.045 * 1920, abs=4)


@pytest.mark.parametrize("tracking", [-20, 50])
@pytest.mark.parametrize("text", ["مرحبا بالعالم", "क्षत्रिय नमस्ते", "ភាសាខ្មែរ", "ที่นี่ กำ", "q̃̂", "בָּ"])
def test_tracking_never_tears_what_joins_stacks_or_carries_marks(text: str, tracking: int) -> None:
    assert draw_text(spec_of(text, trackingPct=tracking)).png == draw_text(spec_of(text)).png


@pytest.mark.parametrize("tracking", [-20, 50])
@pytest.mark.parametrize("text", ["H", "ת"])
def test_room_between_letters_is_none_beside_them(text: str, tracking: int) -> None:
    for alignment in ("left", "center", "right"):
        plain = draw_text(spec_of(text, alignment=alignment)).box
        tracked = draw_text(spec_of(text, alignment=alignment, trackingPct=tracking)).box

        assert tracked == plain


@pytest.mark.parametrize("text", ["HHHH\nHHHH", "HHHH HHHH HHHH HHHH", "תתתת"])
def test_tracked_lines_stay_on_their_side(text: str) -> None:
    boxes = [
        draw_text(spec_of(text, alignment=side, trackingPct=50, width=600, **PLAIN)).box
        for side in ("left", "center", "right")
    ]

    assert 0 <= boxes[0].x <= 10
    assert boxes[1].x == pytest.approx(-boxes[1].width / 2, abs=4)
    assert -10 <= boxes[2].x + boxes[2].width <= 0


def test_an_outline_reaches_around_the_letters() -> None:
    plain = draw_text(spec_of("II", **PLAIN)).box
    outlined = draw_text(spec_of("II", outlineWidthPct=100, outlineColor="#ff0000", **PLAIN))

    assert outlined.box.width == pytest.approx(plain.width + 2 * 0.1 * 0.045 * 1920, abs=4)
    assert tuple(outlined.pixels[outlined.box.height // 2, 4]) == (255, 0, 0, 255)


@pytest.mark.parametrize("offset", [20, -20])
def test_a_shadow_lies_beside_the_letters(offset: int) -> None:
    plain = draw_text(spec_of("O", **PLAIN)).box
    shaded = draw_text(spec_of("O", shadowOffsetPx=offset, shadowColor="#00ff00")).box

    assert shaded.width == pytest.approx(plain.width + 20, abs=2)
    assert shaded.x == pytest.approx(plain.x + min(0, offset), abs=2)
    assert shaded.y == pytest.approx(plain.y + min(0, offset), abs=2)


@pytest.mark.parametrize("blur", [4, 20])
def test_a_blurred_shadow_fades_away_within_the_picture(blur: int) -> None:
    plain = draw_text(spec_of("O", **PLAIN)).box
    shaded = draw_text(spec_of("O", shadowBlurPx=blur, shadowOffsetPx=0, shadowOpacityPct=100))
    edges = (shaded.alpha[:2], shaded.alpha[-2:], shaded.alpha[:, :2], shaded.alpha[:, -2:])

    assert shaded.box.width == pytest.approx(plain.width + 3 * blur, abs=blur + 4)
    assert max(int(edge.max()) for edge in edges) < 16


@pytest.mark.parametrize(
    ("text", "style"), [shown[1:] for shown in (*STYLES, *ODD)], ids=[s[0] for s in (*STYLES, *ODD)]
)
def test_what_is_on_the_sheet_of_titles_is_drawn_whole(text: str, style: dict[str, Any]) -> None:
    shown = draw_text(spec_of(text, width=600, **style))

    assert shown.alpha.max() == 255
    assert shown.box.width <= 700


@pytest.mark.parametrize("gradient", GRADIENTS)
def test_a_gradient_runs_down_every_line_anew(gradient: str) -> None:
    lines = draw_text(spec_of("H\nH", fontGradientKey=gradient, **PLAIN))
    column = lines.pixels[:, np.flatnonzero(lines.alpha.min(axis=0) == 0)[0] + 6]
    inked = np.flatnonzero(column[:, 3] == 255)
    first, second = np.split(inked, [int(np.argmax(np.diff(inked))) + 1])

    assert np.ptp(column[first, :3].astype(int), axis=0).max() > 60
    assert np.allclose(column[first[0] + 20, :3], column[second[0] + 20, :3], atol=10)


def test_pills_are_plates_apart_and_a_merged_pill_is_one_shape() -> None:
    style = {"pillBgColor": "#102030", "pillBgOpacityPct": 50, **PLAIN}
    apart = draw_text(spec_of("nnnn\nnnnn", style="pill", **style))
    merged = draw_text(spec_of("nnnn\nnnnn", style="merged_pill", **style))
    middle = apart.box.width // 2

    assert not apart.alpha[0, 0]
    assert tuple(merged.pixels[merged.box.height // 2, 8]) == pytest.approx(
        (16, 32, 48, 128), abs=2
    )
    assert apart.alpha[4:-4, middle].min() == 0
    assert merged.alpha[4:-4, middle].min() == 128


def test_emoji_are_drawn_in_colour_and_joined_ones_as_one() -> None:
    single, joined = draw_text(spec_of("👩", **PLAIN)), draw_text(spec_of("👩‍🚀", **PLAIN))
    colours = np.ptp(single.pixels[..., :3].astype(int), axis=2)

    assert colours.max() > 60
    assert joined.box.width < 1.3 * single.box.width


def test_emoji_are_distinguished_from_letters() -> None:
    parts = list(emoji.spans("1 © ❤️👍🏽 ok 1️⃣🇩🇪"))

    assert [part for part, is_emoji in parts if is_emoji] == ["❤️👍🏽", "1️⃣🇩🇪"]


def test_letters_never_come_from_a_font_of_emoji() -> None:
    roles = [font.role for font in shipped_fonts.fonts_for("No. 1 ©", family="aladin")]

    assert roles == ["aladin"]


def test_lines_that_begin_from_the_right_run_from_the_right_as_a_whole() -> None:
    assert emoji.with_direction("abc!\nمرحبا!") == "abc!\n\u2067مرحبا!\u2069"
    exclaimed, plain = (draw_text(spec_of(text, **PLAIN)).box for text in ("עברית!", "עברית"))

    assert exclaimed.width > plain.width


def test_blank_text_is_an_empty_picture() -> None:
    blank = draw_text(spec_of("\u200b"))

    assert (blank.box.width, blank.box.height, blank.alpha.max()) == (2, 2, 0)
