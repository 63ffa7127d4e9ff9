# SPDX-License-Identifier: Apache-2.0
"""Reads a frame of a segment by ffmpeg, in a child process with limits."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from chassis.process import ChildError, Limits, run, scratch_directory
from services.hls.coordinator.domain.errors import FrameNotReadable

_LIMITS = Limits(timeout=60, cpu_seconds=30, memory_bytes=2 << 30, file_bytes=32 << 20)
_QUALITY = "3"


class FfmpegFrameClient:
    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch

    def read_frame(self, video: bytes, *, at: Fraction) -> bytes:
        with scratch_directory(self._scratch) as folder:
            source, target = folder / "segment", folder / "frame.jpg"
            source.write_bytes(video)
            try:
                run(_argv(source, target, at), limits=_LIMITS)
                return target.read_bytes()
            except (ChildError, FileNotFoundError) as error:
                raise FrameNotReadable("This frame cannot be read: choose another.") from error


def _argv(source: Path, target: Path, at: Fraction) -> list[str]:
    # Behind the input: a transport stream has no index, by which a moment could be sought.
    seek = ["-i", str(source), "-ss", f"{float(at):.6f}"]
    one = ["-map", "0:v:0", "-frames:v", "1", "-q:v", _QUALITY, "-f", "image2", "-update", "1"]
    return ["ffmpeg", "-v", "error", "-nostdin", "-y", *seek, *one, str(target)]
