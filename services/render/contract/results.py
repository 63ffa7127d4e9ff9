# SPDX-License-Identifier: Apache-2.0
"""Results of finished jobs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from media.streams import AudioTrack
from media.timecode import FrameRange
from timeline.spec.canonical import Spec

RANGE_FRAMES = 150
"""Frames in each byte range of a mezzanine: ten groups of pictures, about as long as a chunk."""

_READ_AHEAD_FRAMES = 16


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What a probe found in a media file.

    `duration` is an exact fraction "n/d" of seconds and `fps` one of frames a second; both are
    empty for a picture. Width and height are in pixels, rotation in degrees clockwise. `warnings`
    are sentences for people. With `has_varying_rate` the pictures come at many distances, and `fps`
    is their average.
    """

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
    warnings: tuple[str, ...] = ()
    audio_tracks: tuple[AudioTrack, ...] = ()
    has_alpha: bool = False
    has_varying_rate: bool = False


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A stored file that was made for an upload or an export; `sha256` is empty when unknown."""

    storage_key: str
    size_bytes: int
    content_type: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class IngestResult:
    """Digest and probe of an upload; `thumb` is absent when the upload has no picture."""

    sha256: str
    probe: ProbeResult
    thumb: ResultFile | None


@dataclass(frozen=True, slots=True)
class ThumbResult:
    """A stored thumbnail."""

    file: ResultFile


@dataclass(frozen=True, slots=True)
class DerivativeResult:
    """The stored files of a filmstrip, of peaks or of an edit proxy."""

    files: tuple[ResultFile, ...]


@dataclass(frozen=True, slots=True)
class FreezeFrameResult:
    """The image that a frame was stored as."""

    file: ResultFile
    probe: ProbeResult


@dataclass(frozen=True, slots=True)
class CachedFile(Spec):
    """A stored file that any render may use, by its cache key.

    `headers` is the digest of a chunk's decoder headers; `sha256` is empty when it is unknown.
    `byte_ranges` lists the parts of a mezzanine that can be fetched alone as (first byte, CRC-32):
    the file's header, then a range for each `RANGE_FRAMES` frames.
    """

    key: str
    storage_key: str
    size_bytes: int
    n_frames: int = 0
    headers: str = ""
    sha256: str = ""
    byte_ranges: tuple[tuple[int, int], ...] = ()

    def range_indexes(self, shown: Iterable[FrameRange]) -> list[int]:
        """Return the indexes of the byte ranges that are needed to decode some frames."""
        found = {0}
        last = len(self.byte_ranges) - 1
        for frames in shown:
            # A decoder begins at the key frame before and reads a little further than it must.
            first = max(0, frames.start - _READ_AHEAD_FRAMES)
            end = frames.end + _READ_AHEAD_FRAMES
            found.update(range(1 + first // RANGE_FRAMES, 2 + end // RANGE_FRAMES))
        return sorted(index for index in found if index <= last)

    def byte_range(self, index: int) -> tuple[int, int]:
        """Return the first byte and the number of bytes of a range."""
        starts = [start for start, _ in self.byte_ranges]
        return starts[index], [*starts, self.size_bytes][index + 1] - starts[index]


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A stored, verified export."""

    file: ResultFile
    probe: ProbeResult
