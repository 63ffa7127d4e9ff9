# SPDX-License-Identifier: Apache-2.0
"""Seeded videos of many kinds, with a bar code in every frame and a sound that never repeats."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from tests.support.media.odd_sources import convert
from tests.support.media.video import make_video

CODECS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "h264": ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-bf", "2"),
        "hevc": ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none"),
        "mpeg2": ("-c:v", "mpeg2video", "-q:v", "2"),
        "mpeg4": ("-c:v", "mpeg4", "-q:v", "2"),
        "vp8": ("-c:v", "libvpx", "-deadline", "realtime", "-b:v", "4M"),
        "mjpeg": ("-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p"),
        "ffv1": ("-c:v", "ffv1"),
    }
)
CONTAINERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "mp4": ("h264", "hevc", "mpeg4"),
        "mov": ("h264", "hevc", "mjpeg"),
        "mkv": tuple(CODECS),
        "webm": ("vp8",),
        "ts": ("h264", "hevc", "mpeg2"),
        "avi": ("mpeg4", "mjpeg", "ffv1"),
    }
)
RATES = ("24", "25", "30000/1001", "30", "50")
OFFSETS = (0.0, 0.4, 3.0)
SEEDS = 300
"""So many videos are compared with what another decoder finds in them."""

SECONDS = 1.5
SWEEP = "0.3*sin(2*PI*(200*t+800*t*t))"
"""A tone that rises and so sounds differently at each moment."""

_INTERLACED: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "h264": {"top": ("-x264-params", "tff=1"), "bottom": ("-x264-params", "bff=1")},
        "mpeg2": {"top": ("-top", "1"), "bottom": ("-top", "0")},
    }
)
_INTERLACED_RATES = ("25", "30000/1001")
_SOUNDS = {"webm": "libopus", "avi": "mp2", "ts": "mp2"}


@dataclass(frozen=True, slots=True)
class SeededSource:
    """One kind of video, chosen by its seed.

    `offset` is the time in seconds at which the file begins, `cut` how many seconds of its
    beginning an edit list hides, `channels` those of its sound, 0 without one. `fields` is the
    earlier field of interlaced video, "top" or "bottom", and empty for progressive video.
    """

    seed: int
    container: str
    codec: str
    rate: str
    offset: float
    cut: float
    rotation: int
    channels: int
    fields: str = ""

    def __str__(self) -> str:
        return f"{self.seed}-{self.container}-{self.codec}-{self.rate.replace('/', ':')}"


def seeded_source(seed: int) -> SeededSource:
    """Choose a kind of video by a seed."""
    chance = random.Random(seed)
    container = chance.choice(sorted(CONTAINERS))
    is_mp4 = container in ("mp4", "mov")
    source = SeededSource(
        seed=seed,
        container=container,
        codec=chance.choice(CONTAINERS[container]),
        rate=chance.choice(RATES),
        offset=chance.choice(OFFSETS) if container in ("mkv", "ts") else 0.0,
        cut=chance.choice((0.0, 0.0, 0.5)) if is_mp4 else 0.0,
        rotation=chance.choice((0, 0, 90, 180, 270)) if is_mp4 else 0,
        channels=chance.choice((0, 1, 2, 6)),
    )
    may_be_interlaced = source.codec in _INTERLACED and source.rate in _INTERLACED_RATES
    if not may_be_interlaced or source.rotation:
        return source
    return replace(source, fields=chance.choice(("", "top", "top", "bottom", "bottom")))


def write_source(source: SeededSource, folder: Path) -> Path:
    """Make the video."""
    shown = str(2 * Fraction(source.rate)) if source.fields else source.rate
    base = make_video(folder / "base.mp4", SECONDS, "320x180", shown, audio=None)
    inputs = [(str(base),)]
    sound: tuple[str, ...] = ()
    if source.channels:
        inputs.append(("-f", "lavfi", f"aevalsrc={SWEEP}:s=48000:d={SECONDS}"))
        sound = _sound(source)
    coded = folder / f"coded.{source.container}"
    where = ("-output_ts_offset", str(source.offset)) if source.offset else ()
    convert(coded, *_picture(source), *sound, *where, inputs=inputs)
    if not source.cut and not source.rotation:
        return coded
    target = folder / f"source.{source.container}"
    turn = ("-metadata:s:v:0", f"rotate={360 - source.rotation}") if source.rotation else ()
    seek = ("-ss", str(source.cut)) if source.cut else ()
    return convert(target, "-c", "copy", *turn, inputs=[(*seek, str(coded))])


def _picture(source: SeededSource) -> tuple[str, ...]:
    options = (*CODECS[source.codec], "-g", "12", "-fps_mode", "passthrough")
    if not source.fields:
        return options
    scan = {"top": "tff", "bottom": "bff"}[source.fields]
    weave = ("-vf", f"interlace=scan={scan}:lowpass=off", "-flags", "+ilme+ildct")
    return (*weave, *options, *_INTERLACED[source.codec][source.fields])


def _sound(source: SeededSource) -> tuple[str, ...]:
    if source.container in ("avi", "ts") and source.channels > 2:
        return ("-ac", "6", "-c:a", "ac3")
    return ("-ac", str(source.channels), "-c:a", _SOUNDS.get(source.container, "aac"))
