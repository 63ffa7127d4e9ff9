# SPDX-License-Identifier: Apache-2.0
"""An upload: a stored video, logo, image or audio file, its states and who may use it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from chassis.caller import Caller
from services.library.domain.audio_tracks import UploadAudioTrack, check_audio_track, warnings_with
from services.library.domain.errors import (
    NotAVideo,
    UploadAccessDenied,
    UploadFileDeleted,
    UploadNotReady,
)
from services.library.domain.storage_keys import is_export_key
from services.library.domain.text import MAX_DESCRIPTION, validate_description, validate_name


class UploadKind(StrEnum):
    """What an upload is."""

    VIDEO = "video"
    LOGO = "logo"
    IMAGE = "image"
    AUDIO = "audio"


class VideoRole(StrEnum):
    """Whether a video was uploaded (source) or rendered from a timeline (export)."""

    SOURCE = "source"
    EXPORT = "export"


class AudioRole(StrEnum):
    """What a user's own audio is used for."""

    NARRATION = "narration"
    MUSIC = "music"


class UploadState(StrEnum):
    """The state of an upload: signed → uploaded → ready or rejected."""

    SIGNED = "signed"
    UPLOADED = "uploaded"
    READY = "ready"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class UploadProbe:
    """What a file contains: measured once it is ready, before that as its owner declared it.

    Width and height are displayed pixels, 0 without a picture; rotation is in degrees. `warnings`
    are sentences for people about what is not shown or heard as they may expect. With
    `has_varying_rate` pictures come at many distances, and the frame rate is their average.
    """

    width: int = 0
    height: int = 0
    duration: Fraction | None = None
    frame_rate: Fraction | None = None
    frames: int = 0
    rotation: int = 0
    video_codec: str = ""
    audio_codec: str = ""
    has_audio: bool = False
    is_hdr: bool = False
    container: str = ""
    warnings: tuple[str, ...] = ()
    audio_tracks: tuple[UploadAudioTrack, ...] = ()
    has_alpha: bool = False
    has_varying_rate: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why an upload cannot be used: a stable code and a sentence for people."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Upload:
    """One stored file with its metadata; `user_id` is None when it belongs to the system."""

    upload_id: int
    user_id: int | None
    kind: UploadKind
    state: UploadState
    storage_key: str
    original_filename: str
    content_type: str
    created_at: dt.datetime
    video_role: str | None = None
    image_role: str | None = None
    audio_role: str | None = None
    modified_filename: str | None = None
    description: str | None = None
    size_bytes: int | None = None
    etag: str = ""
    sha256: str = ""
    probe: UploadProbe = UploadProbe()
    rejection: Rejection | None = None
    is_system: bool = False
    project_id: int | None = None
    project_name: str | None = None
    production_id: int | None = None
    production_status: str | None = None
    export_id: str | None = None
    thumb_key: str | None = None
    uploaded_at: dt.datetime | None = None
    source_deleted_at: dt.datetime | None = None
    fingerprint: str | None = None
    """What a client computes of a file to find an equal one of the same user."""
    audio_track: int | None = None
    """The index of the sound that is heard, None for the one that players prefer."""
    tags: tuple[str, ...] = ()
    """Words by which its owner finds it, sorted."""

    @property
    def name(self) -> str:
        """The display name."""
        return self.modified_filename or self.original_filename

    @property
    def role(self) -> VideoRole | None:
        """The role of a video; where none is recorded, its storage key decides."""
        if self.kind is not UploadKind.VIDEO:
            return None
        if self.video_role:
            return VideoRole(self.video_role)
        return VideoRole.EXPORT if is_export_key(self.storage_key) else VideoRole.SOURCE

    def is_readable_by(self, caller: Caller) -> bool:
        """Whether the caller may read this upload."""
        return self.is_system or self.is_editable_by(caller)

    def is_editable_by(self, caller: Caller) -> bool:
        """Whether the caller may change or delete this upload."""
        return caller.is_admin or self.user_id == caller.user_id

    def require_readable(self, caller: Caller) -> Upload:
        """Return this upload, or raise UploadAccessDenied when the caller may not read it."""
        if not self.is_readable_by(caller):
            raise UploadAccessDenied("This upload belongs to another user.")
        return self

    def require_editable(self, caller: Caller) -> Upload:
        """Return this upload, or raise UploadAccessDenied when the caller may not change it."""
        if not self.is_editable_by(caller):
            raise UploadAccessDenied("This upload belongs to another user.")
        return self

    def mark_uploaded(self, *, size_bytes: int, etag: str, at: dt.datetime) -> Upload:
        """Record the size and entity tag of the file that arrived; later files must equal it."""
        return replace(
            self, state=UploadState.UPLOADED, size_bytes=size_bytes, etag=etag, uploaded_at=at
        )

    def reject(self, rejection: Rejection) -> Upload:
        """Mark the upload as unusable."""
        return replace(self, state=UploadState.REJECTED, rejection=rejection)

    def mark_ready(
        self, probe: UploadProbe, *, sha256: str, content_type: str, thumb_key: str | None
    ) -> Upload:
        """Mark the upload as usable and record what the probe found."""
        return replace(
            self,
            state=UploadState.READY,
            probe=probe,
            sha256=sha256,
            content_type=content_type or self.content_type,
            thumb_key=thumb_key or self.thumb_key,
        )

    def set_thumbnail(self, thumb_key: str) -> Upload:
        """Record the storage key of the thumbnail."""
        return replace(self, thumb_key=thumb_key)

    def set_production(self, production_id: int | None, status: str | None) -> Upload:
        """Record the newest production of this export, None when there is none."""
        return replace(self, production_id=production_id, production_status=status)

    def rename(self, name: str | None) -> Upload:
        """Change the display name; None restores the original file name."""
        return replace(self, modified_filename=validate_name(name))

    def describe(self, description: str | None) -> Upload:
        """Change the description; None removes it."""
        return replace(self, description=validate_description(description, MAX_DESCRIPTION))

    def choose_audio_track(self, index: int | None) -> Upload:
        """Change the sound that is heard, and the warnings with it.

        None restores the one that players prefer.

        AudioTrackNotFound or AudioTrackNotDecodable when it cannot be heard.
        """
        if index is not None:
            check_audio_track(self.probe.audio_tracks, index)
        warnings = warnings_with(self.probe.warnings, self.probe.audio_tracks, index)
        return replace(self, audio_track=index, probe=replace(self.probe, warnings=warnings))

    def mark_source_deleted(self, at: dt.datetime) -> Upload:
        """Record that the file of a video was deleted; NotAVideo for any other upload."""
        if self.kind is not UploadKind.VIDEO:
            raise NotAVideo("Only the source of a video can be deleted alone.")
        return replace(self, source_deleted_at=self.source_deleted_at or at)

    def require_source(self) -> None:
        """Raise UploadFileDeleted when the file was deleted."""
        if self.source_deleted_at is not None:
            raise UploadFileDeleted("The source of this upload was deleted.")

    def require_file_key(self) -> str:
        """Return the storage key of the file; UploadNotReady before it was probed."""
        self.require_source()
        if self.state is not UploadState.READY:
            reason = f"This upload is not ready but {self.state}; wait until it is ready."
            raise UploadNotReady(reason)
        return self.storage_key


def hls_state(role: str | None, production_status: str | None) -> str | None:
    """Return the HLS state of an export by the status of its newest production; None for others."""
    if role != VideoRole.EXPORT:
        return None
    if production_status is None:
        return "not_ready"
    return {"completed": "ready", "failed": "failed"}.get(production_status, "in_progress")


def orientation(width: int, height: int) -> str | None:
    """Return portrait when the picture is higher than wide, else landscape; None without one."""
    if not width or not height:
        return None
    return "portrait" if height > width else "landscape"
