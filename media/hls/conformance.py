# SPDX-License-Identifier: Apache-2.0
"""Whether a packaged stream keeps the rules of HLS, judged by its playlists and its boxes.

Each rule has a name of its own. Nothing is believed that a playlist states and a file can show.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from media.hls.boxes import BadTrack
from media.hls.measuring import MeasuredRendition, measure_rendition
from media.hls.parsing import MasterPlaylist, StatedVariant, parse_master
from media.hls.playlists import AAC_LC
from media.timecode import round_half_up

EXTINF_SLACK = Fraction(1, 1000)
SOUND_SLACK = Fraction(1024, 48_000) + EXTINF_SLACK
"""A packet of sound belongs to one segment whole."""

LATEST_SOUND_END = Fraction(1, 5)
RATE_SLACK = Fraction(11, 10)
"""By how much a stated bit rate may exceed the measured one."""

LOWEST_VERSION = 6
MASTER = "master.m3u8"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a stream breaks: its name, the playlist, and one sentence for people."""

    rule: str
    playlist: str
    detail: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.playlist}: {self.detail}"


Renditions = Mapping[str, MeasuredRendition]


def violations(folder: Path) -> list[Violation]:
    """Return all rules that the stream in a folder breaks."""
    try:
        master = parse_master((folder / MASTER).read_text())
        videos = {one.uri: measure_rendition(folder, one.uri) for one in master.variants}
        sounds = {uri: measure_rendition(folder, uri) for uri in master.sounds}
    except (BadTrack, OSError, ValueError) as error:
        return [Violation("readable", MASTER, f"{error}"[:300])]
    found = [*_heads(master, {**videos, **sounds})]
    for uri, one in [*videos.items(), *sounds.items()]:
        found += _of_rendition(uri, one)
    found += _across(videos, sounds)
    for variant in master.variants:
        found += _of_variant(variant, videos[variant.uri], sounds)
    return found


def _heads(master: MasterPlaylist, renditions: Renditions) -> Iterator[Violation]:
    if not master.is_headed or master.version < LOWEST_VERSION:
        yield Violation("head", MASTER, "it does not begin as a playlist of fragments does")
    if not master.variants:
        yield Violation("variants", MASTER, "it names no rendition")
    if not master.is_independent:
        yield Violation("independent-segments", MASTER, "it does not say that segments are")
    for uri, one in renditions.items():
        stated = one.playlist
        if not stated.is_headed or stated.version < LOWEST_VERSION:
            yield Violation("head", uri, "it does not begin as a playlist of fragments does")
        if not stated.is_ended or not stated.is_on_demand:
            yield Violation("whole", uri, "it is not a playlist of a whole video")
        if stated.has_discontinuity:
            yield Violation("discontinuity", uri, "the video is one piece, its playlist is not")


def _of_rendition(uri: str, one: MeasuredRendition) -> Iterator[Violation]:
    stated, segments = one.playlist, one.segments
    longest = max(segment.duration for segment in segments)
    if round_half_up(longest) > stated.target:
        detail = f"it states {stated.target} s, a segment has {float(longest):.3f} s"
        yield Violation("target-duration", uri, detail)
    slack = SOUND_SLACK if one.is_sound else EXTINF_SLACK
    for segment, duration in zip(segments, stated.durations, strict=True):
        if abs(segment.duration - duration) > slack:
            real = float(segment.duration)
            detail = f"{segment.name} is stated as {float(duration):.3f} s and has {real:.3f} s"
            yield Violation("segment-duration", uri, detail)
        if not segment.starts_with_key:
            yield Violation("key-frame", uri, f"{segment.name} cannot be decoded alone")
    for here, after in pairwise(segments):
        if here.end != after.start:
            gap = float(after.start - here.end)
            yield Violation("continuous", uri, f"{gap:.4f} s before {after.name} are missing")
    if segments[0].start > 0:
        yield Violation("begin", uri, f"it begins at {float(segments[0].start):.4f} s")
    yield from _key_frames(uri, one)


