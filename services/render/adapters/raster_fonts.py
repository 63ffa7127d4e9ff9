# SPDX-License-Identifier: Apache-2.0
"""The fonts we ship, and which of them a text needs; those of the machine are never asked."""

from __future__ import annotations

import hashlib
import json
import lzma
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import skia

from services.render.adapters.raster_emoji import spans

FOLDER = Path(__file__).resolve().parents[1] / "fonts"
EMOJI, SCRIPT = "emoji", "script"
_FALLBACK = "dejavu_sans_bold"
# Joiners, selectors and marks of direction steer the letters beside them and need no glyph.
_STEERING = ("Cf", "Zl", "Zp", "Cc")
_SELECTORS = range(0xFE00, 0xFE10)


class NotDrawable(Exception):
    """No font of ours has a character."""


@dataclass(frozen=True)
class Font:
    """A font file: the family it belongs to, or what it is a fall-back for."""

    file: str
    role: str
    covers: frozenset[int]

    @property
    def typeface(self) -> skia.Typeface:
        """The font, unpacked once."""
        return _typeface(self.file)


@cache
def shipped() -> tuple[Font, ...]:
    """Every font of ours, in the order in which they are tried."""
    listed = json.loads((FOLDER / "fonts.json").read_text())["fonts"]
    return tuple(Font(each["file"], each["role"], _ranges(each["covers"])) for each in listed)


def fonts_for(text: str, *, family: str) -> tuple[Font, ...]:
    """The fonts a text needs, first its family's; a character that no font has is NotDrawable."""
    lacking = {ord(c) for c in text if not _is_steering(c)}
    emoji = {ord(c) for part, is_emoji in spans(text) if is_emoji for c in part}
    main, *others = _in_order(family)
    chosen = [main]
    lacking -= main.covers
    for font in others:
        if font.covers & (lacking | emoji if font.role == EMOJI else lacking):
            chosen.append(font)
            lacking -= font.covers
    if lacking:
        code = min(lacking)
        raise NotDrawable(f"No font has the character “{chr(code)}” (U+{code:04X}).")
    return tuple(chosen)


def digest() -> str:
    """One short name for all the fonts and their order."""
    sums = [hashlib.sha256((FOLDER / font.file).read_bytes()).hexdigest() for font in shipped()]
    listed = hashlib.sha256((FOLDER / "fonts.json").read_bytes()).hexdigest()
    return hashlib.sha256("".join([listed, *sums]).encode()).hexdigest()[:12]


def collection(fonts: Iterable[Font]) -> skia.textlayout.FontCollection:
    """A collection of these fonts only, each a family named by its file."""
    provider = skia.textlayout.TypefaceFontProvider()
    for font in fonts:
        provider.registerTypeface(font.typeface, font.file)
    made = skia.textlayout.FontCollection()
    made.setDefaultFontManager(provider)
    return made


def _in_order(family: str) -> list[Font]:
    """The family, then the fall-back for most alphabets, then emoji and single scripts."""
    ranks = {family: 0, _FALLBACK: 1, EMOJI: 2, SCRIPT: 3}
    return sorted((f for f in shipped() if f.role in ranks), key=lambda font: ranks[font.role])


def _is_steering(char: str) -> bool:
    return unicodedata.category(char) in _STEERING or ord(char) in _SELECTORS


def _ranges(text: str) -> frozenset[int]:
    covered: set[int] = set()
    for part in text.split():
        first, _, last = part.partition("-")
        covered.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(covered)


@cache
def _typeface(file: str) -> skia.Typeface:
    data = lzma.decompress((FOLDER / file).read_bytes())
    # A manager without fonts: the usual one would ask the machine what it has.
    return skia.FontMgr.New_Custom_Empty().makeFromData(skia.Data.MakeWithCopy(data))
