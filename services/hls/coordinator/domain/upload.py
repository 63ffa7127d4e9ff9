# SPDX-License-Identifier: Apache-2.0
"""What hls knows of an upload, and which uploads it packages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.hls.coordinator.domain.errors import (
    InvalidKind,
    NotExport,
    SourceDeleted,
    UploadNotReady,
)

EXPORT = "export"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes that are packaged, as library described them when the production was made."""

    upload_id: int
    key: str
    sha256: str
    size_bytes: int
    content_type: str
    video_role: str
    width: int
    height: int
    duration: str

    @property
    def is_export(self) -> bool:
        """Whether it is a master that was rendered here."""
        return self.video_role == EXPORT

    @property
    def asset(self) -> str:
        """The name of the upload's own folder, or its number."""
        folders = self.key.split("/")[:-1]
        last = folders[-1] if folders else ""
        return last if _UUID.fullmatch(last) else str(self.upload_id)


@dataclass(frozen=True, slots=True)
class Upload:
    """A stored asset of the library."""

    upload_id: int
    owner_user_id: int
    kind: str
    state: str
    is_source_deleted: bool
    name: str
    source: Source

    def check_packagable(self) -> None:
        """Refuse what is no video, or whose bytes are not there."""
        if self.kind != "video":
            raise InvalidKind(f"Upload {self.upload_id} is no video.")
        if self.is_source_deleted:
            raise SourceDeleted(f"The source of upload {self.upload_id} was deleted.")
        if self.state != "ready":
            raise UploadNotReady(f"Upload {self.upload_id} is {self.state}, not ready.")

    def check_export(self) -> None:
        """Refuse what is no export."""
        if self.kind != "video":
            raise InvalidKind(f"Upload {self.upload_id} is no video.")
        if not self.source.is_export:
            raise NotExport(f"Upload {self.upload_id} is no export.")
