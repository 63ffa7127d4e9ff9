# SPDX-License-Identifier: Apache-2.0
"""The frame rate of a source is measured by when its pictures are shown."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from fractions import Fraction

import pytest

from media.packet_times import PacketTimes
from media.source_clock import MeasuredRate, Picture, measured_rate

CINEMA, NTSC = Fraction(24_000, 1001), Fraction(30_000, 1001)
MILLISECONDS, TICKS = Fraction(1, 1000), Fraction(1, 90_000)


def shown(moments: Sequence[Fraction], tick: Fraction) -> Picture:
    """Return a video whose pictures are shown at moments, in seconds, by a clock of such ticks."""
    times = PacketTimes()
    times.pts.extend(array("q", (round(moment / tick) for moment in moments)))
    times.durations.extend(array("q", [0] * len(moments)))
    return Picture({}, times, tick, times.first * tick, times.end * tick)


def steady(rate: Fraction, count: int = 300) -> list[Fraction]:
    return [number / rate for number in range(count)]


def without(moments: Sequence[Fraction], every: int) -> list[Fraction]:
    """Return the moments of a video of which one of so many pictures was dropped."""
    return [moment for number, moment in enumerate(moments) if number % every]


@pytest.mark.parametrize("tick", [MILLISECONDS, TICKS])
@pytest.mark.parametrize("rate", [Fraction(25), CINEMA, NTSC, Fraction(60)])
def test_a_steady_rate_is_its_own_whatever_a_header_states(rate: Fraction, tick: Fraction) -> None:
    found = measured_rate(Fraction(50), shown(steady(rate), tick))

    assert found == MeasuredRate(rate, is_varying=False)


@pytest.mark.parametrize("tick", [MILLISECONDS, TICKS])
@pytest.mark.parametrize("every", [3, 4, 5])
@pytest.mark.parametrize("rate", [Fraction(30), Fraction(60)])
def test_a_rate_of_which_pictures_are_missing_is_varying(
    rate: Fraction, every: int, tick: Fraction
) -> None:
    found = measured_rate(rate, shown(without(steady(rate), every), tick))

    assert found.is_varying
    assert abs(found.fps - rate * (every - 1) / every) < Fraction(1, 5)


def test_a_varying_rate_is_varying_where_its_average_is_the_stated_one() -> None:
    moments = without(steady(Fraction(60), 3000), 3)

    found = measured_rate(Fraction(40), shown(moments, MILLISECONDS))

    assert found == MeasuredRate(Fraction(40), is_varying=True)


def test_a_pause_in_a_steady_video_does_not_make_its_rate_vary() -> None:
    moments = steady(Fraction(25), 100) + [8 + moment for moment in steady(Fraction(25), 100)]

    found = measured_rate(Fraction(17), shown(moments, TICKS))

    assert found == MeasuredRate(Fraction(25), is_varying=False)


def test_too_few_pictures_have_the_stated_rate() -> None:
    found = measured_rate(Fraction(30), shown([Fraction(0), Fraction(3)], TICKS))

    assert found == MeasuredRate(Fraction(30), is_varying=False)
