# SPDX-License-Identifier: Apache-2.0
"""Reading playlists strictly, for the validator."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]+)')
NEEDED = ("BANDWIDTH", "AVERAGE-BANDWIDTH", "CODECS", "RESOLUTION", "FRAME-RATE")


@dataclass
class MasterText:
    """A master playlist: variants and audio groups by URI."""

    variants: dict[str, dict[str, str]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def uris(self) -> list[str]:
        return list(self.variants)

    @property
    def sound_uris(self) -> list[str]:
        return sorted({uri for uris in self.groups.values() for uri in uris})


@dataclass
class MediaText:
    """A media playlist."""

    target: int = 0
    init: str = ""
    names: list[str] = field(default_factory=list)
    durations: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def attributes(line: str) -> dict[str, str]:
    """The attribute list after a tag's colon."""
    return {k: v.strip('"') for k, v in ATTRIBUTE.findall(line.partition(":")[2])}


def parse_master(text: str) -> MasterText:
    """Read a master playlist and note what is missing."""
    lines, master = text.splitlines(), MasterText()
    pending: dict[str, str] | None = None
    for line in lines:
        if line.startswith("#EXT-X-MEDIA:"):
            media = attributes(line)
            master.groups.setdefault(media["GROUP-ID"], []).append(media["URI"])
        elif line.startswith("#EXT-X-STREAM-INF:"):
            pending = attributes(line)
        elif line and not line.startswith("#"):
            if pending is None or line in master.variants:
                master.faults.append(f"master: {line} without its own EXT-X-STREAM-INF")
            master.variants[line], pending = pending or {}, None
    master.faults += _master_faults(lines, master)
    return master


def _master_faults(lines: list[str], master: MasterText) -> list[str]:
    found = _head_faults(lines, "master")
    if not master.variants:
        found.append("master: no variants")
    for uri, line in master.variants.items():
        found += [f"{uri}: no {name}" for name in NEEDED if name not in line]
        if line.get("AUDIO") is not None and line["AUDIO"] not in master.groups:
            found.append(f"{uri}: audio group {line['AUDIO']} does not exist")
        if line.get("AUDIO") is None and master.groups:
            found.append(f"{uri}: does not name the audio group")
    return found


def parse_media(text: str) -> MediaText:
    """Read a media playlist and note what is missing."""
    lines, media = text.splitlines(), MediaText()
    media.faults = _head_faults(lines, "playlist")
    for required in ("#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-ENDLIST"):
        if lines.count(required) != 1:
            media.faults.append(f"not exactly one {required}")
    if lines and lines[-1] != "#EXT-X-ENDLIST":
        media.faults.append("does not end with EXT-X-ENDLIST")
    for line in lines:
        _media_line(line, media)
    if len(media.names) != len(media.durations) or not media.names:
        media.faults.append("segments and durations do not match")
    return media


def _media_line(line: str, media: MediaText) -> None:
    if line.startswith("#EXT-X-TARGETDURATION:"):
        media.target = int(line.partition(":")[2])
    elif line.startswith("#EXT-X-MAP:"):
        media.init = attributes(line)["URI"]
    elif line.startswith("#EXTINF:"):
        media.durations.append(float(line.partition(":")[2].rstrip(",")))
    elif line.startswith("#EXT-X-DISCONTINUITY"):
        media.faults.append("a discontinuity")
    elif line and not line.startswith("#"):
        media.names.append(line)


def _head_faults(lines: list[str], name: str) -> list[str]:
    found = []
    if not lines or lines[0] != "#EXTM3U":
        found.append(f"{name}: does not start with EXTM3U")
    versions = [int(line.partition(":")[2]) for line in lines if line.startswith("#EXT-X-VERSION:")]
    if len(versions) != 1 or versions[0] < 6:
        found.append(f"{name}: version {versions}, fragments need 6")
    if "#EXT-X-INDEPENDENT-SEGMENTS" not in lines:
        found.append(f"{name}: no EXT-X-INDEPENDENT-SEGMENTS")
    return found
