# SPDX-License-Identifier: Apache-2.0
"""Uploads as the library sends them."""

from __future__ import annotations

from fractions import Fraction

from reelmill.library.v1 import resources_pb2
from services.render.contract.probes import probe_from_proto
from timeline.document.uploads import UploadDetails


def upload_details(upload: resources_pb2.Upload) -> UploadDetails:
    """Convert the message of an upload."""
    probe = probe_from_proto(upload.probe)
    return UploadDetails(
        upload_id=upload.upload_id,
        owner_user_id=upload.owner_user_id or None,
        kind=upload.kind,
        state=upload.state,
        source_deleted=upload.source_deleted,
        width=probe.width,
        height=probe.height,
        rotation=probe.rotation,
        fps=Fraction(probe.fps) if probe.fps else None,
        duration=Fraction(probe.duration or 0),
        has_audio=probe.has_audio,
        is_hdr=probe.is_hdr,
        has_alpha=probe.has_alpha,
        sha256=upload.file.sha256,
        storage_key=upload.file.key,
        audio_track=upload.audio_track if upload.HasField("audio_track") else None,
    )
