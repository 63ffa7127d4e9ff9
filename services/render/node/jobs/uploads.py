# SPDX-License-Identifier: Apache-2.0
"""Uploads as the inputs of jobs: their thumbnails and the errors of unusable ones."""

from __future__ import annotations

from pathlib import Path

from chassis.jobs.errors import InputUnusable
from media.errors import UnusableMedia
from media.ingest import MezzaninePart, still_argv, thumbnail_argv
from media.intake import Source
from media.timecode import minutes_text
from services.render.contract.results import ResultFile
from services.render.contract.specs import DerivativeSpec, IngestSpec, ThumbSpec, upload_title
from services.render.contract.storage_keys import thumb_storage_key
from services.render.node.context import JobContext

_THUMB_EDGE = 640
_CODES = {"truncated_media": "truncated"}
_JPEG = "image/jpeg"
_MAX_BYTES_PER_FRAME = 8 << 20
_SPARE_FRAMES = 60


def unusable_upload(
    spec: IngestSpec | ThumbSpec | DerivativeSpec, error: UnusableMedia
) -> InputUnusable:
    """Return the failure of a job whose upload cannot be used."""
    code = _CODES.get(error.code, error.code)
    return InputUnusable(code, f"{upload_title(spec)}: {error}.")


def damaged_upload(upload_id: int, error: Exception) -> InputUnusable:
    """Return the failure of a job whose upload was accepted and turned out to be damaged."""
    return InputUnusable("damaged_media", f"Upload {upload_id} is damaged: {error}.")


def damaged_stretch(upload_id: int, part: MezzaninePart, error: Exception) -> InputUnusable:
    """Return the failure of a job in whose part of an upload frames are missing."""
    start, end = (part.rate.seconds(frame) for frame in (part.frames.start, part.frames.end))
    reason = (
        f"Upload {upload_id} is damaged between {minutes_text(start)} and {minutes_text(end)}: "
        f"{error}."
    )
    return InputUnusable("damaged_media", reason)


def most_bytes(frames: int) -> int:
    """Return how many bytes a video of so many frames of an upload may have at most."""
    return (frames + _SPARE_FRAMES) * _MAX_BYTES_PER_FRAME


def fetch_source(
    context: JobContext, *, upload_id: int, storage_key: str, source_sha256: str
) -> Path:
    """Return an upload with the digest that was planned for, or raise InputUnusable."""
    source = context.fetch_upload(storage_key)
    if context.sha256_of_upload(storage_key, source) != source_sha256:
        reason = f"Upload {upload_id} was changed after it was ingested."
        raise InputUnusable("object_changed", reason)
    return source


def draw_thumb(context: JobContext, opened: Source) -> Path:
    """Draw the thumbnail of an upload; there is no file if no frame of it decodes."""
    target, probe = context.folder / "thumb.jpg", opened.probe
    if probe.kind == "image" and probe.video is not None:
        argv = still_argv(opened.path, target, video=probe.video, edge=_THUMB_EDGE)
    else:
        argv = thumbnail_argv(opened.path, target, probe=probe)
    context.inspect(argv)
    return target


def store_thumb(context: JobContext, spec: IngestSpec | ThumbSpec, thumb: Path) -> ResultFile:
    """Store the thumbnail of an upload, or raise InputUnusable if nothing was drawn."""
    if not thumb.exists():
        raise InputUnusable("does_not_decode", f"{upload_title(spec)} has no frame that decodes.")
    stored = context.storage.put_file(thumb_storage_key(spec.upload_id), thumb, content_type=_JPEG)
    return ResultFile(stored.key, stored.size_bytes, _JPEG)
