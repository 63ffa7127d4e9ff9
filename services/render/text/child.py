# SPDX-License-Identifier: Apache-2.0
"""The child that draws one text: what it reads is a spec, what it leaves is a PNG.

It is started for each text, so it loads nothing that drawing does not need.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from media.sizes import Size
from services.render.text.drawing import draw
from services.render.text.faces import Face
from timeline.spec.text_image import Outline, Pill, Shadow, TextImageSpec

_WRONG_CALL = 2
_PARTS = {"outline": Outline, "shadow": Shadow, "pill": Pill, "frame": Size}


def main(arguments: Sequence[str]) -> int:
    """Draw the text of an order into a PNG file."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m services.render raster ORDER.json OUT.png\n")
        return _WRONG_CALL
    source, target = map(Path, arguments)
    target.write_bytes(draw(*ordered(source.read_text())))
    return 0


def ordered(text: str) -> tuple[TextImageSpec, list[Face]]:
    """Read what is to be drawn, and with what."""
    order: dict[str, Any] = json.loads(text)  # Any: what JSON holds.
    spec = order["spec"]
    parts = {name: kind(**spec[name]) for name, kind in _PARTS.items() if spec[name] is not None}
    return TextImageSpec(**{**spec, **parts}), [Face(**face) for face in order["faces"]]
