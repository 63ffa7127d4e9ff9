# SPDX-License-Identifier: Apache-2.0
"""Unusual texts are drawn within limits; a character that no font has is an error that names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chassis.process import Finished, Limits, run
from media.sizes import Size
from media.text_image_file import InkBox, read_ink_box
from services.render.contract.errors import TextNotDrawable
from services.render.text.child_process import draw_text_image
from tests.support.text.drawn_text import spec_of
from timeline.document.text_tracks import MAX_TITLE_LENGTH, MAX_TITLE_LINES

FRAME = Size(1920, 1080)
MOST_SECONDS, MOST_BYTES = 60, 1 << 30
FAMILY = "👩‍👩‍👧‍👦"
LINES = "\n".join(["Wörd ab " * 4] * MAX_TITLE_LINES)[:MAX_TITLE_LENGTH]
LARGEST: dict[str, Any] = {"custom": {"fontSizePct": 20}}
DEAREST: dict[str, Any] = {
    **LARGEST,
    "style": "merged_pill",
    "outlineWidthPct": 100,
    "shadowBlurPx": 20,
    "shadowOffsetPx": -50,
    "fontGradientKey": "flames",
    "lineSpacingPct": 200,
}

DRAWN: dict[str, tuple[str, dict[str, Any]]] = {
    "control characters": ("a\x00b\x07c\x1b[31m\x7fd\x85e", {}),
    "a thousand marks on one letter": ("a" + "\u0301" * 999, {}),
    "marks through one letter": ("a" + "\u0336\u0301" * 499, LARGEST),
    "marks on all letters": ("".join(c + "\u0301\u0316\u0336" * 8 for c in "Hello" * 8), {}),
    "marks on nothing": ("\u0301" * 1000, {}),
    "halves of surrogate pairs": ("a\ud800b\udfffc", {}),
    "characters that are none": ("a\ufffe\uffff\U0010ffffb", {}),
    "overridden directions": ("\u202e" * 200 + "ab" + "\u2067" * 200 + "cd" + "\u202d" * 9, {}),
    "isolates never closed": ("\u2066\u202babc\u2069\u2069\u2069 \u202c\u202c", {}),
    "nested isolates": ("\u2067" * 125 + "ab" + "\u2069" * 125, {}),
    "lines by other names": ("\u2028".join("abcd") + "\u2029e\x0bf\x0cg", {}),
    "a thousand lines by other names": ("\u2028".join("W" * 500), DEAREST),
    "thirty lines at their largest": (LINES, LARGEST),
    "thirty lines with all there is": (LINES, DEAREST),
    "one endless word": ("W" * 1000, LARGEST),
    "one endless word in no room": ("W" * 1000, {**LARGEST, "width": 2}),
    "endless Han": ("漢" * 1000, {**LARGEST, "shadowBlurPx": 20}),
    "endless Arabic": ("مرحبا " * 166, LARGEST),
    "endless ligatures": ("\ufdfd" * 1000, {}),
    "endless viramas": ("क्" * 500, {}),
    "endless families": (FAMILY * 140, LARGEST),
    "one endless family": ("\u200d".join("👩" * 500), {}),
    "half flags": ("🇩" * 999, {}),
    "tags": ("🏴" + "\U000e0067" * 500, {}),
    "selectors": ("a" + "\ufe0f" * 900, {}),
    "smaller than a pixel": ("Hello " * 160, {"custom": {"fontSizePct": 0.5}, "trackingPct": -20}),
}
WITHOUT_INK = {
    "of no width": "\u200b\u200d\u2060\ufeff" * 250,
    "spaces": "\u3000\u2003\u00a0 " * 250,
    "empty lines": "\n" * 29,
    "returns": "\r\r\n\r",
}
NOT_DRAWABLE = {"private use": "a\ue000b", "cuneiform": "a\U00012000b", "Fraktur": "a𝔘b"}


def box_of(text: str, folder: Path, **style: Any) -> InkBox:
    scratch = folder / "scratch"
    scratch.mkdir()
    spec = spec_of(text, **{"frame": FRAME, "width": 1728, **style})
    return read_ink_box(draw_text_image(spec, scratch, run=run_limited))


def run_limited(argv: Sequence[str], *, limits: Limits, env: Mapping[str, str]) -> Finished:
    """Run a child with lower limits than nodes have."""
    less = replace(limits, cpu_seconds=MOST_SECONDS, memory_bytes=MOST_BYTES)
    return run(argv, limits=less, env=env)


@pytest.mark.parametrize("name", DRAWN)
def test_an_odd_text_is_drawn_within_limits(name: str, tmp_path: Path) -> None:
    text, style = DRAWN[name]

    box = box_of(text, tmp_path, **style)

    assert box.width > 2 and box.height > 2
    assert abs(box.y) <= 2 * FRAME.height and box.height <= 4 * FRAME.height


@pytest.mark.parametrize("name", WITHOUT_INK)
def test_a_text_without_ink_is_an_empty_picture(name: str, tmp_path: Path) -> None:
    box = box_of(WITHOUT_INK[name], tmp_path, **DEAREST)

    assert (box.width, box.height) == (2, 2)


@pytest.mark.parametrize("name", NOT_DRAWABLE)
def test_a_character_of_no_font_is_named_and_nothing_is_drawn(name: str, tmp_path: Path) -> None:
    code = f"{ord(NOT_DRAWABLE[name][1]):04X}"

    with pytest.raises(TextNotDrawable, match=rf"U\+{code}"):
        box_of(NOT_DRAWABLE[name], tmp_path)

    assert not list((tmp_path / "scratch").glob("*.png"))
