# SPDX-License-Identifier: Apache-2.0
"""Exact media time: listed frame rates, the snapping law and half-open frame ranges."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

SAMPLE_RATE = 48_000
TICKS_PER_FRAME_UNIT = 512
KEYFRAME_SECONDS = 2

Seconds = Fraction | Decimal | str | int | float


def as_seconds(value: Seconds) -> Fraction:
    """Return the rational that was meant; a float means the decimal number JSON wrote for it."""
    if isinstance(value, float):
        return _as_written(value)
    return Fraction(value)


@lru_cache(maxsize=65536)
def _as_written(value: float) -> Fraction:
    # A timeline is read many times a minute, and reading decimals is most of that work.
    return Fraction(repr(value))


def round_half_up(value: Fraction) -> int:
    """Round to the nearest integer, halves upwards, as the snapping law says."""
    return _half_up(value.numerator, value.denominator)


def _half_up(over: int, under: int) -> int:
    # Whole numbers alone: a plan rounds tens of thousands of times.
    return (2 * over + under) // (2 * under)


def seconds_text(value: Fraction) -> str:
    """Write seconds for argv as a plain decimal, rounded half up to whole microseconds."""
    micros = round_half_up(value * 1_000_000)
    sign = "-" if micros < 0 else ""
    whole, part = divmod(abs(micros), 1_000_000)
    return f"{sign}{whole}.{part:06d}".rstrip("0").rstrip(".")


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

    def frame(self, at: Seconds) -> int:
        """Snap a time to a frame number."""
        seconds = as_seconds(at)
        return _half_up(seconds.numerator * self.num, seconds.denominator * self.den)

    def seconds(self, frames: int | Fraction) -> Fraction:
        """The exact time at which a frame starts."""
        return frames / self.fps

    def samples(self, frames: int) -> int:
        """The exact number of 48 kHz audio samples that belong to so many frames."""
        return _half_up(frames * SAMPLE_RATE * self.den, self.num)

    def seek_text(self, frame: int) -> str:
        """The -ss value that lands on a frame: half a frame before it, never below zero."""
        return seconds_text(max(Fraction(0), (frame - Fraction(1, 2)) / self.fps))


LISTED_RATES: tuple[FrameRate, ...] = (
    FrameRate(24000, 1001),
    FrameRate(24),
    FrameRate(25),
    FrameRate(30000, 1001),
    FrameRate(30),
    FrameRate(50),
    FrameRate(60000, 1001),
    FrameRate(60),
)
DEFAULT_RATE = FrameRate(30)


def listed_rate(text: str) -> FrameRate:
    """Read a rate a project may have; an unlisted one is a ValueError."""
    rate = FrameRate.parse(text)
    if rate not in LISTED_RATES:
        raise ValueError(f"not a listed frame rate: {text}")
    return rate


def nearest_listed_rate(fps: Fraction) -> FrameRate:
    """The listed rate closest to a source's own, the lower one when two are equally close."""
    return min(LISTED_RATES, key=lambda rate: (abs(rate.fps - fps), rate.fps))


@dataclass(frozen=True, slots=True)
class FrameRange:
    """The frames from start up to, but not including, end."""

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
    def of_clip(cls, source_start: Seconds, source_end: Seconds, rate: FrameRate) -> FrameRange:
        """The source frames of a clip: at least one, measured from its snapped in-point."""
        first = rate.frame(source_start)
        return cls(first, first + max(1, rate.frame(source_end) - first))

    def shifted(self, frames: int) -> FrameRange:
        """The same length at another place."""
        return FrameRange(self.start + frames, self.end + frames)

    def overlap(self, other: FrameRange) -> FrameRange | None:
        """The frames in both, or None when they share none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return FrameRange(start, end) if start < end else None
