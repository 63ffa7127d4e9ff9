# SPDX-License-Identifier: Apache-2.0
"""Seeded videos of many kinds, and what an independent decoder, PyAV, finds in them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from pathlib import Path
from types import MappingProxyType

import av
import numpy as np

from media.ingest import mezzanine_argv
from media.timecode import DEFAULT_RATE
from tests.support.media.barcode import Code, read_code
from tests.support.media.ffmpeg import run, source_of
from tests.support.media.odd_sources import convert
from tests.support.media.video import AudioTrack, make_video

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
LEAST_LIKENESS = 30
"""The peak signal-to-noise ratio, in decibels, that grey pictures must have at least."""

_SOUNDS = {"webm": "libopus", "avi": "mp2", "ts": "mp2"}


@dataclass(frozen=True, slots=True)
class SeededSource:
    """One kind of video, chosen by its seed.

    `offset` is the time in seconds at which the file begins, `cut` how many seconds of its
    beginning an edit list hides, `channels` those of its sound, 0 without one.
    """

    seed: int
    container: str
    codec: str
    rate: str
    offset: float
    cut: float
    rotation: int
    channels: int

    def __str__(self) -> str:
        return f"{self.seed}-{self.container}-{self.codec}-{self.rate.replace('/', ':')}"


@dataclass(frozen=True, slots=True)
class IndependentFrame:
    """A frame as PyAV decodes it: when it is presented, its code, and its grey pixels."""

    at: Fraction
    code: Code | None
    grey: np.ndarray


def seeded_source(seed: int) -> SeededSource:
    """Choose a kind of video by a seed."""
    chance = random.Random(seed)
    container = chance.choice(sorted(CONTAINERS))
    is_mp4 = container in ("mp4", "mov")
    return SeededSource(
        seed=seed,
        container=container,
        codec=chance.choice(CONTAINERS[container]),
        rate=chance.choice(RATES),
        offset=chance.choice(OFFSETS) if container in ("mkv", "ts") else 0.0,
        cut=chance.choice((0.0, 0.0, 0.5)) if is_mp4 else 0.0,
        rotation=chance.choice((0, 0, 90, 180, 270)) if is_mp4 else 0,
        channels=chance.choice((0, 1, 2, 6)),
    )


def write_source(source: SeededSource, folder: Path) -> Path:
    """Make the video."""
    sound = AudioTrack(channels=2) if source.channels else None
    base = make_video(folder / "base.mp4", "1.5", "320x180", source.rate, audio=sound)
    coded = folder / f"coded.{source.container}"
    codec = (*CODECS[source.codec], "-g", "12", "-fps_mode", "passthrough")
    audio = ("-ac", str(source.channels), "-c:a", _SOUNDS.get(source.container, "aac"))
    if source.container in ("avi", "ts") and source.channels > 2:
        audio = ("-ac", "6", "-c:a", "ac3")
    where = ("-output_ts_offset", str(source.offset)) if source.offset else ()
    convert(coded, *codec, *(audio if sound else ()), *where, inputs=[(str(base),)])
    if not source.cut and not source.rotation:
        return coded
    target = folder / f"source.{source.container}"
    turn = ("-metadata:s:v:0", f"rotate={360 - source.rotation}") if source.rotation else ()
    seek = ("-ss", str(source.cut)) if source.cut else ()
    return convert(target, "-c", "copy", *turn, inputs=[(*seek, str(coded))])


def decode_source(path: Path, *, rotation: int) -> list[IndependentFrame]:
    """Decode a video with PyAV, and turn its pictures clockwise by some degrees."""
    return [
        IndependentFrame(at, _code(grey), np.rot90(grey, -rotation // 90))
        for at, grey in _decoded(path)
    ]


def decode_mezzanine(path: Path, *, rotation: int) -> list[IndependentFrame]:
    """Decode a mezzanine with PyAV; codes are read as they lay before the source was turned."""
    return [
        IndependentFrame(at, _code(np.rot90(grey, rotation // 90)), grey)
        for at, grey in _decoded(path)
    ]


def _decoded(path: Path) -> Iterator[tuple[Fraction, np.ndarray]]:
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            assert frame.pts is not None and frame.time_base is not None
            yield frame.pts * frame.time_base, frame.to_ndarray(format="gray")


def _code(grey: np.ndarray) -> Code | None:
    height, width = grey.shape
    return read_code(grey, (0, 0, width, height))


def time_zero(path: Path, frames: Sequence[IndependentFrame]) -> Fraction:
    """Return the first moment: that of the sound if it is earlier by more than a frame."""
    first, second = frames[0].at, frames[1].at
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return first
        sound = next(container.decode(audio=0))
    assert sound.pts is not None and sound.time_base is not None
    at = sound.pts * sound.time_base
    return at if at < first - (second - first) else first


def expected_frames(
    frames: Sequence[IndependentFrame], count: int, *, zero: Fraction
) -> list[IndependentFrame]:
    """Return which frame is shown at each of some frames of the project's rate."""
    half = Fraction(1, 2)
    places = [floor((frame.at - zero) * DEFAULT_RATE.fps + half) for frame in frames]
    latest, shown = 0, []
    for number in range(count):
        while latest + 1 < len(places) and places[latest + 1] <= number:
            latest += 1
        shown.append(frames[latest])
    return shown


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Return the peak signal-to-noise ratio of two grey pictures in decibels."""
    error = float(((one.astype(float) - other.astype(float)) ** 2).mean())
    return float(10 * np.log10(255**2 / max(error, 1e-6)))


def check_source(source: SeededSource, folder: Path) -> None:
    """Assert that the mezzanine has the frames of a source, in order, on time and alike."""
    path, target = write_source(source, folder), folder / "mezzanine.mov"
    opened = source_of(path)
    argv = mezzanine_argv(
        opened.path, target, probe=opened.probe, rate=DEFAULT_RATE, height_class=1080
    )
    run(argv)
    found = decode_mezzanine(target, rotation=source.rotation)
    decoded = decode_source(path, rotation=source.rotation)
    expected = expected_frames(decoded, len(found), zero=time_zero(path, decoded))

    codes = [frame.code for frame in found]
    assert None not in codes
    assert codes == sorted(codes)
    for number, frame in enumerate(found):
        near = expected[max(0, number - 1) : number + 2]
        same = [one for one in near if one.code == frame.code]
        assert same, f"frame {number} is {frame.code}, expected {expected[number].code}"
        assert likeness(frame.grey, same[0].grey) >= LEAST_LIKENESS
