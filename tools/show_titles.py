# SPDX-License-Identifier: Apache-2.0
"""Draw every script and style of titles on one sheet: `python -m tools.show_titles [FILE]`."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from media.sizes import Size
from tests.support.text.drawn_text import SCRIPTS, draw_text, spec_of
from tests.support.text.styles import ODD, STYLES

TARGET = Path(__file__).resolve().parent.parent / "docs" / "titles.png"
COLUMNS, CELL, ROOM, EDGE = 5, 300, 276, 12
FRAME = Size(600, 600)
GROUNDS = ("#3a5a78", "#2c4257")
SHEET = "#16212c"
Cell = tuple[str, str, Mapping[str, Any]]


def cells() -> list[Cell]:
    """What is shown: a name, a text, and the words of a preset for its style."""
    scripts = [(name, text, {}) for name, text in SCRIPTS.items()]
    return [*scripts, *STYLES, *ODD]


def sheet(shown: list[Cell]) -> Image.Image:
    """Lay the cells out in rows, each as high as its highest text."""
    pictures = [_cell(name, text, style) for name, text, style in shown]
    rows = [pictures[at : at + COLUMNS] for at in range(0, len(pictures), COLUMNS)]
    heights = [max(picture.height for picture in row) for row in rows]
    made = Image.new("RGB", (COLUMNS * CELL, sum(heights)), SHEET)
    top = 0
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        for column, picture in enumerate(row):
            ground = Image.new("RGB", (CELL, height), GROUNDS[(number + column) % 2])
            ground.paste(picture, (0, 0), picture)
            made.paste(ground, (column * CELL, top))
        top += height
    return made


def _cell(name: str, text: str, style: Mapping[str, Any]) -> Image.Image:
    """A text around its anchor, as high as its ink, below what it is called."""
    label, label_box = _drawn(
        name, {"fontKey": "dejavu_sans", "fontSizePct": 2, "alignment": "left"}
    )
    shown, box = _drawn(text, {"fontSizePct": 5, **style})
    across = {"left": 0, "center": ROOM // 2, "right": ROOM}[style.get("alignment", "center")]
    picture = Image.new("RGBA", (CELL, 24 + box.height + 2 * EDGE))
    picture.alpha_composite(label, (6 + label_box.x, 4))
    whole = Image.new("RGBA", picture.size)
    whole.paste(shown, (EDGE + across + box.x, 24 + EDGE))
    picture.alpha_composite(whole)
    return picture


def _drawn(text: str, style: Mapping[str, Any]) -> tuple[Image.Image, Any]:
    found = draw_text(spec_of(text, width=ROOM, frame=FRAME, **style))
    return Image.open(io.BytesIO(found.png)).convert("RGBA"), found.box


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    sheet(cells()).quantize(256).save(target, optimize=True)
    sys.stdout.write(f"{target} written\n")
