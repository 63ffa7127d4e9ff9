# SPDX-License-Identifier: Apache-2.0
"""What a node hands in with a finished piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from media.timecode import FrameRange
from timeline.spec.canonical import Spec

STRETCH_FRAMES = 150
"""Ten groups of pictures of a mezzanine: about as much as a chunk shows."""

_READ_AROUND = 16


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What a media file turned out to be; the duration and the rate are exact fractions."""

    width: int = 0
    height: int = 0
    duration: str = ""
    fps: str = ""
    frames: int = 0
    rotation: int = 0
    video_codec: str = ""
    audio_codec: str = ""
    has_audio: bool = False
    is_hdr: bool = False
    content_type: str = ""
    container: str = ""


@dataclass(frozen=True, slots=True)
class DerivedFile(Spec):
    """A derived file of an upload."""

    storage_key: str
    size_bytes: int
    content_type: str


@dataclass(frozen=True, slots=True)
class IngestResult(Spec):
    """What an upload is; its thumbnail is absent when it has no picture."""

    sha256: str
    probe: ProbeResult
    thumb: DerivedFile | None


@dataclass(frozen=True, slots=True)
class FrameResult(Spec):
    """A frame that became an image."""

    file: DerivedFile
    sha256: str
    probe: ProbeResult


@dataclass(frozen=True, slots=True)
class CachedFile(Spec):
    """A stored piece that any render may use.

    `headers` is the digest of its decoder headers, `sha256` that of its bytes where it is known.
    `stretches` tells of a mezzanine what can be fetched alone: where its header and each stretch
    of `STRETCH_FRAMES` frames begin, and the CRC-32 of those bytes.
    """

    key: str
    storage_key: str
    size_bytes: int
    n_frames: int = 0
    headers: str = ""
    sha256: str = ""
    stretches: tuple[tuple[int, int], ...] = ()

    def stretches_of(self, ranges: Iterable[FrameRange]) -> list[int]:
        """List the stretches that hold some frames, the header first, by their places."""
        found = {0}
        last = len(self.stretches) - 1
        for frames in ranges:
            # A decoder begins at a key frame before, and reads a little further than it must.
            first, end = frames.start - _READ_AROUND, frames.end + _READ_AROUND
            found.update(range(1 + max(0, first) // STRETCH_FRAMES, 2 + end // STRETCH_FRAMES))
        return sorted(place for place in found if place <= last)

    def bytes_of(self, place: int) -> tuple[int, int]:
        """Tell where a stretch begins and how many bytes it has."""
        starts = [start for start, _ in self.stretches]
        return starts[place], [*starts, self.size_bytes][place + 1] - starts[place]


@dataclass(frozen=True, slots=True)
class FilmResult(Spec):
    """A finished film."""

    storage_key: str
    size_bytes: int
    sha256: str
    probe: ProbeResult


@dataclass(frozen=True, slots=True)
class Handed:
    """What a node handed in: the result as JSON, and what it cost."""

    result: str
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
