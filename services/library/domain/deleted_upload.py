# SPDX-License-Identifier: Apache-2.0
"""What is recorded of an upload that was deleted, so that timelines show what they miss."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.caller import Caller
from services.library.domain.upload import Upload, UploadKind, UploadProbe, UploadState


@dataclass(frozen=True, slots=True)
class DeletedUpload:
    """Owner, names, kind and measures of an upload whose file and row are gone.

    Of its probe only size, duration and whether it had sound are known.
    """

    upload_id: int
    user_id: int | None
    is_system: bool
    kind: UploadKind
    state: UploadState
    """The state that it was deleted in."""
    video_role: str
    image_role: str
    audio_role: str
    name: str
    original_filename: str
    probe: UploadProbe
    deleted_at: dt.datetime

    def is_readable_by(self, caller: Caller) -> bool:
        """Whether the caller might read the upload before."""
        return self.is_system or caller.is_admin or self.user_id == caller.user_id


def deleted_upload(upload: Upload, at: dt.datetime) -> DeletedUpload | None:
    """Return what is recorded of an upload; None when its file never arrived.

    Without a file nothing can have used it.
    """
    if upload.state is UploadState.SIGNED:
        return None
    probe = upload.probe
    return DeletedUpload(
        upload_id=upload.upload_id,
        user_id=upload.user_id,
        is_system=upload.is_system,
        kind=upload.kind,
        state=upload.state,
        video_role=upload.role or "",
        image_role=upload.image_role or "",
        audio_role=upload.audio_role or "",
        name=upload.name,
        original_filename=upload.original_filename,
        probe=UploadProbe(
            width=probe.width,
            height=probe.height,
            duration=probe.duration,
            has_audio=probe.has_audio,
        ),
        deleted_at=at,
    )
