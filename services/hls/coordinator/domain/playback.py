# SPDX-License-Identifier: Apache-2.0
"""Where a production is played, and the files that its stream consists of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from services.hls.contract.stream_files import CONVERTED_TYPES, converted_file_type
from services.hls.coordinator.domain.text_tracks import ProductionChapter

MASTER, MANIFEST, POSTER = "master.m3u8", "manifest.mpd", "poster.jpg"
STORYBOARD, CHAPTERS_FILE = "storyboard.vtt", "chapters.vtt"

_FILE = re.compile(
    r"master\.m3u8|chapters\.vtt|manifest\.mpd|poster\.jpg|storyboard\.(?:jpg|vtt)"
    r"|(?:[1-9][0-9]{0,4}p|audio)/(?:(?:playlist|iframes)\.m3u8|init\.mp4|seg_[0-9]{5,7}\.m4s)",
    re.ASCII,
)
_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "mp4": "video/mp4",
    "m4s": "video/iso.segment",
    "jpg": "image/jpeg",
    "mpd": "application/dash+xml",
    "vtt": "text/vtt",
}
FILE_TYPES = tuple(
    dict.fromkeys((*_TYPES.values(), *CONVERTED_TYPES.values(), "image/png", "image/webp"))
)
"""The media types of the files of a stream."""

_CAPTIONS = re.compile(r"captions/([A-Za-z0-9-]{2,35})/(playlist\.m3u8|captions\.vtt)", re.ASCII)
_CHANGING = frozenset({MASTER, MANIFEST, POSTER, CHAPTERS_FILE})


@dataclass(frozen=True, slots=True)
class ChosenPoster:
    """The poster of a production: a copy of the image of an upload, or a frame of the stream.

    `at_ms` is the moment of the frame in milliseconds.
    """

    upload_id: int | None
    key: str
    content_type: str
    at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class CaptionsLink:
    """Captions of a production: their language (BCP 47), what menus show, and their WebVTT."""

    language: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Playback:
    """Where a production is played: links relative to the public URL, valid for hours.

    The size is that of the largest rendition in pixels; the duration is exact, in seconds.
    """

    production_id: int
    master_url: str
    poster_url: str
    width: int
    height: int
    duration: Fraction
    is_whole: bool
    manifest_url: str | None
    """The DASH manifest; None when the packager makes none."""
    storyboard_url: str | None
    """None until all renditions are made."""
    chapters_url: str | None = None
    captions: tuple[CaptionsLink, ...] = ()
    chapters: tuple[ProductionChapter, ...] = ()
    """Empty unless they were asked for."""


def file_type(name: str) -> str | None:
    """Return the media type of a file of a stream; None when no stream has a file of that name."""
    is_file = _FILE.fullmatch(name) or _CAPTIONS.fullmatch(name)
    return _TYPES[name.rpartition(".")[2]] if is_file else converted_file_type(name)


def captions_of(name: str) -> tuple[str, str] | None:
    """Return the language and the file that a name of a file of captions has."""
    found = _CAPTIONS.fullmatch(name)
    return None if found is None else (found[1], found[2])


def is_immutable(name: str) -> bool:
    """Whether a file of a stream never changes, so that it may be cached without being asked for.

    Renditions and captions are added to the master playlist and to the manifest.
    """
    return name not in _CHANGING and captions_of(name) is None
