# SPDX-License-Identifier: Apache-2.0
"""The child that draws one text: what it reads is a spec, what it leaves is a PNG."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from services.render.adapters.raster_fonts import NotDrawable
from services.render.adapters.raster_text import draw
from timeline.text_style import RasterSpec

NOT_DRAWABLE = 3
"""How the child ends when a text has a character that no font has."""

_WRONG_CALL = 2


def main(arguments: Sequence[str]) -> int:
    """Draw the text of a spec file into a PNG file."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m services.render raster SPEC.json OUT.png\n")
        return _WRONG_CALL
    source, target = map(Path, arguments)
    try:
        target.write_bytes(draw(RasterSpec.from_json(source.read_text())))
    except NotDrawable as error:
        sys.stderr.write(f"{error}\n")
        return NOT_DRAWABLE
    return 0
