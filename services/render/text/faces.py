# SPDX-License-Identifier: Apache-2.0
"""The faces a text is drawn with; those of the machine are never asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import skia


@dataclass(frozen=True, slots=True)
class Face:
    """An unpacked font, and whether it is one of emoji."""

    path: str
    is_emoji: bool

    @property
    def name(self) -> str:
        """The family it is, for each file is one of its own."""
        return Path(self.path).name


def collection(faces: Iterable[Face]) -> skia.textlayout.FontCollection:
    """A collection of these faces only."""
    provider = skia.textlayout.TypefaceFontProvider()
    # A manager without fonts: the usual one would ask the machine what it has.
    manager = skia.FontMgr.New_Custom_Empty()
    for face in faces:
        provider.registerTypeface(manager.makeFromFile(face.path), face.name)
    made = skia.textlayout.FontCollection()
    made.setDefaultFontManager(provider)
    return made
