# SPDX-License-Identifier: Apache-2.0
"""Convert sealed timelines to protobuf messages."""

from __future__ import annotations

from reelmill.drafts.v1 import resources_pb2
from reelmill.type.v1 import media_pb2
from services.drafts.domain.export import DRAFT_MASTER, PREVIEW, PROJECT_EXPORT, SealedDocument
from timeline.document.uploads import UploadDetails

PURPOSES = {
    PROJECT_EXPORT: resources_pb2.PURPOSE_PROJECT_EXPORT,
    DRAFT_MASTER: resources_pb2.PURPOSE_DRAFT_MASTER,
    PREVIEW: resources_pb2.PURPOSE_PREVIEW,
}
"""What a timeline was sealed for, as messages have it."""


def to_sealed_message(sealed: SealedDocument) -> resources_pb2.SealedTimeline:
    """Convert a sealed timeline."""
    return resources_pb2.SealedTimeline(
        export_id=sealed.export_id,
        purpose=PURPOSES[sealed.purpose],
        owner_user_id=sealed.owner_user_id,
        project_id=sealed.project_id,
        name=sealed.name,
        description=sealed.description,
        document=sealed.document,
        uploads=[_to_upload_message(upload) for upload in sealed.uploads],
        cancelled=sealed.is_cancel_requested,
        production_ulid=sealed.production_ulid,
    )


def _to_upload_message(upload: UploadDetails) -> resources_pb2.SealedUpload:
    duration, rate = upload.duration, upload.fps
    return resources_pb2.SealedUpload(
        upload_id=upload.upload_id,
        owner_user_id=upload.owner_user_id or 0,
        kind=upload.kind,
        image_role=upload.image_role,
        audio_role=upload.audio_role,
        is_system=upload.is_system,
        storage_key=upload.storage_key,
        sha256=upload.sha256,
        audio_track=upload.audio_track,
        probe=media_pb2.MediaProbe(
            width=upload.width,
            height=upload.height,
            rotation=upload.rotation,
            duration=f"{duration.numerator}/{duration.denominator}" if duration else "",
            frame_rate=media_pb2.FrameRate(numerator=rate.numerator, denominator=rate.denominator)
            if rate
            else None,
            frames=upload.frames or 0,
            has_audio=upload.has_audio,
            is_hdr=upload.is_hdr,
            has_alpha=upload.has_alpha,
        ),
    )
