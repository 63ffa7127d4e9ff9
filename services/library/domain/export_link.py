# SPDX-License-Identifier: Apache-2.0
"""The link from an uploaded video to the project that it was exported from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from services.library.domain.upload import Upload, UploadKind, VideoRole


class LinkOutcome(StrEnum):
    """What became of a link.

    `mismatch`: the upload is no video of this owner, or is an export of another project.
    """

    LINKED = "linked"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    MISMATCH = "mismatch"


@dataclass(frozen=True, slots=True)
class ExportLink:
    """The upload that an export of a project became, as the service of the projects knows it."""

    upload_id: int
    owner_user_id: int
    project_id: int
    project_name: str

    def outcome(self, upload: Upload | None) -> LinkOutcome:
        """Return what recording this link does to its upload, None when there is none."""
        if upload is None:
            return LinkOutcome.MISSING
        is_video = upload.kind is UploadKind.VIDEO
        if not is_video or upload.user_id != self.owner_user_id:
            return LinkOutcome.MISMATCH
        if upload.project_id not in (None, self.project_id):
            return LinkOutcome.MISMATCH
        is_linked = upload.video_role == VideoRole.EXPORT and upload.project_id is not None
        return LinkOutcome.UNCHANGED if is_linked else LinkOutcome.LINKED

    def applied_to(self, upload: Upload) -> Upload:
        """Return the upload as an export of the project."""
        return replace(
            upload,
            video_role=VideoRole.EXPORT.value,
            project_id=self.project_id,
            project_name=upload.project_name or self.project_name,
        )
