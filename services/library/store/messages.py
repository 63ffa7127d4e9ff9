# SPDX-License-Identifier: Apache-2.0
"""Convert uploads and probes to protobuf messages and back."""

from __future__ import annotations

from dataclasses import asdict, fields
from fractions import Fraction

from reelmill.library.v1 import resources_pb2
from reelmill.type.v1 import media_pb2
from services.library.domain.audio_tracks import UploadAudioTrack
from services.library.domain.deleted_upload import DeletedUpload
from services.library.domain.upload import Upload, UploadProbe, UploadState


def to_upload_message(upload: Upload) -> resources_pb2.Upload:
    """Convert an upload; its probe is left out until the upload is ready."""
    return resources_pb2.Upload(
        upload_id=upload.upload_id,
        owner_user_id=upload.user_id or 0,
        kind=upload.kind,
        video_role=upload.role or "",
        image_role=upload.image_role or "",
        audio_role=upload.audio_role or "",
        state=upload.state,
        source_deleted=upload.source_deleted_at is not None,
        is_system=upload.is_system,
        name=upload.name,
        description=upload.description or "",
        file=media_pb2.StoredFile(
            key=upload.storage_key,
            size_bytes=upload.size_bytes or 0,
            sha256=upload.sha256,
            content_type=upload.content_type,
        ),
        probe=_to_probe_message(upload) if upload.state is UploadState.READY else None,
        project_id=upload.project_id or 0,
        project_name=upload.project_name or "",
        export_id=upload.export_id or "",
        original_filename=upload.original_filename,
        audio_track=upload.audio_track,
    )


def to_deleted_message(deleted: DeletedUpload) -> resources_pb2.Upload:
    """Convert a deleted upload: its file is left out, and most of what its probe had found."""
    probe = deleted.probe
    return resources_pb2.Upload(
        upload_id=deleted.upload_id,
        owner_user_id=deleted.user_id or 0,
        kind=deleted.kind,
        video_role=deleted.video_role,
        image_role=deleted.image_role,
        audio_role=deleted.audio_role,
        state=deleted.state,
        source_deleted=True,
        is_system=deleted.is_system,
        name=deleted.name,
        original_filename=deleted.original_filename,
        probe=media_pb2.MediaProbe(
            width=probe.width,
            height=probe.height,
            duration=_duration_text(probe),
            has_audio=probe.has_audio,
        ),
    )


def to_probe(message: media_pb2.MediaProbe) -> UploadProbe:
    """Convert the message of a probe."""
    rate = message.frame_rate
    return UploadProbe(
        width=message.width,
        height=message.height,
        duration=Fraction(message.duration) if message.duration else None,
        frame_rate=Fraction(rate.numerator, rate.denominator or 1) if rate.numerator else None,
        frames=message.frames,
        rotation=message.rotation,
        video_codec=message.video_codec,
        audio_codec=message.audio_codec,
        has_audio=message.has_audio,
        is_hdr=message.is_hdr,
        has_alpha=message.has_alpha,
        has_varying_rate=message.has_varying_rate,
        container=message.container,
        warnings=tuple(message.warnings),
        audio_tracks=tuple(map(_track, message.audio_tracks)),
    )


def _track(message: media_pb2.AudioTrack) -> UploadAudioTrack:
    names = [field.name for field in fields(UploadAudioTrack)]
    return UploadAudioTrack(**{name: getattr(message, name) for name in names})


def _to_probe_message(upload: Upload) -> media_pb2.MediaProbe:
    probe, rate = upload.probe, upload.probe.frame_rate
    return media_pb2.MediaProbe(
        width=probe.width,
        height=probe.height,
        duration=_duration_text(probe),
        frame_rate=media_pb2.FrameRate(numerator=rate.numerator, denominator=rate.denominator)
        if rate
        else None,
        frames=probe.frames,
        rotation=probe.rotation,
        video_codec=probe.video_codec,
        audio_codec=probe.audio_codec,
        has_audio=probe.has_audio,
        is_hdr=probe.is_hdr,
        has_alpha=probe.has_alpha,
        has_varying_rate=probe.has_varying_rate,
        content_type=upload.content_type,
        container=probe.container,
        warnings=probe.warnings,
        audio_tracks=[media_pb2.AudioTrack(**asdict(track)) for track in probe.audio_tracks],
    )


def _duration_text(probe: UploadProbe) -> str:
    duration = probe.duration
    return "" if duration is None else f"{duration.numerator}/{duration.denominator}"
