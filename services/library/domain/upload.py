# SPDX-License-Identifier: Apache-2.0
"""A stored media asset, from the promise of its bytes to the day they are deleted."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from services.library.domain.errors import (
    InvalidDescription,
    InvalidName,
    NotAllowed,
    NotAVideo,
    SourceIsDeleted,
    ThumbNotReady,
    UploadNotReady,
)
from services.library.domain.keys import is_export_key

LONGEST_NAME = 512
LONGEST_DESCRIPTION = 2000

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Kind(StrEnum):
    """What an upload is."""

    VIDEO = "video"
    LOGO = "logo"
    IMAGE = "image"
    AUDIO = "audio"


class VideoRole(StrEnum):
    """Whether a video is raw or rendered by us."""

    SOURCE = "source"
    EXPORT = "export"


class AudioRole(StrEnum):
    """What somebody's own audio is for."""

    NARRATION = "narration"
    MUSIC = "music"


class State(StrEnum):
    """How far an upload is: signed → uploaded → ready or rejected."""

    SIGNED = "signed"
    UPLOADED = "uploaded"
    READY = "ready"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks."""

    user_id: int
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Probe:
    """What is inside a file; before it is ready, what its owner said."""

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


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why an upload cannot be used: a stable code and a sentence."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bytes:
    """What the storage says lies there."""

    size_bytes: int
    etag: str


@dataclass(frozen=True, slots=True)
class Upload:
    """One asset of the library."""

    upload_id: int
    user_id: int | None
    kind: Kind
    state: State
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
    probe: Probe = Probe()
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

    @property
    def name(self) -> str:
        """The name people see."""
        return self.modified_filename or self.original_filename

    @property
    def role(self) -> VideoRole | None:
        """Whether a video is a source or an export; rows without a role tell by their key."""
        if self.kind is not Kind.VIDEO:
            return None
        if self.video_role:
            return VideoRole(self.video_role)
        return VideoRole.EXPORT if is_export_key(self.storage_key) else VideoRole.SOURCE

    def is_readable_by(self, person: Person) -> bool:
        """Whether somebody may see this upload."""
        return self.is_system or self.is_changeable_by(person)

    def is_changeable_by(self, person: Person) -> bool:
        """Whether somebody may change or delete this upload."""
        return person.is_admin or self.user_id == person.user_id

    def readable_by(self, person: Person) -> Upload:
        """Return this upload to somebody who may see it."""
        if not self.is_readable_by(person):
            raise NotAllowed("This upload is somebody else's.")
        return self

    def changeable_by(self, person: Person) -> Upload:
        """Return this upload to somebody who may change it."""
        if not self.is_changeable_by(person):
            raise NotAllowed("This upload is somebody else's.")
        return self

    def receive(self, found: Bytes, at: dt.datetime) -> Upload:
        """Pin what has arrived; whatever lies there later must be this."""
        return replace(
            self,
            state=State.UPLOADED,
            size_bytes=found.size_bytes,
            etag=found.etag,
            uploaded_at=at,
        )

    def reject(self, rejection: Rejection) -> Upload:
        """Declare the upload unusable."""
        return replace(self, state=State.REJECTED, rejection=rejection)

    def become_ready(
        self, probe: Probe, *, sha256: str, content_type: str, thumb_key: str | None
    ) -> Upload:
        """Declare the upload usable, with what was found in it."""
        return replace(
            self,
            state=State.READY,
            probe=probe,
            sha256=sha256,
            content_type=content_type or self.content_type,
            thumb_key=thumb_key or self.thumb_key,
        )

    def show(self, thumb_key: str) -> Upload:
        """Show a thumbnail."""
        return replace(self, thumb_key=thumb_key)

    def point_at(self, production_id: int | None, status: str | None) -> Upload:
        """Make a production the current one."""
        return replace(self, production_id=production_id, production_status=status)

    def rename(self, name: str | None) -> Upload:
        """Change the display name; None takes the original one back."""
        return replace(self, modified_filename=checked_name(name))

    def describe(self, description: str | None) -> Upload:
        """Change the description; None removes it."""
        return replace(self, description=checked_description(description, LONGEST_DESCRIPTION))

    def lose_source(self, at: dt.datetime) -> Upload:
        """Remember that the bytes of a video were deleted."""
        if self.kind is not Kind.VIDEO:
            raise NotAVideo("Only the source of a video can be deleted alone.")
        return replace(self, source_deleted_at=self.source_deleted_at or at)

    def check_source(self) -> None:
        """Refuse when the bytes were deleted."""
        if self.source_deleted_at is not None:
            raise SourceIsDeleted("The source of this upload was deleted.")

    def file_key(self) -> str:
        """Return the key of the bytes, once they have been looked into."""
        self.check_source()
        if self.state is not State.READY:
            raise UploadNotReady(f"This upload is {self.state}.")
        return self.storage_key

    def thumbnail_key(self) -> str:
        """Return the key of the thumbnail."""
        if self.thumb_key is None:
            raise ThumbNotReady("There is no thumbnail yet.")
        return self.thumb_key


def hls_state(role: str | None, production_status: str | None) -> str | None:
    """Say how far the HLS of an export is, by the status of its current production."""
    if role != VideoRole.EXPORT:
        return None
    if production_status is None:
        return "not_ready"
    return {"completed": "ready", "failed": "failed"}.get(production_status, "in_progress")


def orientation(width: int, height: int) -> str | None:
    """Say portrait when higher than wide, else landscape; None without a picture."""
    if not width or not height:
        return None
    return "portrait" if height > width else "landscape"


def checked_name(name: str | None) -> str | None:
    """Return a display name without what no title has, or refuse it."""
    if name is None:
        return None
    shown = readable(name).strip()
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise InvalidName(f"A name has 1 to {LONGEST_NAME} characters.")
    return shown


def checked_description(description: str | None, longest: int) -> str | None:
    """Return a description, or refuse it."""
    if description is not None and len(description) > longest:
        raise InvalidDescription(f"A description has up to {longest} characters.")
    return readable(description or "", lines=True) or None


def readable(text: str, *, lines: bool = False) -> str:
    """Drop what no column and no title takes: control characters, halves of surrogate pairs."""
    return (_CONTROL_BUT_LINES if lines else _CONTROL).sub("", text)
