# SPDX-License-Identifier: Apache-2.0
"""An upload as library describes it, and which uploads can be packaged."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from services.hls.coordinator.domain.errors import (
    NotExport,
    NotVideo,
    SourceFileMissing,
    SourceUploadNotReady,
)

SOURCE, EXPORT, MASTER = "source", "export", "master"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that is packaged, as library described it when the production was created."""

    upload_id: int
    key: str
    sha256: str
    size_bytes: int
    content_type: str
    video_role: str
    width: int
    height: int
    duration: str
    audio_track: int | None = None
    """The index of the stream that is heard, None for the one that players prefer."""

    @property
    def is_export(self) -> bool:
        """Whether it is an upload that was rendered here."""
        return self.video_role == EXPORT

    @property
    def is_rendered_here(self) -> bool:
        """Whether it was rendered here, as an export or as the master of a draft."""
        return self.video_role in (EXPORT, MASTER)

    def as_source(self) -> SourceFile:
        """Return it as any other video: an export may have several productions of drafts."""
        return replace(self, video_role=SOURCE) if self.is_export else self

    @property
    def asset(self) -> str:
        """The last folder of its key when that is a UUID, otherwise the id of the upload."""
        folders = self.key.split("/")[:-1]
        last = folders[-1] if folders else ""
        return last if _UUID.fullmatch(last) else str(self.upload_id)


@dataclass(frozen=True, slots=True)
class SourceUpload:
    """An upload of the library."""

    upload_id: int
    owner_user_id: int
    kind: str
    state: str
    is_source_deleted: bool
    name: str
    source: SourceFile
    project_id: int | None = None
    """Of an export: the project it was rendered of."""
    project_name: str | None = None
    export_id: str | None = None
    """Of an export: the id of its sealed timeline in drafts."""

    def check_packagable(self) -> None:
        """Raise NotVideo, SourceFileMissing or SourceUploadNotReady unless it is a ready video."""
        if self.kind != "video":
            raise NotVideo(f"Upload {self.upload_id} is not a video.")
        if self.is_source_deleted:
            raise SourceFileMissing(f"The file of upload {self.upload_id} was deleted.")
        self.check_ready()

    def check_ready(self) -> None:
        """Raise SourceUploadNotReady unless the file was looked at and taken."""
        if self.state != "ready":
            raise SourceUploadNotReady(f"Upload {self.upload_id} is {self.state}, not ready.")

    def check_export(self) -> None:
        """Raise NotVideo or NotExport unless it is an export."""
        if self.kind != "video":
            raise NotVideo(f"Upload {self.upload_id} is not a video.")
        if not self.source.is_export:
            raise NotExport(f"Upload {self.upload_id} is not an export.")
