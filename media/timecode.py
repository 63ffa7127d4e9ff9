# SPDX-License-Identifier: Apache-2.0
"""Exact media time: listed frame rates, rounding to frames, half-open frame ranges."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, get_args

SAMPLE_RATE = 48_000
TICKS_PER_FRAME_UNIT = 512
KEYFRAME_SECONDS = 2

AnyNumber = Fraction | Decimal | str | int | float
FrameRateName = Literal["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"]


def as_fraction(value: AnyNumber) -> Fraction:
    """Return a number exactly; a float is taken as the decimal number that JSON writes for it."""
    if isinstance(value, float):
        return _as_written(value)
    return Fraction(value)


@lru_cache(maxsize=65536)
def _as_written(value: float) -> Fraction:
    # Parsing decimals takes most of the time of reading a timeline.
    return Fraction(repr(value))


def round_half_up(value: Fraction) -> int:
    """Round to the nearest integer, halves upwards."""
    return _half_up(value.numerator, value.denominator)


def _half_up(over: int, under: int) -> int:
    # Only integers, which are faster: a plan rounds tens of thousands of times.
    return (2 * over + under) // (2 * under)


def seconds_text(value: Fraction) -> str:
    """Return seconds as a decimal for ffmpeg, rounded half up to whole microseconds."""
    micros = round_half_up(value * 1_000_000)
    sign = "-" if micros < 0 else ""
    whole, part = divmod(abs(micros), 1_000_000)
    return f"{sign}{whole}.{part:06d}".rstrip("0").rstrip(".")


def minutes_text(value: Fraction) -> str:
    """Return seconds as minutes and seconds for people, such as "1:07", rounded half up."""
    minutes, seconds = divmod(round_half_up(value), 60)
    return f"{minutes}:{seconds:02d}"


@dataclass(frozen=True, slots=True)
class FrameRate:
    """Frames per second as the exact ratio num/den in lowest terms."""

    num: int
    den: int = 1

    def __post_init__(self) -> None:
        if self.num <= 0 or self.den <= 0 or math.gcd(self.num, self.den) != 1:
            raise ValueError(f"not a frame rate: {self.num}/{self.den}")

    @classmethod
    def parse(cls, text: str) -> FrameRate:
        """Read "30" or "24000/1001"; anything else is a ValueError."""
        try:
            return cls.of(Fraction(text))
        except ZeroDivisionError as error:
            raise ValueError(f"not a frame rate: {text}") from error

    @classmethod
    def of(cls, fps: Fraction) -> FrameRate:
        """Make a rate from a positive rational."""
        return cls(fps.numerator, fps.denominator)

    def __str__(self) -> str:
        return str(self.num) if self.den == 1 else f"{self.num}/{self.den}"

    @property
    def fps(self) -> Fraction:
        """The rate as a rational number."""
        return Fraction(self.num, self.den)

    @property
    def timescale(self) -> int:
        """The video timescale; one frame lasts `frame_ticks` of it."""
        return self.num * TICKS_PER_FRAME_UNIT

    @property
    def frame_ticks(self) -> int:
        """The length of one frame in ticks of the timescale."""
        return self.den * TICKS_PER_FRAME_UNIT

    @property
    def movie_timescale(self) -> int:
        """The timescale of a whole file, in which frames and audio samples are both integers.

        Edit lists are written in it; with ffmpeg's default of 1000 they cut off part of a frame.
        """
        return math.lcm(self.num, SAMPLE_RATE)

    @property
    def keyframe_interval(self) -> int:
        """The number of frames from one key frame to the next: two seconds."""
        return round_half_up(KEYFRAME_SECONDS * self.fps)

    def frame(self, at: AnyNumber) -> int:
        """Return the frame nearest to a time in seconds, halves rounded up."""
        seconds = as_fraction(at)
        return _half_up(seconds.numerator * self.num, seconds.denominator * self.den)

    def seconds(self, frames: int | Fraction) -> Fraction:
        """Return the exact time in seconds at which a frame starts."""
        return frames / self.fps

    def samples(self, frames: int) -> int:
        """Return the number of 48 kHz audio samples of so many frames, halves rounded up."""
        return _half_up(frames * SAMPLE_RATE * self.den, self.num)

    def seek_text(self, frame: int) -> str:
        """Return the -ss value that seeks to a frame: half a frame before it, at least 0."""
        return seconds_text(max(Fraction(0), (frame - Fraction(1, 2)) / self.fps))


LISTED_RATES = tuple(FrameRate.parse(name) for name in get_args(FrameRateName))
DEFAULT_RATE = FrameRate(30)


def nearest_listed_rate(fps: Fraction) -> FrameRate:
    """Return the listed rate closest to a source's, the lower one of two equally close ones."""
    return min(LISTED_RATES, key=lambda rate: (abs(rate.fps - fps), rate.fps))


@dataclass(frozen=True, slots=True)
class FrameRange:
    """The frames from `start` up to, but not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a frame range: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.start, self.end))

    def __contains__(self, frame: int) -> bool:
        return self.start <= frame < self.end

    @classmethod
    def of_clip(cls, source_start: AnyNumber, source_end: AnyNumber, rate: FrameRate) -> FrameRange:
        """Return the source frames of a clip, at least one; both ends are rounded to frames."""
        first = rate.frame(source_start)
        return cls(first, first + max(1, rate.frame(source_end) - first))
