# SPDX-License-Identifier: Apache-2.0
"""What it costs to draw one line of a title in each style, beside a plain line by Pillow.

Run by `python -m benchmarks.titles [rounds]`; 20 rounds unless said otherwise. Milliseconds of the
processor for a line at 1080p and its PNG: warm in the child that draws, and as a process of its own
with the fonts already unpacked. Pillow draws and packs the Latin line with the same font and size.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from chassis.process import Finished, run
from media.sizes import Size
from services.render.text import child
from services.render.text.child_process import draw_text_image
from services.render.text.drawing import draw
from timeline.document.text_tracks import TitlePreset, TitleStyle
from timeline.plan.text import text_image_spec
from timeline.spec.text_image import TextImageSpec

AIM_MS = 30
FRAME, WIDTH = Size(1920, 1080), 1728
LATIN = "Title of this cut"
PLAIN: dict[str, Any] = {"shadowOpacityPct": 0}
LINES: dict[str, tuple[str, dict[str, Any]]] = {
    "plain": (LATIN, PLAIN),
    "shadow": (LATIN, {}),
    "shadow, blurred": (LATIN, {"shadowBlurPx": 10}),
    "outline": (LATIN, {"outlineWidthPct": 40, **PLAIN}),
    "outline, shadow blurred": (LATIN, {"outlineWidthPct": 40, "shadowBlurPx": 10}),
    "all that is dearest": (
        LATIN,
        {"outlineWidthPct": 100, "shadowBlurPx": 20, "shadowOffsetPx": 50, "fontSizePct": 8},
    ),
    "gradient": (LATIN, {"fontGradientKey": "flames", **PLAIN}),
    "pill": (LATIN, {"style": "pill", **PLAIN}),
    "merged pill": (LATIN, {"style": "merged_pill", **PLAIN}),
    "emoji": ("Film 😀 👩‍🚀 🇩🇪", PLAIN),
    "Arabic": ("مرحبا بالعالم", PLAIN),
    "Devanagari": ("क्षत्रिय नमस्ते", PLAIN),
    "CJK": ("漢字ひらがな한국어", PLAIN),
}


def spec_of(text: str, style: dict[str, Any]) -> TextImageSpec:
    """Resolve a line in a preset's style for a frame of 1080p."""
    preset, unchanged = TitlePreset.model_validate(style), TitleStyle()
    return text_image_spec(text, preset=preset, style=unchanged, frame=FRAME, width=WIDTH)


def by_pillow(font_file: str, size: int) -> bytes:
    """Draw the Latin line with Pillow on as little as it needs."""
    font = ImageFont.truetype(font_file, size)
    left, top, right, bottom = font.getbbox(LATIN)
    picture = Image.new("RGBA", (int(right - left), int(bottom - top)))
    ImageDraw.Draw(picture).text((-left, -top), LATIN, "#ffffff", font=font)
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return packed.getvalue()


def warm_ms(action: Callable[[], object], rounds: int) -> float:
    """The median milliseconds of the processor, after one round to warm up."""
    action()
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        action()
        taken.append(1000 * (time.process_time() - started))
    return statistics.median(taken)


def process_ms(spec: TextImageSpec, scratch: Path) -> float:
    """The milliseconds of the processor that a child takes from its start to its end."""
    spent: list[Finished] = []
    for _ in range(3):
        draw_text_image(spec, scratch, run=lambda *a, **k: spent.append(run(*a, **k)))
    return 1000 * statistics.median(each.cpu_seconds for each in spent)


def main() -> None:
    """Measure every style, and print the milliseconds and the ratios to Pillow."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory(prefix="reelmill-bench-") as folder:
        scratch = Path(folder) / "scratch"
        scratch.mkdir()
        plain = spec_of(*LINES["plain"])
        (face, *_) = child.faces_for(plain, scratch=scratch)
        size = plain.size_milli // 1000
        pillow = warm_ms(lambda: by_pillow(face.path, size), rounds)
        print(f"Pillow, plain: {pillow:.1f} ms = 1.0")
        for name, (text, style) in LINES.items():
            spec = spec_of(text, style)
            faces = child.faces_for(spec, scratch=scratch)
            warm = warm_ms(lambda: draw(spec, faces), rounds)  # noqa: B023
            whole = process_ms(spec, scratch)
            print(
                f"{name}: {warm:.1f} ms warm ({warm / pillow:.1f}), aim {AIM_MS}; "
                f"{whole:.0f} ms as a process",
                flush=True,
            )


if __name__ == "__main__":
    main()
