# SPDX-License-Identifier: Apache-2.0
"""What a node hands in with a finished piece."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.specs import Spec


@dataclass(frozen=True, slots=True)
class ProbeFacts:
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
    probe: ProbeFacts
    thumb: DerivedFile | None


@dataclass(frozen=True, slots=True)
class FrameResult(Spec):
    """A frame that became an image."""

    file: DerivedFile
    sha256: str
    probe: ProbeFacts


@dataclass(frozen=True, slots=True)
class CachedFile(Spec):
    """A stored piece that any render may use.

    `headers` is the digest of its decoder headers, `sha256` that of its bytes where it is known.
    """

    key: str
    storage_key: str
    size_bytes: int
    n_frames: int = 0
    headers: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class FilmResult(Spec):
    """A finished film."""

    storage_key: str
    size_bytes: int
    sha256: str
    probe: ProbeFacts


@dataclass(frozen=True, slots=True)
class Handed:
    """What a node handed in: the result as JSON, and what it cost."""

    result: str
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
