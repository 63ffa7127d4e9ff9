# SPDX-License-Identifier: Apache-2.0
"""Texts in styles, drawn by the product and read as pixels."""

from __future__ import annotations

import atexit
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from media.sizes import Size
from media.text_image_file import InkBox, read_ink_box
from services.render.text import child
from services.render.text.drawing import draw
from services.render.text.faces import Face
from timeline.document.text_tracks import TitlePreset, TitleStyle
from timeline.plan.text import text_image_spec
from timeline.spec.text_image import TextImageSpec

FRAME = Size(1080, 1920)
ALPHA = 3

SCRIPTS = {
    "Latin": "Office fi AV ÄÖŁŐ",
    "Vietnamese": "Tiếng Việt",
    "Greek": "Ελληνικά",
    "Cyrillic": "Кириллица",
    "Armenian": "Հայերեն",
    "Georgian": "ქართული",
    "Hebrew": "עברית",
    "Arabic": "مرحبا بالعالم",
    "Devanagari": "क्षत्रिय",
    "Bengali": "বাংলা",
    "Gurmukhi": "ਪੰਜਾਬੀ",
    "Gujarati": "ગુજરાતી",
    "Oriya": "ଓଡ଼ିଆ",
    "Tamil": "தமிழ்",
    "Telugu": "తెలుగు",
    "Kannada": "ಕನ್ನಡ",
    "Malayalam": "മലയാളം",
    "Sinhala": "සිංහල",
    "Thai": "ภาษาไทย",
    "Lao": "ພາສາລາວ",
    "Khmer": "ភាសាខ្មែរ",
    "Myanmar": "မြန်မာ",
    "Ethiopic": "አማርኛ",
    "Han": "漢字",
    "Kana": "ひらがなカタカナ",
    "Hangul": "한국어",
    "Emoji": "😀 ❤️ 👩‍🚀 🇩🇪 👍🏽 1️⃣ 🏳️‍🌈",
}


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A text image: its pixels as straight RGBA, and their box relative to the anchor."""

    png: bytes
    pixels: NDArray[np.uint8]
    box: InkBox

    @property
    def alpha(self) -> NDArray[np.uint8]:
        """The coverage of each pixel, 0 to 255."""
        return self.pixels[..., ALPHA]


def spec_of(text: str, **style: Any) -> TextImageSpec:
    """Return the spec of a text in a preset; `custom` overrides it, lines wrap at `width`."""
    custom, width, preset = style.pop("custom", {}), style.pop("width", 972), style
    frame = style.pop("frame", FRAME)
    return text_image_spec(
        text,
        preset=TitlePreset(**preset),
        style=TitleStyle(**custom),
        frame=frame,
        width=width,
    )


def draw_text(spec: TextImageSpec) -> DrawnText:
    """Draw a text and read it with another library than the one that wrote it."""
    png = draw(spec, faces_of(spec))
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "text.png"
        path.write_bytes(png)
        return DrawnText(png, pixels, read_ink_box(path))


def faces_of(spec: TextImageSpec) -> list[Face]:
    """Return the faces with which the child process draws a text."""
    assert child.read_spec(spec.to_json()) == spec
    return child.faces_for(spec, scratch=_scratch())


@cache
def _scratch() -> Path:
    """Return a scratch directory of this process, beside which fonts are unpacked."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    scratch = Path(folder.name) / "scratch"
    scratch.mkdir()
    return scratch
