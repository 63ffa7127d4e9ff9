# SPDX-License-Identifier: Apache-2.0
"""The child process that draws one text: it reads a spec and writes a PNG.

It is started for each text, so it imports nothing that drawing does not need.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from media.sizes import Size
from services.render.text.drawing import draw
from services.render.text.exit_status import MISSING_GLYPH_STATUS
from services.render.text.faces import Face
from services.render.text.shipped_fonts import EMOJI, MissingGlyph, fonts_for
from timeline.spec.text_image import Outline, Pill, Shadow, TextImageSpec

_WRONG_USAGE_STATUS = 2
_PARTS = {"outline": Outline, "shadow": Shadow, "pill": Pill, "frame": Size}


def main(arguments: Sequence[str]) -> int:
    """Draw the text of a spec file into a PNG file beside it."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m services.render text-image SPEC.json OUT.png\n")
        return _WRONG_USAGE_STATUS
    source, target = map(Path, arguments)
    spec = read_spec(source.read_text())
    try:
        faces = faces_for(spec, scratch=target.parent)
    except MissingGlyph as error:
        sys.stderr.write(f"{error}\n")
        return MISSING_GLYPH_STATUS
    target.write_bytes(draw(spec, faces))
    return 0


def read_spec(text: str) -> TextImageSpec:
    """Read the canonical JSON of a text image's spec, without the library that checks it."""
    spec: dict[str, Any] = json.loads(text)  # Any: JSON values of several types
    parts = {name: kind(**spec[name]) for name, kind in _PARTS.items() if spec[name] is not None}
    return TextImageSpec(**{**spec, **parts})


def faces_for(spec: TextImageSpec, *, scratch: Path) -> list[Face]:
    """Unpack the fonts that have the characters of a text, or raise MissingGlyph."""
    return [
        Face(str(font.unpacked(scratch=scratch)), is_emoji=font.role == EMOJI)
        for font in fonts_for(spec.text, family=spec.font)
    ]