def _key_frames(uri: str, one: MeasuredRendition) -> Iterator[Violation]:
    sizes = {segment.name: segment.size for segment in one.segments}
    fragments = {(s.name, offset): end for s in one.segments for offset, end in s.fragments}
    for place in one.ranges:
        end = fragments.get((place.name, place.offset))
        if end is None or place.offset + place.size != end or end > sizes[place.name]:
            detail = f"bytes {place.offset} of {place.name} are no key frame"
            yield Violation("key-frame-ranges", uri, detail)
            return


def _across(videos: Renditions, sounds: Renditions) -> Iterator[Violation]:
    if not videos:
        return
    first = next(iter(videos.values()))
    for uri, one in videos.items():
        if [s.start for s in one.segments] != [s.start for s in first.segments]:
            yield Violation("aligned", uri, "its segments begin at other times than the first's")
        elif one.keyframes != first.keyframes:
            yield Violation("aligned", uri, "its key frames are at other times than the first's")
    targets = {one.playlist.target for one in [*videos.values(), *sounds.values()]}
    if len(targets) > 1:
        yield Violation("one-target", MASTER, "renditions state different target durations")
    for uri, sound in sounds.items():
        yield from _sound_follows(uri, sound, first)


def _sound_follows(
    uri: str, sound: MeasuredRendition, video: MeasuredRendition
) -> Iterator[Violation]:
    if len(sound.segments) != len(video.segments):
        yield Violation("sound-aligned", uri, "it has not as many segments as the video")
        return
    gaps = [
        abs(max(Fraction(0), a.start) - b.start)
        for a, b in zip(sound.segments, video.segments, strict=True)
    ]  # fmt: skip
    if max(gaps) > SOUND_SLACK:
        yield Violation("sound-aligned", uri, f"it is cut {float(max(gaps)):.3f} s off the video")
    if abs(sound.segments[-1].end - video.segments[-1].end) > LATEST_SOUND_END:
        yield Violation("sound-end", uri, "it does not end with the video")


def _of_variant(
    stated: StatedVariant, video: MeasuredRendition, sounds: Renditions
) -> Iterator[Violation]:
    group = [sounds[uri] for uri in stated.sounds if uri in sounds]
    if stated.group and not group:
        yield Violation("sound-group", stated.uri, f"there is no group {stated.group}")
    if sounds and not stated.group:
        yield Violation("sound-group", stated.uri, "it names no group of sounds")
    codecs = ",".join([video.codec, *([AAC_LC] if group else [])])
    if stated.codecs != codecs:
        yield Violation("codecs", stated.uri, f"it states {stated.codecs}, the media is {codecs}")
    if stated.resolution != video.resolution:
        detail = f"it states {stated.resolution}, the media is {video.resolution}"
        yield Violation("resolution", stated.uri, detail)
    if stated.frame_rate and abs(stated.frame_rate - video.frame_rate) > Fraction(1, 500):
        detail = (
            f"it states {float(stated.frame_rate)}, the media has {float(video.frame_rate):.3f}"
        )
        yield Violation("frame-rate", stated.uri, detail)
    peak = video.peak + max((one.peak for one in group), default=Fraction(0))
    mean = video.average + max((one.average for one in group), default=Fraction(0))
    yield from _rate("bandwidth", stated.uri, stated.bandwidth, peak, lowest=Fraction(1))
    yield from _rate(
        "average-bandwidth", stated.uri, stated.average_bandwidth, mean, lowest=Fraction(9, 10)
    )


def _rate(
    rule: str, uri: str, stated: int, real: Fraction, *, lowest: Fraction
) -> Iterator[Violation]:
    if not lowest * real - 1 <= stated <= RATE_SLACK * real + 1:
        yield Violation(rule, uri, f"it states {stated} b/s, measured are {math.ceil(real)} b/s")


def report(found: Sequence[Violation]) -> str:
    """Return the first violations as one text for people."""
    return "; ".join(str(one) for one in found[:3])
