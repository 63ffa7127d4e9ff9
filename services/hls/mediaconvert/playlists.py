# SPDX-License-Identifier: Apache-2.0
"""Read the playlists that MediaConvert wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]+)')
_URI = re.compile(r'(URI=")([^"]+)(")')


class InvalidPlaylist(Exception):
    """A playlist is not what MediaConvert writes; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class VariantEntry:
    """One line of a master playlist: the name of a media playlist, and its attributes."""

    uri: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConvertedMaster:
    """The variants of a stream, the largest first, and the media playlists of its audio."""

    variants: tuple[VariantEntry, ...]
    audio_uris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConvertedMedia:
    """The files of one rendition, its initialisation first, and its exact seconds."""

    names: tuple[str, ...]
    duration: Fraction


def read_master(text: str) -> ConvertedMaster:
    """Read a master playlist; InvalidPlaylist when it has no variants."""
    variants, audio, attributes = [], [], None
    for line in _lines(text):
        if line.startswith("#EXT-X-STREAM-INF:"):
            attributes = _attributes(line)
        elif line.startswith("#EXT-X-MEDIA:") and "URI" in _attributes(line):
            audio.append(_attributes(line)["URI"])
        elif not line.startswith("#") and attributes is not None:
            variants.append(VariantEntry(line, attributes))
            attributes = None
    if not variants:
        raise InvalidPlaylist("the master playlist has no variants")
    variants.sort(key=lambda one: -int(one.attributes.get("BANDWIDTH", "0")))
    return ConvertedMaster(tuple(variants), tuple(dict.fromkeys(audio)))


def read_media(text: str) -> ConvertedMedia:
    """Read a media playlist; InvalidPlaylist when it is empty or has no end."""
    lines, names, duration = _lines(text), [], Fraction(0)
    for line in lines:
        if line.startswith("#EXT-X-MAP:"):
            names.append(_attributes(line).get("URI", ""))
        elif line.startswith("#EXTINF:"):
            duration += _seconds(line.removeprefix("#EXTINF:").partition(",")[0])
        elif not line.startswith("#"):
            names.append(line)
    if not duration or "#EXT-X-ENDLIST" not in lines:
        raise InvalidPlaylist("a media playlist is empty or has no end")
    return ConvertedMedia(tuple(dict.fromkeys(names)), duration)


def moved_into(folder: str, text: str) -> str:
    """Return a master playlist for the folder above the one that it was written for."""
    moved = [
        _URI.sub(rf"\g<1>{folder}/\g<2>\g<3>", line) if line.startswith("#") else f"{folder}/{line}"
        for line in _lines(text)
    ]
    return "\n".join([*moved, ""])


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines[:1] != ["#EXTM3U"]:
        raise InvalidPlaylist("a file is no playlist")
    return lines


def _attributes(line: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(line.partition(":")[2])
    return {name: value.strip('"') for name, value in found}


def _seconds(text: str) -> Fraction:
    try:
        return Fraction(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise InvalidPlaylist("a media playlist has a segment without a length") from error
