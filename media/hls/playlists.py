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
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{PLAYLIST_VERSION}",
        f"#EXT-X-TARGETDURATION:{target}",
        "#EXT-X-MEDIA-SEQUENCE:1",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{INIT_NAME}"',
    ]
    for segment in segments:
        lines += [f"#EXTINF:{_decimal(segment.duration, 6)},", segment.name]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


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
    return "\n".join([*lines, ""])


def _stream_inf(variant: Variant, *, has_audio: bool) -> str:
    codecs = f"{variant.codec},{AAC_LC}" if has_audio else variant.codec
    return (
        f"#EXT-X-STREAM-INF:BANDWIDTH={variant.bandwidth}"
        f",AVERAGE-BANDWIDTH={variant.average_bandwidth}"
        f',CODECS="{codecs}",RESOLUTION={variant.size}'
        f",FRAME-RATE={_decimal(variant.rate.fps, 3)}"
        + (f',AUDIO="{AUDIO_GROUP}"' if has_audio else "")
    )


def _decimal(value: Fraction, places: int) -> str:
    whole, part = divmod(round_half_up(value * 10**places), 10**places)
    return f"{whole}.{part:0{places}d}"
