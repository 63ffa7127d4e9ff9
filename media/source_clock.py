# SPDX-License-Identifier: Apache-2.0
"""The clock of a source: its time zero, its end and its frame rate, from packets and headers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

from media.packet_times import PacketTimes
from media.probe import Fields, ratio, stated_end
from media.sound_trial import SoundStart
from media.streams import AudioStream, VideoStream
from media.timecode import LISTED_RATES

HELD = Fraction(1, 10)
"""A sound that lasts longer after the last picture, in seconds, shows that picture to its end.

What is shorter is the padding of a codec or the end of a recorder, and is left out.
"""

PRIMING = Fraction(1, 20)
"""A sound that begins at most so much before the picture begins with it."""

RATE_TOLERANCE = Fraction(1, 500)
FRAMES_OF_A_RATE = 10
EVEN, EVEN_SHARE = Fraction(1, 500), Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Picture:
    """A video stream as its packets show it; moments are seconds by the clock of the file."""

    fields: Fields
    times: PacketTimes
    tick: Fraction
    first: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class MeasuredRate:
    """The frames per second of a video; their average where pictures come at many distances."""

    fps: Fraction
    is_varying: bool = False


def tick_of(fields: Fields) -> Fraction:
    """Return the seconds of one tick of a stream."""
    return ratio(fields.get("time_base")) or Fraction(1, 90_000)


def zero_of(video: VideoStream, audio: AudioStream | None) -> Fraction:
    """Return the earliest moment that is seen or heard.

    A sound that begins less than a frame before the picture is codec priming, and not a pause.
    """
    priming = min(PRIMING, 1 / video.frame_rate)
    is_earlier = audio is not None and audio.first < video.first - priming
    return audio.first if audio is not None and is_earlier else video.first


def picture_end(picture: Picture, sound_end: Fraction | None) -> Fraction:
    """Return when the last picture ends: a sound that goes on holds it, whatever is stated."""
    end = _own_end(picture)
    return sound_end if sound_end is not None and sound_end > end + HELD else end


def _own_end(picture: Picture) -> Fraction:
    """Return when the last picture ends by its packets, more exactly where a header agrees."""
    stated = stated_end(picture.fields, picture.first)
    last = picture.times.last_duration * picture.tick
    return stated if stated is not None and abs(stated - picture.end) < last else picture.end


def sound_end_of(sound: SoundStart, times: dict[int, PacketTimes]) -> Fraction:
    """Return when the sound ends; a header that states a little less cuts the last packet."""
    packets = times[sound.stream.index]
    tick = tick_of(sound.header)
    end, last = packets.end * tick, packets.last_duration * tick
    stated = stated_end(sound.header, sound.stream.first)
    if stated is not None and end - 2 * last < stated < end:
        return stated
    return max(end, sound.stream.first + last)


def measured_rate(stated: Fraction, picture: Picture) -> MeasuredRate:
    """Return the stated rate, or that of the packets where they disagree.

    Pauses do not count where nearly all frames follow one another at one distance; else the rate
    varies.
    """
    times = sorted(picture.times.pts)
    if len(times) < FRAMES_OF_A_RATE or times[-1] == times[0]:
        return MeasuredRate(stated)
    # Counted in ticks: fractions of all packets of a long video take many seconds.
    gaps = sorted(b - a for a, b in pairwise(times))
    usual_doubled = gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]
    farthest_doubled = floor(2 * EVEN / picture.tick)
    even = [gap for gap in gaps if abs(2 * gap - usual_doubled) <= farthest_doubled]
    is_varying = len(even) < len(gaps) * EVEN_SHARE or not sum(even)
    if is_varying:
        measured = len(times) / (picture.end - picture.first)
    else:
        measured = len(even) / (sum(even) * picture.tick)
    return MeasuredRate(_as_stated(measured, stated), is_varying)


def _as_stated(measured: Fraction, stated: Fraction) -> Fraction:
    """Return the stated rate if it is about the measured one, or else a listed rate that is."""
    if abs(measured / stated - 1) <= RATE_TOLERANCE:
        return stated
    near = min((rate.fps for rate in LISTED_RATES), key=lambda fps: abs(measured / fps - 1))
    return near if abs(measured / near - 1) <= RATE_TOLERANCE else measured.limit_denominator(1001)
