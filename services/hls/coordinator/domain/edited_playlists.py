# SPDX-License-Identifier: Apache-2.0
"""The master playlist and the manifest as they are served: with captions, without what was dropped.

What packagers stored stays as it is; captions come and go, and renditions are dropped, later.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree

from services.hls.coordinator.domain.text_tracks import TextTrackLabel

GROUP, VTT = "subtitles", "captions.vtt"
_DASH = "urn:mpeg:dash:schema:mpd:2011"


@dataclass(frozen=True, slots=True)
class StreamChanges:
    """What was changed of a stream since it was packaged: its captions, and what was dropped."""

    captions: Sequence[TextTrackLabel]
    dropped: Collection[str]

    def __bool__(self) -> bool:
        return bool(self.captions or self.dropped)


def captions_path(language: str, name: str = "playlist.m3u8") -> str:
    """Return the file of captions within a stream."""
    return f"captions/{language}/{name}"


def edited_master(text: str, changes: StreamChanges) -> str:
    """Return a master playlist with the captions and without the dropped renditions."""
    return "\n".join([*_lines(text, changes), ""])


def _lines(text: str, changes: StreamChanges) -> Iterator[str]:
    lines = iter(text.splitlines())
    is_named = False
    for line in lines:
        if line.startswith("#EXT-X-STREAM-INF:"):
            if not is_named:
                yield from map(_media, changes.captions, _names(changes.captions))
                is_named = True
            uri = next(lines, "")
            if _folder(uri) not in changes.dropped:
                yield line + (f',SUBTITLES="{GROUP}"' if changes.captions else "")
                yield uri
        elif line.startswith("#EXT-X-I-FRAME-STREAM-INF:"):
            if _folder(line.partition('URI="')[2]) not in changes.dropped:
                yield line
        else:
            yield line


def _names(captions: Sequence[TextTrackLabel]) -> Iterator[str]:
    """Yield the name of each captions, which no other in their group may have (RFC 8216)."""
    taken: set[str] = set()
    for one in captions:
        name = one.label
        while name in taken:
            name = f"{name} ({one.language})"
        taken.add(name)
        yield name


def _media(one: TextTrackLabel, name: str) -> str:
    return (
        f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="{GROUP}",NAME="{name}",'
        f'LANGUAGE="{one.language}",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,'
        f'URI="{captions_path(one.language)}"'
    )


def _folder(uri: str) -> str:
    return uri.partition("/")[0]


def captions_playlist(duration: Fraction) -> str:
    """Return the playlist of captions, which are one segment as long as the stream."""
    length = math.ceil(duration)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{length}",
        "#EXT-X-MEDIA-SEQUENCE:1",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        f"#EXTINF:{float(duration):.6f},",
        VTT,
        "#EXT-X-ENDLIST",
    ]
    return "\n".join([*lines, ""])


def timed_captions(text: str, *, clock_start: int) -> str:
    """Return captions that say how their clock and that of the stream lie to each other.

    Theirs begins with the picture: at the tick `clock_start`, of 1/90000 s, of the stream's.
    """
    head, _, rest = text.partition("\n")
    return f"{head}\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:{clock_start}\n{rest}"


def edited_manifest(text: str, changes: StreamChanges) -> str:
    """Return a DASH manifest with the captions and without the dropped renditions."""
    ElementTree.register_namespace("", _DASH)
    # The manifest was written by a packager of ours.
    root = ElementTree.fromstring(text)
    for known in root.iter(f"{{{_DASH}}}AdaptationSet"):
        for one in known.findall(f"{{{_DASH}}}Representation"):
            if one.get("id") in changes.dropped:
                known.remove(one)
    period = root.find(f"{{{_DASH}}}Period")
    if period is not None:
        for one_track in changes.captions:
            _add_text(period, one_track)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_text(period: ElementTree.Element, one: TextTrackLabel) -> None:
    kind = {"contentType": "text", "mimeType": "text/vtt", "lang": one.language}
    known = ElementTree.SubElement(period, f"{{{_DASH}}}AdaptationSet", kind)
    role = {"schemeIdUri": "urn:mpeg:dash:role:2011", "value": "caption"}
    ElementTree.SubElement(known, f"{{{_DASH}}}Role", role)
    ElementTree.SubElement(known, f"{{{_DASH}}}Label").text = one.label
    text = {"id": f"captions-{one.language}", "bandwidth": "1000"}
    made = ElementTree.SubElement(known, f"{{{_DASH}}}Representation", text)
    path = captions_path(one.language, VTT)
    ElementTree.SubElement(made, f"{{{_DASH}}}BaseURL").text = path
