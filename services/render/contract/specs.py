# SPDX-License-Identifier: Apache-2.0
"""What a node is told to do, besides the chunks, sounds and mezzanines of the timeline."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from pathlib import PurePosixPath

from services.render.contract.results import CachedFile
from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class IngestSpec(Spec):
    """An upload to be examined, or only to be pictured; size and etag are those it had then."""

    upload_id: int
    media_kind: str
    storage_key: str
    size_bytes: int = 0
    etag: str = ""
    filename: str = ""

    @property
    def thumb_key(self) -> str:
        """Where the upload's thumbnail is stored."""
        return f"thumbs/uploads/{self.upload_id}/thumb.jpg"

    @property
    def title(self) -> str:
        """What to call the upload before people."""
        return f"“{self.filename}”" if self.filename else f"Upload {self.upload_id}"


@dataclass(frozen=True, slots=True)
class FreezeFrameSpec(Spec):
    """A frame of a mezzanine that becomes the image of an upload, never enlarged."""

    upload_id: int
    storage_key: str
    mezzanine: str
    frame: int
    fps: str
    long_edge: int


@dataclass(frozen=True, slots=True)
class Part:
    """One chunk of a film to be joined."""

    key: str
    n_frames: int


@dataclass(frozen=True, slots=True)
class ConcatSpec(Spec):
    """A film to be joined from its parts, and where it is to be stored."""

    fps: str
    parts: tuple[Part, ...]
    audio_key: str
    n_samples: int
    storage_key: str


@dataclass(frozen=True, slots=True)
class Assignment(Spec):
    """A task as a node receives it, with the stored files it may need."""

    task: str
    files: tuple[CachedFile, ...] = ()


def export_file(export_id: str, created_at: dt.datetime) -> str:
    """Where the film of an export is stored: the same place however often it is joined."""
    place = uuid.uuid5(uuid.NAMESPACE_URL, f"reelmill:render:{export_id}")
    return f"renders/{created_at:%Y-%m/%d}/{place}/video.mp4"


def mezzanine_file(key: str) -> str:
    """Where a mezzanine is stored."""
    return f"mezzanines/{key}.mov"


def chunk_file(key: str) -> str:
    """Where a chunk is stored."""
    return f"chunks/{key}.mp4"


def audio_file(key: str) -> str:
    """Where the sound of a film is stored."""
    return f"audio/{key}.m4a"


def envelope_file(key: str) -> str:
    """Where the gains lie by which the sound of a film was made."""
    return f"audio/{key}.json"


def stored_together(storage_key: str) -> tuple[str, ...]:
    """Name all that is stored for an entry of the index of pieces; a sound has its gains beside."""
    key = PurePosixPath(storage_key).stem
    is_sound = storage_key == audio_file(key)
    return (envelope_file(key), storage_key) if is_sound else (storage_key,)


def picture_file(key: str) -> str:
    """Where a normalised picture is stored."""
    return f"pictures/{key}.png"


def text_image_file(key: str) -> str:
    """Where a drawn text is stored."""
    return f"rasters/{key}.png"


def sound_file(key: str) -> str:
    """Where the decoded sound of an upload is stored."""
    return f"sounds/{key}.s16"
