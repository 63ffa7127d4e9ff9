# SPDX-License-Identifier: Apache-2.0
"""The even grid on which the pictures of a source were recorded, and their moments on it.

Stamps are rounded: those of Matroska to whole milliseconds, those of a transport stream to ticks of
which NTSC rates have no whole number. So of pictures that were recorded in the middle between two
frames some would be shown in the frame before and some in the one behind. A stamp that lies near
the grid counts as on it, and a picture in the middle between two frames is shown in the later one,
in films, stretches of them and streams alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil

import numpy as np

from media.argv import Graph
from media.timecode import LISTED_RATES

NEAR = Fraction(1, 1000)
"""Stamps that are rounded to milliseconds lie so many seconds beside the grid at most."""

HIGHEST_RATE = 240
"""Between the places of a grid of more pictures a second nearly every stamp is near one."""

_RECORDED_RATES = (
    *(rate.fps for rate in LISTED_RATES),
    *(Fraction(15), Fraction(48), Fraction(48_000, 1001), Fraction(90), Fraction(100)),
    *(Fraction(120_000, 1001), Fraction(120), Fraction(240_000, 1001), Fraction(240)),
)
_SAME = Fraction(1, 500)
_FIRST = 1000
_MICROSECONDS = 1_000_000
_MIDDLE = 2
"""A picture so many microseconds before the middle between two frames is shown in the later one."""


def grid_of(pts: Sequence[int], tick: Fraction, *, stated: Iterable[Fraction]) -> Fraction | None:
    """Return the lowest rate on whose grid all pictures of a video lie, None if there is none.

    The grid begins with the first picture; not each place of it has one. `pts` are the stamps in
    ticks of so many seconds, `stated` rates that the file may have, beside usual ones.
    """
    places = np.sort(np.array(pts, np.int64))
    seconds = (places - places[0]) * float(tick)
    rates = sorted({*_RECORDED_RATES, *(rate for rate in stated if 1 <= rate <= HIGHEST_RATE)})
    # The first pictures rule out most rates: those of a long video are very many.
    possible = [rate for rate in rates if _farthest(seconds[:_FIRST], rate) <= NEAR]
    farthest = {rate: _farthest(seconds, rate) for rate in possible}
    fitting = [rate for rate in possible if farthest[rate] <= NEAR]
    if len(places) < 2 or not fitting:
        return None
    # A short video fits the grids of 60 and of 60000/1001 pictures a second.
    same = [rate for rate in fitting if rate <= fitting[0] * (1 + _SAME)]
    return min(same, key=lambda rate: (farthest[rate], rate))


def _farthest(seconds: np.ndarray, rate: Fraction) -> float:
    """Return how far a picture is from its place, at most; infinitely, if two have the same."""
    numbers = np.rint(seconds * float(rate))
    if np.any(np.diff(numbers) < 1):
        return float("inf")
    # A microsecond is more than the floats are wrong by.
    return max(0.0, float(np.abs(seconds - numbers / float(rate)).max()) - 1e-6)


def on_grid(stream: Graph, *, grid: Fraction, first: Fraction, zero: Fraction) -> Graph:
    """Return frames that are stamped by their places on the grid, in seconds since `zero`.

    `first` is the moment of the first picture, at which the grid begins.
    """
    place = f"round((T-{_text(first)})*{_text(grid)})/{_text(grid)}+{_text(first)}"
    moment = f"if(lte(abs(T-st(0,{place})),{float(NEAR)}),ld(0),T)"
    fine = stream.filter("settb", f"1/{_MICROSECONDS}")
    return fine.filter("setpts", f"({moment}-{_text(zero)})*{_MICROSECONDS}+{_MIDDLE}")


def is_behind(stamp: Fraction, until: Fraction, *, grid: Fraction, first: Fraction) -> bool:
    """Whether a picture is first shown behind the middle between two frames, as by `on_grid`.

    All moments are in seconds by the clock of the file; `until` is that of the middle.
    """
    place = round((stamp - first) * grid) / grid + first
    moment = place if abs(stamp - place) <= NEAR else stamp
    return moment * _MICROSECONDS >= ceil(until * _MICROSECONDS) - _MIDDLE


def _text(seconds: Fraction) -> str:
    return f"({seconds.numerator}/{seconds.denominator})"
