# SPDX-License-Identifier: Apache-2.0
"""Cues of captions, read from WebVTT or SubRip (SRT) and written as WebVTT."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.hls.coordinator.domain.errors import InvalidCaptions

LONGEST_CAPTIONS = 1 << 20
"""Captions have up to so many characters."""

MOST_CUES = 20_000
SIGNATURE = "WEBVTT"

_EXAMPLE = "00:01.000 --> 00:04.000"
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+(.*))?", re.ASCII)
_SETTINGS = re.compile(r"(?:(?:line|position|size|align|vertical|region):\S+\s*)*", re.ASCII)
_OTHER_BLOCKS = ("NOTE", "STYLE", "REGION")
# SubRip has tags of its own for colours and places, which WebVTT would show as text.
_FOREIGN = re.compile(r"</?font[^>]*>|\{\\[^}]*\}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from `start` to `end`, in milliseconds, and where (settings of WebVTT)."""

    start: int
    end: int
    settings: str
    text: str


def plain_cue(start: Fraction, end: Fraction, text: str) -> Cue:
    """Return a cue of a text that is no WebVTT, from one second to another."""
    words = unicodedata.normalize("NFC", "\n".join(filter(str.strip, text.splitlines())))
    first = round(start * 1000)
    return Cue(first, max(first + 1, round(end * 1000)), "", html.escape(words, quote=False))


def read_cues(given: str) -> list[Cue]:
    """Read WebVTT or SRT in the order of time; InvalidCaptions says in which line it is none."""
    if len(given) > LONGEST_CAPTIONS:
        raise InvalidCaptions(f"Captions have up to {LONGEST_CAPTIONS:,} characters.")
    text = given.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    cues = list(_cues(text))
    if not cues:
        raise InvalidCaptions("There is no cue: neither WebVTT nor SRT.")
    if len(cues) > MOST_CUES:
        raise InvalidCaptions(f"Captions have up to {MOST_CUES:,} cues.")
    return sorted(cues, key=lambda cue: (cue.start, cue.end))


def _cues(text: str) -> Iterator[Cue]:
    for number, block in _blocks(text):
        if block[0].startswith(SIGNATURE) and number == 1:
            block = block[1:]
            number += 1
        if not block or block[0].split(" ")[0] in _OTHER_BLOCKS:
            continue
        timing = 0 if "-->" in block[0] else 1
        if timing < len(block) and "-->" in block[timing]:
            yield from _cue(number + timing, block[timing], block[timing + 1 :])
        elif number > 2:
            raise InvalidCaptions(f"Line {number}: there is no time such as {_EXAMPLE}.")


def _cue(number: int, timing: str, lines: Sequence[str]) -> Iterator[Cue]:
    found = _TIMING.fullmatch(timing.strip())
    if found is None:
        raise InvalidCaptions(f"Line {number}: this is no time such as {_EXAMPLE}.")
    start, end = _millis(found.groups()[0:4]), _millis(found.groups()[4:8])
    if end <= start:
        raise InvalidCaptions(f"Line {number}: the cue ends before it begins.")
    settings = (found.group(9) or "").strip()
    words = "\n".join(_FOREIGN.sub("", line) for line in lines).strip()
    if "-->" in words:
        raise InvalidCaptions(f"Line {number}: an empty line is missing after this cue.")
    if words:
        yield Cue(start, end, settings if _SETTINGS.fullmatch(settings) else "", words)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield runs of lines that are not empty, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _millis(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def cues_text(cues: Sequence[Cue]) -> str:
    """Write cues as WebVTT."""
    blocks = [
        f"{cue_time(one.start)} --> {cue_time(one.end)} {one.settings}".rstrip() + f"\n{one.text}"
        for one in cues
    ]
    return "\n\n".join([SIGNATURE, *blocks]) + "\n"


def cue_time(millis: int) -> str:
    """Write milliseconds as hours, minutes, seconds and thousandths."""
    seconds, rest = divmod(millis, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"
