# SPDX-License-Identifier: Apache-2.0
"""The faces a text is drawn with; fonts of the machine are never used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import skia


@dataclass(frozen=True, slots=True)
class Face:
    """An unpacked font file, and whether it is an emoji font."""

    path: str
    is_emoji: bool

    @property
    def name(self) -> str:
        """The family name: each file is a family of its own."""
        return Path(self.path).name


def collection(faces: Iterable[Face]) -> skia.textlayout.FontCollection:
    """Make a font collection of these faces only."""
    provider = skia.textlayout.TypefaceFontProvider()
    # A manager without fonts: the default one would use the fonts of the machine.
    manager = skia.FontMgr.New_Custom_Empty()
    for face in faces:
        provider.registerTypeface(manager.makeFromFile(face.path), face.name)
    made = skia.textlayout.FontCollection()
    made.setDefaultFontManager(provider)
    return made
