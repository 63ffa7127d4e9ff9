# SPDX-License-Identifier: Apache-2.0
"""Rounded stamps are recognised as those of pictures on an even grid."""

from __future__ import annotations

from fractions import Fraction

import pytest

from media.frame_grid import grid_of, is_behind

MILLISECONDS, TICKS = Fraction(1, 1000), Fraction(1, 90_000)
CINEMA, NTSC = Fraction(24_000, 1001), Fraction(60_000, 1001)


def stamps(rate: Fraction, tick: Fraction, count: int, first: Fraction = Fraction(0)) -> list[int]:
    return [round((first + number / rate) / tick) for number in range(count)]


@pytest.mark.parametrize("tick", [MILLISECONDS, TICKS, Fraction(1, 15_360)])
@pytest.mark.parametrize("rate", [Fraction(25), CINEMA, NTSC, Fraction(60), Fraction(240)])
@pytest.mark.parametrize("first", [Fraction(0), Fraction(7, 1000), Fraction(-1, 3)])
def test_the_grid_of_a_steady_video_is_its_rate(
    rate: Fraction, tick: Fraction, first: Fraction
) -> None:
    assert grid_of(stamps(rate, tick, 3000, first), tick, stated=()) == rate


def test_the_grid_of_a_video_with_missing_pictures_is_the_rate_of_those_that_are_there() -> None:
    some = [pts for n, pts in enumerate(stamps(NTSC, MILLISECONDS, 3000)) if n % 7 in (0, 1, 4)]

    assert grid_of(some, MILLISECONDS, stated=(Fraction(26),)) == NTSC


def test_the_order_of_decoding_does_not_matter() -> None:
    pts = stamps(Fraction(60), MILLISECONDS, 300)

    reordered = [pts[place ^ 1] for place in range(300)]

    assert grid_of(reordered, MILLISECONDS, stated=()) == 60


@pytest.mark.parametrize(
    "pts",
    [
        [0, 17, 41, 55, 90, 113, 139, 160, 171],
        [0, 0, 33, 33, 67, 67],
        [n * 33 + n * n // 40 for n in range(100)],
        [5],
    ],
)
def test_a_video_without_a_grid_has_none(pts: list[int]) -> None:
    assert grid_of(pts, MILLISECONDS, stated=()) is None


def test_a_rate_that_only_the_file_states_is_a_grid() -> None:
    odd = Fraction(27)

    assert grid_of(stamps(odd, MILLISECONDS, 300), MILLISECONDS, stated=(odd,)) == odd


@pytest.mark.parametrize("first", [Fraction(0), Fraction(7, 1000)])
def test_every_second_picture_of_sixty_is_in_the_middle_of_two_frames_and_shown_later(
    first: Fraction,
) -> None:
    at = [pts * MILLISECONDS for pts in stamps(Fraction(60), MILLISECONDS, 600, first)]
    # A middle lies between the frames n and n + 1, at which the picture 2n + 1 was recorded.
    middles = [first + (frame + Fraction(1, 2)) / 30 for frame in range(300)]

    behind = [
        [is_behind(each, until, grid=Fraction(60), first=first) for each in at[2 * n : 2 * n + 3]]
        for n, until in enumerate(middles[:299])
    ]

    assert behind == [[False, True, True]] * 299
