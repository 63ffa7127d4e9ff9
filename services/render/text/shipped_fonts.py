# SPDX-License-Identifier: Apache-2.0
"""The shipped fonts: which of them a text needs, and where they are unpacked."""

from __future__ import annotations

import hashlib
import json
import lzma
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.render.text.emoji import spans
from timeline.spec.versions import TEXT_RENDERER

FOLDER = Path(__file__).resolve().parent / "fonts"
EMOJI, SCRIPT = "emoji", "script"
_FALLBACK = "dejavu_sans_bold"
# Joiners, selectors and directional marks change the letters beside them and need no glyph.
_CONTROLS = ("Cf", "Zl", "Zp", "Cc")
_SELECTORS = range(0xFE00, 0xFE10)


class MissingGlyph(Exception):
    """A text contains a character that is in none of the fonts."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file; its role is a family, or what it is a fall-back for."""

    file: str
    role: str
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def has(self, code: int) -> bool:
        """Whether it has a glyph for a code point."""
        at = bisect_right(self.firsts, code) - 1
        return at >= 0 and code <= self.lasts[at]

    def unpacked(self, *, scratch: Path) -> Path:
        """Return the unpacked font file beside a scratch directory, where later texts find it."""
        folder = scratch.parent / TEXT_RENDERER.rpartition("/")[2]
        target = folder / self.file.removesuffix(".xz")
        if not target.exists():
            folder.mkdir(exist_ok=True)
            made = scratch / target.name
            made.write_bytes(lzma.decompress((FOLDER / self.file).read_bytes()))
            made.replace(target)
        return target


@cache
def shipped() -> tuple[Font, ...]:
    """Return every shipped font in the order of `fonts.json`."""
    listed = json.loads((FOLDER / "fonts.json").read_text())["fonts"]
    return tuple(Font(each["file"], each["role"], *_ranges(each["covers"])) for each in listed)


def fonts_for(text: str, *, family: str) -> tuple[Font, ...]:
    """Return the fonts a text needs, its family's first, or raise MissingGlyph."""
    missing = {ord(c) for c in text if not _is_control(c)}
    emoji = {ord(c) for part, is_emoji in spans(text) if is_emoji for c in part}
    main, *others = _in_order(family)
    chosen = [main]
    missing = {code for code in missing if not main.has(code)}
    for font in others:
        if any(map(font.has, missing | emoji if font.role == EMOJI else missing)):
            chosen.append(font)
            missing = {code for code in missing if not font.has(code)}
    if missing:
        code = min(missing)
        raise MissingGlyph(f"No font has the character “{chr(code)}” (U+{code:04X}).")
    return tuple(chosen)


def digest() -> str:
    """Return a short digest of all the fonts and their order."""
    sums = [hashlib.sha256((FOLDER / font.file).read_bytes()).hexdigest() for font in shipped()]
    listed = hashlib.sha256((FOLDER / "fonts.json").read_bytes()).hexdigest()
    return hashlib.sha256("".join([listed, *sums]).encode()).hexdigest()[:12]


def _in_order(family: str) -> list[Font]:
    """Order the fonts: the family, the general fall-back, emoji, then single scripts."""
    ranks = {family: 0, _FALLBACK: 1, EMOJI: 2, SCRIPT: 3}
    return sorted((f for f in shipped() if f.role in ranks), key=lambda font: ranks[font.role])


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in _CONTROLS or ord(char) in _SELECTORS


def _ranges(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    pairs = [part.partition("-") for part in text.split()]
    firsts = tuple(int(first, 16) for first, _, _ in pairs)
    return firsts, tuple(int(last or first, 16) for first, _, last in pairs)
