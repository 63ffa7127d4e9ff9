# SPDX-License-Identifier: Apache-2.0
"""Specs of the jobs that the timeline package does not describe."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class IngestSpec(Spec):
    """An upload to be probed; size and etag are those it had when it was marked complete.

    A size of 0 and an empty etag are not checked.
    """

    upload_id: int
    media_kind: str
    storage_key: str
    size_bytes: int = 0
    etag: str = ""
    filename: str = ""


@dataclass(frozen=True, slots=True)
class ThumbSpec(Spec):
    """An upload to get a thumbnail."""

    upload_id: int
    storage_key: str
    filename: str = ""


@dataclass(frozen=True, slots=True)
class DerivativeSpec(Spec):
    """An upload to get a filmstrip, peaks or an edit proxy, or a sample named `filename` as file.

    `targets` are the storage keys of what is made, in the order that the job of a kind documents.
    `pcm` is the cache key of the decoded audio, empty when the upload has none or none is needed.
    `stretches` are the cache keys of the stretches that an edit proxy at `fps` is joined from.
    """

    upload_id: int
    storage_key: str
    filename: str
    targets: tuple[str, ...]
    pcm: str = ""
    stretches: tuple[str, ...] = ()
    fps: str = ""


@dataclass(frozen=True, slots=True)
class FreezeFrameSpec(Spec):
    """A frame of a mezzanine to be stored as the PNG of an upload; it is never enlarged.

    `mezzanine` is a cache key, `frame` counts from 0 at `fps`, `long_edge` is in pixels.
    """

    upload_id: int
    storage_key: str
    mezzanine: str
    frame: int
    fps: str
    long_edge: int


@dataclass(frozen=True, slots=True)
class ConcatPart:
    """One chunk of an export, by its cache key."""

    key: str
    n_frames: int


@dataclass(frozen=True, slots=True)
class ConcatSpec(Spec):
    """Chunks and a mix to be joined without encoding, and where the export is to be stored."""

    fps: str
    parts: tuple[ConcatPart, ...]
    audio_key: str
    n_samples: int
    storage_key: str


def upload_title(spec: IngestSpec | ThumbSpec | DerivativeSpec) -> str:
    """Return the name of an upload for messages to people."""
    return f"“{spec.filename}”" if spec.filename else f"Upload {spec.upload_id}"
