# SPDX-License-Identifier: Apache-2.0
"""The names of the files of streams that MediaConvert makes, and of those that all streams have."""

from __future__ import annotations

import re

MASTER, POSTER = "master.m3u8", "poster.jpg"
PLAYLIST_TYPE = "application/vnd.apple.mpegurl"

_CONVERTED = re.compile(
    r"(?:landscape|portrait)/[A-Za-z0-9][A-Za-z0-9._-]{0,149}\.(?:m3u8|mpd|ts|cmfv|cmfa|jpg)",
    re.ASCII,
)
CONVERTED_TYPES = {
    "m3u8": PLAYLIST_TYPE,
    "mpd": "application/dash+xml",
    "ts": "video/mp2t",
    "cmfv": "video/mp4",
    "cmfa": "audio/mp4",
    "jpg": "image/jpeg",
}


def converted_file_type(name: str) -> str | None:
    """Return the media type of a file that MediaConvert made; None when it makes none so named."""
    return CONVERTED_TYPES[name.rpartition(".")[2]] if _CONVERTED.fullmatch(name) else None
