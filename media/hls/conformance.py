# SPDX-License-Identifier: Apache-2.0
"""Whether a packaged stream keeps the rules of HLS, judged by its playlists and its boxes.

Each rule has a name of its own. Nothing is believed that a playlist states and a file can show.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
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

LOWEST_VERSION, LOWEST_CONVERTED_VERSION = 6, 3
LOWEST_RATE = Fraction(9, 10)
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
Measure = Callable[[str], MeasuredRendition]
"""Measures the rendition of a URI; BadTrack, OSError or ValueError when it has no shape."""


@dataclass(frozen=True, slots=True)
class Strictness:
    """How exactly a stream keeps the rules.

    One that `is_exact` begins at zero, has no tick too much, states one target duration, and rates
    within a tenth. Of another one, which a service elsewhere wrote, only that is asked for without
    which players stall or choose wrongly: it may begin anywhere, may state higher rates, its sound
    may be cut and end elsewhere, and its times may be rounded by less than a frame.
    """

    lowest_version: int
    is_exact: bool


EXACT = Strictness(LOWEST_VERSION, is_exact=True)
CONVERTED = Strictness(LOWEST_CONVERTED_VERSION, is_exact=False)


def violations(folder: Path, place: Callable[[str], Path] | None = None) -> list[Violation]:
    """Return all rules that the stream in a folder breaks.

    `place` gives the file of a segment by its name in the folder, where it may lie elsewhere.
    """
    try:
        text = (folder / MASTER).read_text()
    except OSError as error:
        return [Violation("readable", MASTER, f"{error}"[:300])]
    return violations_of(text, lambda uri: measure_rendition(folder, uri, place), EXACT)


def violations_of(text: str, measure: Measure, strictness: Strictness) -> list[Violation]:
    """Return all rules that the stream of a master playlist breaks."""
    try:
        master = parse_master(text)
        videos = {one.uri: measure(one.uri) for one in master.variants}
        sounds = {uri: measure(uri) for uri in master.sounds}
    except (BadTrack, OSError, ValueError) as error:
        return [Violation("readable", MASTER, f"{error}"[:300])]
    found = [*_heads(master, {**videos, **sounds}, strictness)]
    for uri, one in [*videos.items(), *sounds.items()]:
        found += _of_rendition(uri, one, strictness)
    found += _across(videos, sounds, strictness)
    for variant in master.variants:
        found += _of_variant(variant, videos[variant.uri], sounds, strictness)
    return found


def _heads(
    master: MasterPlaylist, renditions: Renditions, strictness: Strictness
) -> Iterator[Violation]:
    lowest_version = strictness.lowest_version
    if not master.is_headed or master.version < lowest_version:
        yield Violation("head", MASTER, "it does not begin as a playlist of fragments does")
    if not master.variants:
        yield Violation("variants", MASTER, "it names no rendition")
    if strictness.is_exact and not master.is_independent:
        yield Violation("independent-segments", MASTER, "it does not say that segments are")
    for uri, one in renditions.items():
        stated = one.playlist
        if not stated.is_headed or stated.version < lowest_version:
            yield Violation("head", uri, "it does not begin as a playlist of fragments does")
        if not stated.is_ended or not stated.is_on_demand:
            yield Violation("whole", uri, "it is not a playlist of a whole video")
        if stated.has_discontinuity:
            yield Violation("discontinuity", uri, "the video is one piece, its playlist is not")


def _of_rendition(uri: str, one: MeasuredRendition, strictness: Strictness) -> Iterator[Violation]:
    stated, segments = one.playlist, one.segments
    longest = max(segment.duration for segment in segments)
    if round_half_up(longest) > stated.target:
        detail = f"it states {stated.target} s, a segment has {float(longest):.3f} s"
        yield Violation("target-duration", uri, detail)
    slack = EXTINF_SLACK if strictness.is_exact and not one.is_sound else SOUND_SLACK
    widest = Fraction(0) if strictness.is_exact else 1 / (one.frame_rate or 1)
    for segment, duration in zip(segments, stated.durations, strict=True):
        if abs(segment.duration - duration) > slack:
            real = float(segment.duration)
            detail = f"{segment.name} is stated as {float(duration):.3f} s and has {real:.3f} s"
            yield Violation("segment-duration", uri, detail)
        if not segment.starts_with_key:
            yield Violation("key-frame", uri, f"{segment.name} cannot be decoded alone")
    for here, after in pairwise(segments):
        gap = after.start - here.end
        if gap and abs(gap) >= widest:
            detail = f"{float(gap):.4f} s before {after.name} are missing"
            yield Violation("continuous", uri, detail)
    if strictness.is_exact and segments[0].start > 0:
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


def _across(videos: Renditions, sounds: Renditions, strictness: Strictness) -> Iterator[Violation]:
    if not videos:
        return
    first = next(iter(videos.values()))
    for uri, one in videos.items():
        if [s.start for s in one.segments] != [s.start for s in first.segments]:
            yield Violation("aligned", uri, "its segments begin at other times than the first's")
        elif one.keyframes != first.keyframes:
            yield Violation("aligned", uri, "its key frames are at other times than the first's")
    targets = {one.playlist.target for one in [*videos.values(), *sounds.values()]}
    if strictness.is_exact and len(targets) > 1:
        yield Violation("one-target", MASTER, "renditions state different target durations")
    for uri, sound in sounds.items():
        yield from _sound_follows(uri, sound, first, strictness)


def _sound_follows(
    uri: str, sound: MeasuredRendition, video: MeasuredRendition, strictness: Strictness
) -> Iterator[Violation]:
    if strictness.is_exact and len(sound.segments) != len(video.segments):
        yield Violation("sound-aligned", uri, "it has not as many segments as the video")
        return
    pairs = zip(sound.segments, video.segments, strict=strictness.is_exact)
    gaps = [abs(max(Fraction(0), a.start) - b.start) for a, b in pairs]
    # Elsewhere the sound may be cut at other times, but it begins with the picture.
    gaps = gaps if strictness.is_exact else gaps[:1]
    if max(gaps) > SOUND_SLACK:
        yield Violation("sound-aligned", uri, f"it is cut {float(max(gaps)):.3f} s off the video")
    is_late = abs(sound.segments[-1].end - video.segments[-1].end) > LATEST_SOUND_END
    if strictness.is_exact and is_late:
        yield Violation("sound-end", uri, "it does not end with the video")


def _of_variant(
    stated: StatedVariant, video: MeasuredRendition, sounds: Renditions, strictness: Strictness
) -> Iterator[Violation]:
    group = [sounds[uri] for uri in stated.sounds if uri in sounds]
    if stated.group and not group:
        yield Violation("sound-group", stated.uri, f"there is no group {stated.group}")
    if sounds and not stated.group:
        yield Violation("sound-group", stated.uri, "it names no group of sounds")
    codecs = ",".join([video.codec, *([AAC_LC] if group else [])])
    if sorted(stated.codecs.split(",")) != sorted(codecs.split(",")):
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
    lowest = Fraction(1) if strictness.is_exact else LOWEST_RATE
    highest = RATE_SLACK if strictness.is_exact else None
    yield from _rate("bandwidth", stated, stated.bandwidth, peak, (lowest, highest))
    if strictness.is_exact or stated.average_bandwidth:
        average = stated.average_bandwidth
        yield from _rate("average-bandwidth", stated, average, mean, (LOWEST_RATE, highest))


def _rate(
    rule: str,
    variant: StatedVariant,
    stated: int,
    real: Fraction,
    limits: tuple[Fraction, Fraction | None],
) -> Iterator[Violation]:
    lowest, highest = limits
    uri, is_high = variant.uri, highest is not None and stated > highest * real + 1
    if is_high or stated < lowest * real - 1:
        yield Violation(rule, uri, f"it states {stated} b/s, measured are {math.ceil(real)} b/s")


def report(found: Sequence[Violation]) -> str:
    """Return the first violations as one text for people."""
    return "; ".join(str(one) for one in found[:3])
