# SPDX-License-Identifier: Apache-2.0
"""Times are rational numbers: rounding, frame rates, ranges and their texts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from media.timecode import (
    LISTED_RATES,
    FrameRange,
    FrameRate,
    as_fraction,
    nearest_listed_rate,
    seconds_text,
)

NTSC = FrameRate(30000, 1001)


def test_rates_are_read_and_written_in_lowest_terms() -> None:
    texts = ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"]
    assert [str(FrameRate.parse(text)) for text in texts] == texts
    assert tuple(FrameRate.parse(text) for text in texts) == LISTED_RATES
    assert FrameRate.parse("60000/2002") == NTSC


@pytest.mark.parametrize("text", ["0", "-30", "1/0", "fast", "", "nan"])
def test_an_invalid_rate_raises(text: str) -> None:
    with pytest.raises(ValueError):
        FrameRate.parse(text)


@pytest.mark.parametrize(
    ("rate", "timescale", "ticks", "interval"),
    [("30", 15360, 512, 60), ("24000/1001", 12288000, 512512, 48), ("25", 12800, 512, 50)],
)
def test_timescales_have_whole_frames(rate: str, timescale: int, ticks: int, interval: int) -> None:
    fps = FrameRate.parse(rate)
    assert (fps.timescale, fps.frame_ticks, fps.keyframe_interval) == (timescale, ticks, interval)
    assert Fraction(ticks, timescale) == 1 / fps.fps
    assert (1 / fps.fps * fps.movie_timescale).denominator == 1
    assert fps.movie_timescale % 48_000 == 0


def test_samples_round_half_up_and_never_drift() -> None:
    assert FrameRate(30).samples(1) == 1600
    assert [NTSC.samples(n) for n in (1, 2, 5)] == [1602, 3203, 8008]
    assert NTSC.samples(5000) == 8_008_000


def test_times_are_rounded_to_the_nearest_frame_halves_upwards() -> None:
    fps = FrameRate(30)
    assert [fps.frame(t) for t in ("0", "1/60", "0.0166", 1, Decimal("0.05"))] == [0, 1, 0, 30, 2]
    assert fps.frame(0.1) == 3
    assert as_fraction(0.1) == Fraction(1, 10)


@pytest.mark.parametrize("fps", LISTED_RATES, ids=str)
def test_the_time_of_a_frame_is_rounded_to_that_frame(fps: FrameRate) -> None:
    for number in (0, 1, 2, 999, 71_999):
        exact = fps.seconds(number)
        assert fps.frame(exact) == number
        assert fps.frame(seconds_text(exact)) == number
        assert number - 1 < Fraction(fps.seek_text(number)) * fps.fps <= number


def test_the_length_of_a_clip_is_counted_from_its_rounded_start() -> None:
    fps = FrameRate(24)
    clip = FrameRange.of_clip("0.02", "0.06", fps)
    assert (clip.start, clip.end, len(clip)) == (0, 1, 1)
    assert len(FrameRange.of_clip("1", "1.001", fps)) == 1


def test_seconds_are_written_as_plain_decimals() -> None:
    written = [seconds_text(Fraction(x)) for x in ("0", "2", "1/3", "-1/3", "0.0000005", "90000")]
    assert written == ["0", "2", "0.333333", "-0.333333", "0.000001", "90000"]


def test_ranges_are_half_open() -> None:
    frames = FrameRange(0, 10)
    assert 9 in frames and 10 not in frames and list(FrameRange(3, 5)) == [3, 4]
    with pytest.raises(ValueError):
        FrameRange(5, 4)


def test_the_nearest_listed_rate_is_found() -> None:
    assert nearest_listed_rate(Fraction("29.97")) == NTSC
    assert nearest_listed_rate(Fraction(15)) == FrameRate(24000, 1001)
    assert nearest_listed_rate(Fraction(240)) == FrameRate(60)
