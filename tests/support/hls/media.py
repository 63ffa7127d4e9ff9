# SPDX-License-Identifier: Apache-2.0
"""What PyAV and a decoder find in the segments of one rendition, for the validator."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av

CLOCK_SLACK = 0.0005


@dataclass
class Rendition:
    """Measured times in seconds, sizes in bytes."""

    codec: str
    resolution: str
    frame_rate: float
    starts: list[float] = field(default_factory=list)
    durations: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    keyframes: list[float] = field(default_factory=list)
    frames: int = 0
    end: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether this is an audio rendition."""
        return self.codec.startswith("mp4a")

    @property
    def average(self) -> float:
        """Bits per second over everything."""
        return sum(self.sizes) * 8 / sum(self.durations)

    def peak(self, target: int) -> float:
        """The peak segment bit rate as RFC 8216 defines it."""
        rates = []
        for first in range(len(self.sizes)):
            for last in range(first + 1, len(self.sizes) + 1):
                length = sum(self.durations[first:last])
                if 0.5 * target - 1e-9 <= length <= 1.5 * target + 1e-9:
                    rates.append(sum(self.sizes[first:last]) * 8 / length)
        return max(rates, default=self.average)


def measure(init: bytes, segments: Sequence[bytes], scratch: Path) -> Rendition:
    """Probe each segment behind the header alone, then decode all of them in a row."""
    whole = scratch.with_suffix(".mp4")
    whole.write_bytes(init + b"".join(segments))
    rendition, tick = _opened(whole, init)
    expected: Fraction | None = None
    for number, segment in enumerate(segments, start=1):
        expected = _segment(rendition, init + segment, number, tick, expected)
        rendition.sizes.append(len(segment))
    rendition.end = float(expected or 0)
    rendition.faults += _decoding_faults(whole)
    return rendition


def _opened(path: Path, init: bytes) -> tuple[Rendition, Fraction]:
    with av.open(str(path)) as container:
        (stream,) = container.streams
        assert stream.time_base is not None
        if not isinstance(stream, av.VideoStream):
            is_plain = stream.profile == "LC"
            return Rendition("mp4a.40.2" if is_plain else "mp4a", "", 0.0), stream.time_base
        place = init.find(b"avcC")
        codec = f"avc1.{init[place + 5 : place + 8].hex()}"
        size, rate = f"{stream.width}x{stream.height}", float(stream.average_rate or 0)
        return Rendition(codec, size, rate), stream.time_base


def _segment(
    rendition: Rendition, data: bytes, number: int, tick: Fraction, expected: Fraction | None
) -> Fraction:
    with av.open(io.BytesIO(data), "r") as container:
        packets = [packet for packet in container.demux() if packet.pts is not None]
    moments = [int(packet.pts or 0) for packet in packets]
    times = sorted(moments)
    step = packets[-1].duration or (times[-1] - times[-2] if len(times) > 1 else 0)
    if not packets[0].is_keyframe or moments[0] != times[0]:
        rendition.faults.append(f"segment {number} does not start with a key frame")
    # Priming samples before zero are cut off by the edit list.
    start, end = max(0, times[0]) * tick, (times[-1] + step) * tick
    if abs(float(start - (expected or 0))) > CLOCK_SLACK:
        rendition.faults.append(f"segment {number} starts at {float(start)}, not {expected}")
    rendition.starts.append(round(float(start), 4))
    rendition.durations.append(float(end - start))
    rendition.keyframes += [
        round(float(moment * tick), 4)
        for moment, packet in zip(moments, packets, strict=True)
        if packet.is_keyframe
    ]
    rendition.frames += len(packets)
    return end


def _decoding_faults(path: Path) -> list[str]:
    argv = ["ffmpeg", "-v", "warning", "-xerror", "-nostdin", "-i", str(path), "-f", "null", "-"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=300)
    messages = [line for line in done.stderr.splitlines() if line.strip()]
    found = [f"decoding: {line}" for line in messages[:3]]
    return [*found, "decoding failed"] if done.returncode else found
