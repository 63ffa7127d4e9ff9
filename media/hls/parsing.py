# SPDX-License-Identifier: Apache-2.0
"""Reads the playlists of a stream, as a player does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]+)')


@dataclass(frozen=True, slots=True)
class StatedVariant:
    """What a master playlist states of a rendition; `sounds` are the URIs of its group."""

    uri: str
    bandwidth: int
    average_bandwidth: int
    codecs: str
    resolution: str
    frame_rate: Fraction
    group: str
    sounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MasterPlaylist:
    """A master playlist: its renditions, and the playlists of its sounds."""

    is_headed: bool
    version: int
    is_independent: bool
    variants: tuple[StatedVariant, ...]
    sounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatedSegment:
    """A segment as a media playlist states it; the range is absent where all of it is meant."""

    name: str
    duration: Fraction
    offset: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class MediaPlaylist:
    """A media playlist."""

    is_headed: bool
    version: int
    is_on_demand: bool
    is_ended: bool
    has_discontinuity: bool
    target: int
    init: str
    segments: tuple[StatedSegment, ...]

    @property
    def durations(self) -> tuple[Fraction, ...]:
        """The stated seconds of each segment."""
        return tuple(one.duration for one in self.segments)


def attributes(line: str) -> dict[str, str]:
    """Return the attributes behind the colon of a tag, without their quotes."""
    return {name: text.strip('"') for name, text in _ATTRIBUTE.findall(line.partition(":")[2])}


def parse_master(text: str) -> MasterPlaylist:
    """Read a master playlist; ValueError when a number is none."""
    lines = text.splitlines()
    groups: dict[str, list[str]] = {}
    for line in lines:
        media = attributes(line)
        if line.startswith("#EXT-X-MEDIA:") and media.get("TYPE") == "AUDIO":
            groups.setdefault(media.get("GROUP-ID", ""), []).append(media.get("URI", ""))
    return MasterPlaylist(
        is_headed=lines[:1] == ["#EXTM3U"],
        version=_number(lines, "#EXT-X-VERSION:"),
        is_independent="#EXT-X-INDEPENDENT-SEGMENTS" in lines,
        variants=tuple(_variants(lines, groups)),
        sounds=tuple(dict.fromkeys(uri for uris in groups.values() for uri in uris)),
    )


def _variants(lines: list[str], groups: Mapping[str, list[str]]) -> Iterator[StatedVariant]:
    stated: dict[str, str] = {}
    for line in lines:
        if line.startswith("#EXT-X-STREAM-INF:"):
            stated = attributes(line)
        elif line and not line.startswith("#"):
            group = stated.get("AUDIO", "")
            yield StatedVariant(
                uri=line,
                bandwidth=int(stated.get("BANDWIDTH", 0)),
                average_bandwidth=int(stated.get("AVERAGE-BANDWIDTH", 0)),
                codecs=stated.get("CODECS", ""),
                resolution=stated.get("RESOLUTION", ""),
                frame_rate=Fraction(stated.get("FRAME-RATE", "0")),
                group=group,
                sounds=tuple(groups.get(group, ())),
            )
            stated = {}


def parse_media(text: str) -> MediaPlaylist:
    """Read a media playlist; ValueError when a number is none."""
    lines = text.splitlines()
    maps = [attributes(line) for line in lines if line.startswith("#EXT-X-MAP:")]
    return MediaPlaylist(
        is_headed=lines[:1] == ["#EXTM3U"],
        version=_number(lines, "#EXT-X-VERSION:"),
        is_on_demand="#EXT-X-PLAYLIST-TYPE:VOD" in lines,
        is_ended=lines[-1:] == ["#EXT-X-ENDLIST"],
        has_discontinuity=any(line.startswith("#EXT-X-DISCONTINUITY") for line in lines),
        target=_number(lines, "#EXT-X-TARGETDURATION:"),
        init=maps[0].get("URI", "") if maps else "",
        segments=tuple(_segments(lines)),
    )


def _segments(lines: list[str]) -> Iterator[StatedSegment]:
    duration, offset, size = Fraction(0), None, None
    for line in lines:
        if line.startswith("#EXTINF:"):
            duration = Fraction(line.partition(":")[2].partition(",")[0])
        elif line.startswith("#EXT-X-BYTERANGE:"):
            length, _, start = line.partition(":")[2].partition("@")
            offset, size = int(start or 0), int(length)
        elif line and not line.startswith("#"):
            yield StatedSegment(line, duration, offset, size)
            duration, offset, size = Fraction(0), None, None


def _number(lines: list[str], tag: str) -> int:
    return next((int(line.removeprefix(tag)) for line in lines if line.startswith(tag)), 0)
