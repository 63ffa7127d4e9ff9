# SPDX-License-Identifier: Apache-2.0
"""Texts in many styles and scripts, drawn by tests and on the page of titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from timeline.document.text_tracks import FontKey, GradientKey

Shown = tuple[str, str, Mapping[str, Any]]
NONE: Mapping[str, Any] = {"shadowOpacityPct": 0}
LINES = "Reel 2026\nmill & film"
JOINED = "مرحبا بالعالم\nक्षत्रिय नमस्ते"
MIXED = "Film نص English 123 عربي!"
FAMILIES = "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪🇫🇷 👍🏽 🧑🏿‍🚀 1️⃣ ❤️"

STYLES: list[Shown] = [
    *((f"font {font}", "Reel Ää 2026", {"fontKey": font}) for font in get_args(FontKey)),
    *((f"gradient {key}", LINES, {"fontGradientKey": key}) for key in get_args(GradientKey)),
    ("no shadow", LINES, NONE),
    ("shadow, blurred", LINES, {"shadowOffsetPx": 8, "shadowBlurPx": 12}),
    ("shadow up, coloured", LINES, {"shadowOffsetPx": -12, "shadowColor": "#ff00aa"}),
    ("outline", LINES, {"outlineWidthPct": 60}),
    ("outline, coloured", LINES, {"outlineWidthPct": 100, "outlineColor": "#cc2200"}),
    ("outline, half", LINES, {"outlineWidthPct": 60, "outlineOpacityPct": 50}),
    (
        "outline, shadow, gradient",
        LINES,
        {"outlineWidthPct": 50, "shadowBlurPx": 15, "fontGradientKey": "sunset"},
    ),
    ("pill", LINES, {"style": "pill", **NONE}),
    ("pill, coloured", LINES, {"style": "pill", "pillBgColor": "#ffcc00", "fontColor": "#202020"}),
    *(
        (f"merged pill, {side}", f"{LINES}\nof a", {"style": "merged_pill", "alignment": side})
        for side in ("left", "center", "right")
    ),
    ("pill, outline", LINES, {"style": "pill", "outlineWidthPct": 50, "pillBgOpacityPct": 90}),
    ("tracked", LINES, {"trackingPct": 30}),
    ("drawn together", LINES, {"trackingPct": -15}),
    ("tracked, joined scripts", JOINED, {"trackingPct": 30}),
    ("together, joined scripts", JOINED, {"trackingPct": -15}),
    ("spaced lines", LINES, {"lineSpacingPct": 100}),
    ("narrow lines", LINES, {"lineSpacingPct": -20}),
    ("left", LINES, {"alignment": "left"}),
    ("right", LINES, {"alignment": "right"}),
]

ODD: list[Shown] = [
    ("from the right, left", "مرحبا!\nAbc نص", {"alignment": "left"}),
    ("from the right, right", "مرحبا!\nAbc نص", {"alignment": "right"}),
    ("from the right, pill", "مرحبا!\nعربي טקסט", {"style": "merged_pill"}),
    ("mixed directions", MIXED, {}),
    ("mixed, from the right", f"نص {MIXED}", {}),
    ("brackets", "עברית (abc) 12:30\n(עברית) [abc]", {}),
    ("families and flags", FAMILIES, {}),
    ("emoji with an outline", "Go 😀🚀 now", {"outlineWidthPct": 80, "outlineColor": "#cc2200"}),
    ("emoji with a gradient", "Go 😀🚀", {"fontGradientKey": "flames", "shadowBlurPx": 10}),
    ("emoji tracked", "a👩‍👩‍👧‍👦🇩🇪b", {"trackingPct": 50}),
    ("long word", "Donaudampfschifffahrtsgesellschaft", {}),
    ("long Han", "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", {}),
    ("long Thai", "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอน", {}),
    ("empty lines", "one\n\n\nfour", {"style": "merged_pill"}),
    ("blank ends", "  one  \n two ", {"style": "pill", "alignment": "left"}),
    ("marks", "n̈ é̩̱ q̃̂ Z̷͝a̶͠l̷͘ g̸̛", {}),
    ("high and deep", "Ậ Ếg jÿ|", {"style": "pill"}),
    ("Urdu, Persian", "اردو زبان\nفارسی می‌شود", {}),
    ("Korean, Japanese", "한국어, 日本語テキスト。", {}),
    ("signs", "© ™ € → ✓ ★ ♥ ½ № “q” …", {}),
    ("thirty lines", "\n".join(f"line {n}" for n in range(1, 31)), {"fontSizePct": 1}),
]
