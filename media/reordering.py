# SPDX-License-Identifier: Apache-2.0
"""When frames are presented of which a file states only when they are decoded.

MPEG program streams state the time of presentation of a few frames. A frame between two others
(B-frame) is presented when it is decoded; every other one waits until the next such is decoded.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

LONGEST_STEP = 16
"""A clock that goes on by more frames than so many has jumped, and so has one that goes back."""


def show_waiting(
    pts: array[int], dts: Sequence[int], durations: Sequence[int], unstated: Sequence[int]
) -> None:
    """Set the `pts` of the packets at the places `unstated`, where frames of this stream wait."""
    places = frozenset(unstated)
    if not any(shown > decoded for shown, decoded in zip(pts, dts, strict=True)):
        return
    next_waiting = end = None
    for place in range(len(pts) - 1, min(places) - 1, -1):
        if end is None or not _goes_on(dts, durations, place):
            next_waiting, end = None, dts[place] + durations[place]
        if place in places:
            pts[place] = end if next_waiting is None else next_waiting
            next_waiting = dts[place]
        elif pts[place] != dts[place]:
            next_waiting = dts[place]


def _goes_on(dts: Sequence[int], durations: Sequence[int], place: int) -> bool:
    return 0 <= dts[place + 1] - dts[place] <= LONGEST_STEP * durations[place]
