# SPDX-License-Identifier: Apache-2.0
"""The files a packaged stream consists of, and what each is."""

from __future__ import annotations

import re
from dataclasses import dataclass

MASTER, POSTER = "master.m3u8", "poster.jpg"

_FILE = re.compile(
    r"master\.m3u8|poster\.jpg"
    r"|(?:[1-9][0-9]{0,4}p|audio)/(?:playlist\.m3u8|init\.mp4|seg_[0-9]{5,7}\.m4s)",
    re.ASCII,
)
_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "mp4": "video/mp4",
    "m4s": "video/iso.segment",
    "jpg": "image/jpeg",
}


@dataclass(frozen=True, slots=True)
class Playback:
    """Where a finished production plays, signed for some hours."""

    production_id: int
    master_url: str
    poster_url: str
    width: int
    height: int
    duration: str


def file_type(name: str) -> str | None:
    """The media type of a stream's file; None when no stream has such a file."""
    return _TYPES[name.rpartition(".")[2]] if _FILE.fullmatch(name) else None
