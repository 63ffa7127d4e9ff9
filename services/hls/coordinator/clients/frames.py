# SPDX-License-Identifier: Apache-2.0
"""Reads a frame of a segment by ffmpeg, in a confined child process with limits."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from chassis.concurrency import ConcurrencyLimit
from chassis.confined_children import confinement_of
from chassis.process import ChildError, Confinement, Limits, run, scratch_directory
from media.probe import INGEST_FLAGS
from services.hls.coordinator.domain.errors import FrameNotReadable

_LIMITS = Limits(timeout=60, cpu_seconds=30, memory_bytes=2 << 30, file_bytes=32 << 20)
_QUALITY = "3"
_MOST_AT_ONCE = 2


class FfmpegFrameClient:
    """Decodes as nodes do, since the largest rendition may be an upload of a stranger, copied.

    Few frames are read at once, so that REST keeps responding; ApiError `rate_limited` beyond.
    """

    def __init__(self, environ: Mapping[str, str], scratch: Path) -> None:
        self._environ = environ
        self._scratch = scratch
        self.reading = ConcurrencyLimit(_MOST_AT_ONCE)

    @cached_property
    def _confinement(self) -> Confinement:
        return confinement_of(self._environ, self._scratch)

    def read_frame(self, video: bytes, *, at: Fraction) -> bytes:
        with self.reading.taken(), scratch_directory(self._scratch) as folder:
            source, target = folder / "segment", folder / "frame.jpg"
            source.write_bytes(video)
            try:
                argv = [*self._confinement.prefix, *_argv(source, target, at)]
                run(argv, limits=_LIMITS, scratch=folder)
                return target.read_bytes()
            except (ChildError, FileNotFoundError) as error:
                raise FrameNotReadable("This frame cannot be read: choose another.") from error


def _argv(source: Path, target: Path, at: Fraction) -> list[str]:
    # Behind the input: a transport stream has no index, by which a moment could be sought.
    seek = [*INGEST_FLAGS, "-i", str(source), "-ss", f"{float(at):.6f}"]
    one = ["-map", "0:v:0", "-frames:v", "1", "-q:v", _QUALITY, "-f", "image2", "-update", "1"]
    return ["ffmpeg", "-v", "error", "-nostdin", "-y", *seek, *one, str(target)]
