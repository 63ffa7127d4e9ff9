# SPDX-License-Identifier: Apache-2.0
"""The storyboard of a stream that MediaConvert stored, made of its smallest rendition."""

from __future__ import annotations

import shutil

from chassis.process import Finished, Limits, run
from media.filmstrip import filmstrip_index
from media.hls.measuring import MeasuredRendition
from media.hls.storyboard import (
    SPRITE_NAME,
    STORYBOARD_NAME,
    storyboard_argv,
    storyboard_of,
)
from media.sizes import Size
from media.timecode import nearest_listed_rate
from services.hls.mediaconvert.checking import StoredMedia

_MEMORY_BYTES = 2 << 30
_SPRITE_BYTES = 16 << 20


def make_storyboard(media: StoredMedia, name: str, measured: MeasuredRendition) -> Finished:
    """Store the storyboard of the rendition with a media playlist of this name."""
    width, _, height = measured.resolution.partition("x")
    begin, end = measured.segments[0].start, measured.segments[-1].end
    rate = nearest_listed_rate(measured.frame_rate)
    strip = storyboard_of(rate, max(1, rate.frame(end - begin)), Size(int(width), int(height)))
    track, sprite = media.scratch / "track", media.scratch / SPRITE_NAME
    _join(media, name, measured)
    limits = Limits(
        timeout=600 + 10 * float(end - begin), memory_bytes=_MEMORY_BYTES, file_bytes=_SPRITE_BYTES
    )
    finished = run(
        storyboard_argv(track, sprite, strip),
        limits=limits,
        on_line=lambda _: None,
        cancelled=media.token.is_cancelled,
    )
    media.storage.put_file(media.prefix + SPRITE_NAME, sprite, content_type="image/jpeg")
    index = filmstrip_index(strip, SPRITE_NAME).encode()
    media.storage.put_bytes(media.prefix + STORYBOARD_NAME, index, content_type="text/vtt")
    return finished


def _join(media: StoredMedia, name: str, measured: MeasuredRendition) -> None:
    """Write the segments of a rendition into one file: both formats allow that."""
    folder = name.rpartition("/")[0]
    playlist = measured.playlist
    parts = [*([playlist.init] if playlist.init else []), *(one.name for one in playlist.segments)]
    with (media.scratch / "track").open("wb") as track:
        for part in parts:
            with media.fetched(f"{folder}/{part}") as path, path.open("rb") as file:
                shutil.copyfileobj(file, track)
