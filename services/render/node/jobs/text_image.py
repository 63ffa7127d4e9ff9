# SPDX-License-Identifier: Apache-2.0
"""The work that draws texts, in a child, because the library for it is never loaded here."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from chassis.process import Limits
from services.render.contract.results import CachedFile
from services.render.contract.specs import text_image_file
from services.render.node.context import JobContext
from services.render.text import shipped_fonts
from timeline.spec.text_image import TextImageSpec

DRAWING = Limits(
    timeout=60, output_bytes=1 << 16, cpu_seconds=60, memory_bytes=4 << 30, file_bytes=256 << 20
)
"""What a child may use for one text."""

_ROOT = Path(__file__).resolve().parents[4]
_PATHS = {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def text_image(context: JobContext, spec: TextImageSpec) -> CachedFile:
    """Draw a text and store it, or refuse it by the character that cannot be drawn."""
    target = draw(spec, context.folder, run=context.look)
    key = text_image_file(spec.key)
    stored = context.storage.put_file(key, target, content_type="image/png", if_absent=True)
    return CachedFile(spec.key, key, stored.size_bytes)


def draw(spec: TextImageSpec, folder: Path, *, run: Callable[..., object]) -> Path:
    """Have a child draw a text into a scratch directory."""
    source, target = folder / f"{spec.key}.json", folder / f"{spec.key}.png"
    source.write_text(order(spec, scratch=folder))
    child = [sys.executable, "-m", "services.render", "raster", str(source), str(target)]
    run(child, limits=DRAWING, env=_PATHS)
    return target


def order(spec: TextImageSpec, *, scratch: Path) -> str:
    """What the child is told: the text, and the unpacked fonts that have its characters."""
    faces = [
        {"path": str(font.unpacked(scratch=scratch)), "is_emoji": font.role == shipped_fonts.EMOJI}
        for font in shipped_fonts.fonts_for(spec.text, family=spec.font)
    ]
    return json.dumps({"spec": json.loads(spec.to_json()), "faces": faces})
