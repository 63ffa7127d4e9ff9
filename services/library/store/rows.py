# SPDX-License-Identifier: Apache-2.0
"""Convert an upload to a row of the table, and a row to an upload."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from services.library.domain.assets import search_text
from services.library.domain.audio_tracks import UploadAudioTrack
from services.library.domain.upload import (
    Rejection,
    Upload,
    UploadKind,
    UploadProbe,
    UploadState,
)

_TRACKS = TypeAdapter(tuple[UploadAudioTrack, ...])


def to_upload(row: sa.Row[Any]) -> Upload:  # Any: every column of uploads
    """Convert a row."""
    return Upload(
        upload_id=row.id,
        user_id=row.user_id,
        kind=UploadKind(row.kind),
        state=UploadState(row.state),
        storage_key=row.storage_key,
        original_filename=row.original_filename,
        content_type=row.content_type,
        created_at=row.created_at,
        video_role=row.video_role,
        image_role=row.image_role,
        audio_role=row.audio_role,
        modified_filename=row.modified_filename,
        description=row.description,
        size_bytes=row.size_bytes,
        etag=row.etag,
        sha256=row.sha256,
        probe=_probe(row),
        rejection=_rejection(row),
        is_system=row.is_system,
        project_id=row.project_id,
        project_name=row.project_name,
        production_id=row.create_video_production_id,
        production_status=row.production_status,
        export_id=row.export_id,
        thumb_key=row.thumb_key,
        uploaded_at=row.uploaded_at,
        source_deleted_at=row.source_deleted_at,
        fingerprint=row.fingerprint,
        audio_track=row.audio_track,
        tags=tuple(row.tags.splitlines()),
    )


def to_values(upload: Upload) -> dict[str, object]:
    """Return the value of every column but the id."""
    probe, rejection = upload.probe, upload.rejection
    return {
        "user_id": upload.user_id,
        "kind": upload.kind.value,
        "video_role": upload.video_role,
        "image_role": upload.image_role,
        "audio_role": upload.audio_role,
        "state": upload.state.value,
        "storage_key": upload.storage_key,
        "original_filename": upload.original_filename,
        "modified_filename": upload.modified_filename,
        "description": upload.description,
        "content_type": upload.content_type,
        "size_bytes": upload.size_bytes,
        "etag": upload.etag,
        "sha256": upload.sha256,
        "rejection_code": rejection.code if rejection else None,
        "rejection_reason": rejection.reason if rejection else None,
        "is_system": upload.is_system,
        "create_video_project_id": upload.project_id,
        "project_name": upload.project_name,
        "create_video_production_id": upload.production_id,
        "production_status": upload.production_status,
        "export_id": upload.export_id,
        "thumb_key": upload.thumb_key,
        "created_at": upload.created_at,
        "uploaded_at": upload.uploaded_at,
        "source_deleted_at": upload.source_deleted_at,
        "fingerprint": upload.fingerprint,
        "audio_track": upload.audio_track,
        "tags": "\n".join(upload.tags),
        "search_text": _search_text(upload),
        **_probe_values(probe),
    }


def _search_text(upload: Upload) -> str:
    texts = (upload.modified_filename, upload.original_filename, upload.description)
    return search_text(*texts, tags=upload.tags)


def _probe_values(probe: UploadProbe) -> dict[str, object]:
    return {
        "width": probe.width,
        "height": probe.height,
        "duration": fraction_text(probe.duration),
        "duration_ms": None if probe.duration is None else int(probe.duration * 1000),
        "frame_rate": fraction_text(probe.frame_rate),
        "frames": probe.frames,
        "rotation": probe.rotation,
        "video_codec": probe.video_codec,
        "audio_codec": probe.audio_codec,
        "has_audio": probe.has_audio,
        "is_hdr": probe.is_hdr,
        "has_alpha": probe.has_alpha,
        "has_varying_rate": probe.has_varying_rate,
        "container": probe.container,
        "warnings": "\n".join(probe.warnings),
        "audio_tracks": _TRACKS.dump_json(probe.audio_tracks).decode(),
    }


def _probe(row: sa.Row[Any]) -> UploadProbe:  # Any: every column of uploads
    return UploadProbe(
        width=row.width,
        height=row.height,
        duration=fraction_of(row.duration),
        frame_rate=fraction_of(row.frame_rate),
        frames=row.frames,
        rotation=row.rotation,
        video_codec=row.video_codec,
        audio_codec=row.audio_codec,
        has_audio=row.has_audio,
        is_hdr=row.is_hdr,
        has_alpha=row.has_alpha,
        has_varying_rate=row.has_varying_rate,
        container=row.container,
        warnings=tuple(row.warnings.splitlines()),
        audio_tracks=_TRACKS.validate_json(row.audio_tracks),
    )


def _rejection(row: sa.Row[Any]) -> Rejection | None:  # Any: every column of uploads
    if row.rejection_code is None:
        return None
    return Rejection(row.rejection_code, row.rejection_reason or "")


def fraction_text(fraction: Fraction | None) -> str | None:
    """Write a fraction as it is stored."""
    return None if fraction is None else f"{fraction.numerator}/{fraction.denominator}"


def fraction_of(text: str | None) -> Fraction | None:
    """Read what `fraction_text` wrote."""
    if text is None:
        return None
    numerator, _, denominator = text.partition("/")
    return Fraction(int(numerator), int(denominator))
