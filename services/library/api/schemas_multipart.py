# SPDX-License-Identifier: Apache-2.0
"""The JSON of uploads that are sent in parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field

from chassis.rest import Id, Moment, Page, RequestBody, ResponseBody
from chassis.storage import StoredPart
from services.library.api.resources import UploadResource, to_upload
from services.library.api.schemas_uploading import SignUploadBody
from services.library.domain.multipart import UnfinishedUpload
from services.library.domain.upload import AudioRole
from services.library.domain.upload_request import UploadRequest
from services.library.usecases.multipart import BegunUpload, PartUrl

_MAX_BYTES = 2**53
_MAX_LOT = 200


class BeginMultipartBody(SignUploadBody):
    """A large file that the caller wants to upload in parts."""

    size_bytes: int = Field(
        ge=0, le=_MAX_BYTES, description="The size of the file.", examples=[1073741824]
    )
    fingerprint: str | None = Field(
        None,
        min_length=1,
        max_length=128,
        pattern=r"^[A-Za-z0-9:._-]+$",
        description="What the client computes of the file to find it again, such as a digest of"
        " name, size, time and some of its bytes; compared among the caller's own uploads only.",
        examples=["sha256:9f1c2a"],
    )
    audio_role: Literal["narration", "music"] | None = Field(
        None,
        description="Of the caller's own audio: what it is used for; the kind is audio then.",
        examples=[None],
    )
    even_if_stored: bool = Field(
        False, description="Whether an equal file that was uploaded before is uploaded again."
    )

    def to_request(self) -> UploadRequest:
        """Convert to the domain value."""
        role = self.audio_role and AudioRole(self.audio_role)
        return replace(super().to_request(), audio_role=role)


class UnfinishedUploadResource(ResponseBody):
    """An upload whose file is being sent in parts."""

    upload_id: Id = Field(description="The id of the upload.")
    name: str = Field(description="The display name.", examples=["Beach, take 2"])
    original_filename: str = Field(description="The name of the file.", examples=["beach.mp4"])
    kind: Literal["video", "logo", "image", "audio"] = Field(description="What it is.")
    fingerprint: str | None = Field(
        description="The fingerprint that it was begun with.", examples=["sha256:9f1c2a"]
    )
    size_bytes: int = Field(description="The size of the file.", examples=[1073741824])
    part_bytes: int = Field(description="The size of every part but the last.", examples=[8388608])
    part_count: int = Field(description="How many parts there are.", examples=[128])
    expires_at: Moment = Field(description="When it is deleted unless it is continued.")


class BegunUploadAnswer(ResponseBody):
    """An upload to send in parts, or the upload of an equal file that was received before."""

    multipart: UnfinishedUploadResource | None = Field(
        description="The upload to send in parts; null when an equal file exists."
    )
    existing: UploadResource | None = Field(
        description="The caller's upload of an equal file that was received before.",
        examples=[None],
    )


class UnfinishedUploadPage(Page[UnfinishedUploadResource]):
    """The unfinished uploads of the caller, newest first; one page."""


class SignPartsBody(RequestBody):
    """Parts that the caller wants to send."""

    part_numbers: list[int] = Field(
        min_length=1,
        max_length=_MAX_LOT,
        description=f"At most {_MAX_LOT} numbers of parts, counted from 1.",
        examples=[[1, 2, 3]],
    )


class PartUrlResource(ResponseBody):
    """Where one part is sent by PUT, as `application/octet-stream`, without cookies."""

    part_number: int = Field(description="The number of the part.", examples=[1])
    size_bytes: int = Field(description="Its exact size.", examples=[8388608])
    url: str = Field(description="The address.", examples=["/media/files/…"])


class PartUrlsAnswer(ResponseBody):
    """Signed URLs of parts."""

    parts: list[PartUrlResource] = Field(description="One for each number.")
    expires_at: Moment = Field(description="Until when they are valid.")


class StoredPartResource(ResponseBody):
    """A part that the storage has."""

    part_number: int = Field(description="The number of the part.", examples=[1])
    size_bytes: int = Field(description="Its size.", examples=[8388608])
    etag: str = Field(description="Its entity tag.", examples=["9f1c2a"])


class StoredPartsAnswer(ResponseBody):
    """An unfinished upload and the parts that were received: what is not listed must be sent."""

    multipart: UnfinishedUploadResource
    parts: list[StoredPartResource] = Field(description="The parts received, by number.")


class UploadLimitsAnswer(ResponseBody):
    """How large files may be."""

    max_bytes: int = Field(
        description="The largest file that is sent in parts.", examples=[10737418240]
    )
    max_form_bytes: int = Field(
        description="The largest file that is sent with a signed form.", examples=[209715200]
    )


def to_begun(begun: BegunUpload) -> BegunUploadAnswer:
    """Return the JSON of what beginning an upload found."""
    return BegunUploadAnswer(
        multipart=to_unfinished(begun.unfinished) if begun.unfinished else None,
        existing=to_upload(begun.existing) if begun.existing else None,
    )


def to_unfinished(unfinished: UnfinishedUpload) -> UnfinishedUploadResource:
    """Return the JSON of an unfinished upload."""
    upload, plan = unfinished.upload, unfinished.plan
    return UnfinishedUploadResource(
        upload_id=upload.upload_id,
        name=upload.name,
        original_filename=upload.original_filename,
        kind=upload.kind.value,
        fingerprint=unfinished.fingerprint,
        size_bytes=plan.size_bytes,
        part_bytes=plan.part_bytes,
        part_count=plan.count,
        expires_at=unfinished.expires_at,
    )


def to_part_urls(urls: Sequence[PartUrl], expires_at: dt.datetime) -> PartUrlsAnswer:
    """Return the JSON of signed URLs."""
    parts = [
        PartUrlResource(part_number=one.number, size_bytes=one.size_bytes, url=one.url)
        for one in urls
    ]
    return PartUrlsAnswer(parts=parts, expires_at=expires_at)


def to_stored_parts(unfinished: UnfinishedUpload, parts: Sequence[StoredPart]) -> StoredPartsAnswer:
    """Return the JSON of the parts that were received."""
    received = [
        StoredPartResource(part_number=one.number, size_bytes=one.size_bytes, etag=one.etag)
        for one in parts
    ]
    return StoredPartsAnswer(multipart=to_unfinished(unfinished), parts=received)
