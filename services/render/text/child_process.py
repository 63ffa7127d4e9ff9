# SPDX-License-Identifier: Apache-2.0
"""Starts the child process that draws a text, so that only it loads the drawing library.

Coordinator and node may import this module of text, and no other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from chassis.process import ChildFailed, Limits
from services.render.contract.errors import TextNotDrawable
from services.render.text.exit_status import MISSING_GLYPH_STATUS
from timeline.spec.text_image import TextImageSpec

LIMITS: Final = Limits(
    timeout=60, output_bytes=1 << 16, cpu_seconds=60, memory_bytes=4 << 30, file_bytes=256 << 20
)
"""What the child may use for one text."""

_ROOT = Path(__file__).resolve().parents[3]
_ENVIRON = {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def draw_text_image(spec: TextImageSpec, folder: Path, *, run: Callable[..., object]) -> Path:
    """Draw a text into a PNG of a scratch directory and return its path.

    `run` runs a child, such as `chassis.process.run`. Raises TextNotDrawable.
    """
    source, target = folder / f"{spec.key}.json", folder / f"{spec.key}.png"
    source.write_text(spec.to_json())
    argv = [sys.executable, "-m", "services.render", "text-image", str(source), str(target)]
    try:
        run(argv, limits=LIMITS, env=_ENVIRON)
    except ChildFailed as error:
        if error.returncode != MISSING_GLYPH_STATUS:
            raise
        raise TextNotDrawable(error.stderr_tail.strip().splitlines()[-1]) from error
    return target
