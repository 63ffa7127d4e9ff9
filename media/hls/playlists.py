# SPDX-License-Identifier: Apache-2.0
"""The text of playlists, and the bit rates they state."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from media.hls.segments import INIT_NAME, MediaSegment
from media.sizes import Size
from media.timecode import FrameRate, round_half_up

PLAYLIST_VERSION = 7
AUDIO_GROUP = "audio"
AAC_LC = "mp4a.40.2"


@dataclass(frozen=True, slots=True)
class Variant:
    """One entry of the master playlist; its bandwidths, in bits per second, include the audio."""

    uri: str
    size: Size
    rate: FrameRate
    codec: str
    bandwidth: int
    average_bandwidth: int
    keyframe_uri: str = ""
    keyframe_rates: tuple[int, int] = (0, 0)
    """The peak and the average bit rate of the key frames alone."""


def target_duration(cuts: Sequence[int], rate: FrameRate) -> int:
    """Return the longest video segment in whole seconds, rounded up, for all renditions."""
    return math.ceil(max(rate.seconds(after - here) for here, after in pairwise(cuts)))


def peak_bandwidth(segments: Sequence[MediaSegment], target: int) -> int:
    """Return the highest bit rate of any run of 0.5 to 1.5 target durations, as RFC 8216 asks."""
    rates = [
        bits / length
        for first in range(len(segments))
        for bits, length in _runs(segments[first:], longest=target * Fraction(3, 2))
        if length >= Fraction(target, 2)
    ]
    return math.ceil(max(rates, default=Fraction(average_bandwidth(segments))))


def keyframe_segments(segments: Sequence[MediaSegment]) -> tuple[MediaSegment, ...]:
    """Return each key frame as a segment that is shown until the next one."""
    keyframes = [(one.name, frame) for one in segments for frame in one.keyframes]
    end = sum((one.duration for one in segments), Fraction(0))
    ends = [*(frame.at for _, frame in keyframes[1:]), end]
    return tuple(
        MediaSegment(name, after - frame.at, frame.size, (frame,))
        for (name, frame), after in zip(keyframes, ends, strict=True)
    )


def _runs(
    segments: Sequence[MediaSegment], *, longest: Fraction
) -> list[tuple[Fraction, Fraction]]:
    bits, length, runs = Fraction(0), Fraction(0), []
    for segment in segments:
        bits, length = bits + segment.size * 8, length + segment.duration
        if length > longest:
            break
        runs.append((bits, length))
    return runs


def average_bandwidth(segments: Sequence[MediaSegment]) -> int:
    """Return the average bit rate of all segments."""
    length = sum((s.duration for s in segments), Fraction(0))
    return math.ceil(sum(s.size for s in segments) * 8 / length)


def media_playlist(segments: Sequence[MediaSegment], target: int) -> str:
    """Return the playlist of one rendition."""
    lines = _head(target, "#EXT-X-INDEPENDENT-SEGMENTS")
    for segment in segments:
        lines += [f"#EXTINF:{decimal(segment.duration, 6)},", segment.name]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def keyframe_playlist(segments: Sequence[MediaSegment]) -> str:
    """Return the playlist of the key frames of one rendition, which players show while seeking."""
    frames = keyframe_segments(segments)
    lines = _head(math.ceil(max(one.duration for one in frames)), "#EXT-X-I-FRAMES-ONLY")
    for one in frames:
        (frame,) = one.keyframes
        place = f"#EXT-X-BYTERANGE:{frame.size}@{frame.offset}"
        lines += [f"#EXTINF:{decimal(one.duration, 6)},", place, one.name]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def _head(target: int, kind: str) -> list[str]:
    return [
        "#EXTM3U",
        f"#EXT-X-VERSION:{PLAYLIST_VERSION}",
        f"#EXT-X-TARGETDURATION:{target}",
        "#EXT-X-MEDIA-SEQUENCE:1",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        kind,
        f'#EXT-X-MAP:URI="{INIT_NAME}"',
    ]


def master_playlist(variants: Sequence[Variant], *, audio_uri: str | None) -> str:
    """Return the master playlist, the best rendition first."""
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{PLAYLIST_VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if audio_uri is not None:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{AUDIO_GROUP}",NAME="Main",DEFAULT=YES,'
            f'AUTOSELECT=YES,CHANNELS="2",URI="{audio_uri}"'
        )
    for variant in variants:
        lines += [_stream_inf(variant, has_audio=audio_uri is not None), variant.uri]
    lines += [_keyframe_inf(variant) for variant in variants if variant.keyframe_uri]
    return "\n".join([*lines, ""])


def _stream_inf(variant: Variant, *, has_audio: bool) -> str:
    codecs = f"{variant.codec},{AAC_LC}" if has_audio else variant.codec
    return (
        f"#EXT-X-STREAM-INF:BANDWIDTH={variant.bandwidth}"
        f",AVERAGE-BANDWIDTH={variant.average_bandwidth}"
        f',CODECS="{codecs}",RESOLUTION={variant.size}'
        f",FRAME-RATE={decimal(variant.rate.fps, 3)}"
        + (f',AUDIO="{AUDIO_GROUP}"' if has_audio else "")
    )


def _keyframe_inf(variant: Variant) -> str:
    peak, average = variant.keyframe_rates
    return (
        f"#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={average}"
        f',CODECS="{variant.codec}",RESOLUTION={variant.size},URI="{variant.keyframe_uri}"'
    )


def decimal(value: Fraction, places: int) -> str:
    """Write a number with so many decimal places, rounded half up."""
    whole, part = divmod(round_half_up(value * 10**places), 10**places)
    return f"{whole}.{part:0{places}d}"
