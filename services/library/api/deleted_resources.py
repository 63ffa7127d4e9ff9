# SPDX-License-Identifier: Apache-2.0
"""What is answered about uploads that were deleted."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chassis.rest import Id, Moment, Page, ResponseBody, Seconds
from services.library.domain.deleted_upload import DeletedUpload


class DeletedUploadResource(ResponseBody):
    """An upload that was deleted."""

    id: Id = Field(description="The id that it had; no other upload gets it.")
    name: str = Field(description="The display name that it had.", examples=["Beach, take 2"])
    kind: Literal["video", "logo", "image", "audio"] = Field(description="What it was.")
    duration_seconds: Seconds | None = Field(
        description="The duration that it had, null when it had none.", examples=[12.5]
    )
    deleted_at: Moment = Field(description="When it was deleted.")


class DeletedUploadPage(Page[DeletedUploadResource]):
    """The deleted uploads, by id."""


def to_deleted_upload(deleted: DeletedUpload) -> DeletedUploadResource:
    """Return the JSON of a deleted upload."""
    return DeletedUploadResource(
        id=deleted.upload_id,
        name=deleted.name,
        kind=deleted.kind.value,
        duration_seconds=deleted.probe.duration,
        deleted_at=deleted.deleted_at,
    )
