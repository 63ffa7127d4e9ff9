# SPDX-License-Identifier: Apache-2.0
"""Where decoding of a video may begin for frames in its middle, and whether it did begin right.

Seeking decides nothing: which frames a file has is known from its packets. A key frame before the
needed frames is sought, and the time stamps of the frames that were decoded are compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from math import ceil
from pathlib import Path

from media.frame_grid import is_behind
from media.ingest import EnteredAt, MezzaninePart
from media.intake import Source
from media.source_clock import Picture
from media.timecode import FrameRange, FrameRate

FRAMES_BEFORE = 4
"""So many frames of interlaced video are decoded before the first that is shown."""

UNINDEXED = frozenset({"mpegts", "mpeg", "ogg"})
"""Formats that are searched for a time, of which the first frames found are not whole."""

SEARCHED_BEFORE = Fraction(1)
"""So many seconds before the key frame files of these formats are searched for."""

_STAMP = re.compile(r"^frame:\S+ +pts:(-?\d+) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """A key frame at which decoding begins, and the stamps that have to come from there on.

    `at` is the time in seconds, by the clock of the file, to which is sought. `stamps` are the
    times in ticks of all frames from that key frame to the last that is wanted, in order.
    """

    at: Fraction
    stamps: tuple[int, ...]


def decode_part(
    source: Source,
    part: MezzaninePart,
    *,
    stamps: Path,
    attempt: Callable[[EnteredAt | None], bool],
) -> bool:
    """Decode from a key frame before the wanted frames or, where that goes wrong, from the start.

    `attempt` runs ffmpeg and returns whether it ended well; `stamps` is a file for it to write.
    Returns whether the file was entered in its middle.
    """
    entry = None
    # Where stamps are late, it is not known which picture has which.
    if source.picture is not None and not source.probe.picture().stamped_late:
        before = FRAMES_BEFORE if source.probe.picture().fields else 0
        entry = find_entry(
            source.picture,
            zero=source.probe.zero,
            rate=part.rate,
            frames=part.frames,
            before=before,
            grid=source.probe.picture().grid,
        )
    if entry is not None and source.probe.format in UNINDEXED:
        entry = replace(entry, at=max(Fraction(0), entry.at - SEARCHED_BEFORE))
    is_decoded = entry is not None and attempt(EnteredAt(entry.at, stamps)) and stamps.exists()
    if entry is not None and is_decoded and is_entered(entry, stamps.read_text()):
        return True
    attempt(None)
    return False


def find_entry(
    picture: Picture,
    *,
    zero: Fraction,
    rate: FrameRate,
    frames: FrameRange,
    before: int = FRAMES_BEFORE,
    grid: Fraction | None = None,
) -> EntryPoint | None:
    """Return where to begin for some frames of a source at a rate; None means at its start.

    So many frames `before` the first that is shown are decoded, too. `grid` is the one on which the
    pictures were recorded.
    A key frame is one only if everything before it in the file is also shown before it.
    """
    shown = sorted(picture.times.pts)
    first, last = (
        _last_shown(shown, picture, until=zero + (frame + Fraction(1, 2)) / rate.fps, grid=grid)
        for frame in (frames.start, frames.end - 1)
    )
    key = _key_before(picture, latest=shown[max(0, first - before)])
    if key is None:
        return None
    return EntryPoint(_ceiled(key * picture.tick), tuple(shown[bisect_left(shown, key) : last + 1]))


def is_entered(entry: EntryPoint, printed: str) -> bool:
    """Whether the frames that a decoder gave are those of the packets, each once and in order.

    A decoder leaves out a key frame from which not the whole picture can be decoded. `printed` is
    what the filter `metadata` printed of all frames.
    """
    first, last = entry.stamps[0], entry.stamps[-1]
    printed_stamps = (int(stamp) for stamp in _STAMP.findall(printed))
    return tuple(each for each in printed_stamps if first <= each <= last) == entry.stamps


def _last_shown(
    shown: list[int], picture: Picture, *, until: Fraction, grid: Fraction | None
) -> int:
    """Return the place of the last source frame that is shown before the middle of two frames."""
    if grid is None:
        return max(0, bisect_left(shown, ceil(until / picture.tick)) - 1)

    def is_later(stamp: int) -> bool:
        at = stamp * picture.tick
        return is_behind(at, until, grid=grid, first=picture.first)

    return max(0, bisect_left(shown, True, key=is_later) - 1)


def _key_before(picture: Picture, *, latest: int) -> int | None:
    """Return the time of the last key frame up to a time, if decoding may begin there."""
    pts, keys = picture.times.pts, picture.times.keys
    highest = list(accumulate(pts, max))
    possible = [
        pts[place]
        for place in keys
        if place > 0 and pts[place] <= latest and highest[place - 1] < pts[place]
    ]
    return max(possible, default=None)


def _ceiled(at: Fraction) -> Fraction:
    """Return a time in whole microseconds, which is what ffmpeg seeks to, and not before it."""
    return Fraction(ceil(at * 1_000_000), 1_000_000)
