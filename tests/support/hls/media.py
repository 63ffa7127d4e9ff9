# SPDX-License-Identifier: Apache-2.0
"""What ffprobe and a decoder find in the segments of one rendition, for the validator."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

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
    stream = _probe(whole, "-show_streams")["streams"][0]
    rate = Fraction(stream["r_frame_rate"].replace("0/0", "0/1"))
    rendition = Rendition(
        codec=_codec(init, stream),
        resolution=f"{stream.get('width')}x{stream.get('height')}",
        frame_rate=float(rate),
    )
    tick = Fraction(stream["time_base"])
    expected: Fraction | None = None
    for number, segment in enumerate(segments, start=1):
        expected = _segment(rendition, init + segment, scratch, number, tick, expected)
        rendition.sizes.append(len(segment))
    rendition.end = float(expected or 0)
    rendition.faults += _decoding_faults(whole)
    return rendition


def _segment(
    rendition: Rendition,
    data: bytes,
    scratch: Path,
    number: int,
    tick: Fraction,
    expected: Fraction | None,
) -> Fraction:
    path = scratch.with_name(f"{scratch.name}-{number}.mp4")
    path.write_bytes(data)
    packets = _probe(path, "-show_packets")["packets"]
    times = sorted(int(p["pts"]) for p in packets)
    step = int(packets[-1].get("duration", times[-1] - times[-2] if len(times) > 1 else 0))
    if "K" not in packets[0]["flags"] or int(packets[0]["pts"]) != times[0]:
        rendition.faults.append(f"segment {number} does not start with a key frame")
    # Priming samples before zero are cut off by the edit list.
    start, end = max(0, times[0]) * tick, (times[-1] + step) * tick
    if abs(float(start - (expected or 0))) > CLOCK_SLACK:
        rendition.faults.append(f"segment {number} starts at {float(start)}, not {expected}")
    rendition.starts.append(round(float(start), 4))
    rendition.durations.append(float(end - start))
    rendition.keyframes += [
        round(float(int(p["pts"]) * tick), 4) for p in packets if "K" in p["flags"]
    ]
    rendition.frames += len(packets)
    return end


def _codec(init: bytes, stream: dict[str, Any]) -> str:
    if stream["codec_type"] == "audio":
        return "mp4a.40.2" if stream.get("profile") == "LC" else f"mp4a ({stream.get('profile')})"
    place = init.find(b"avcC")
    return f"avc1.{init[place + 5 : place + 8].hex()}"


def _probe(path: Path, *what: str) -> dict[str, Any]:
    argv = ["ffprobe", "-v", "error", *what, "-of", "json", str(path)]
    answer: dict[str, Any] = json.loads(subprocess.check_output(argv, timeout=60))
    return answer


def _decoding_faults(path: Path) -> list[str]:
    argv = ["ffmpeg", "-v", "warning", "-xerror", "-nostdin", "-i", str(path), "-f", "null", "-"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=300)
    messages = [line for line in done.stderr.splitlines() if line.strip()]
    found = [f"decoding: {line}" for line in messages[:3]]
    return [*found, "decoding failed"] if done.returncode else found
