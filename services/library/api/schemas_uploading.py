# SPDX-License-Identifier: Apache-2.0
"""The JSON of signing and completing uploads, and of freeze frames."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal

from pydantic import Field

from chassis.rest import Id, RequestBody, ResponseBody
from chassis.storage import UploadForm
from services.library.domain.freeze_frame import FrameRequest
from services.library.domain.upload import AudioRole, Upload, UploadKind, UploadState
from services.library.domain.upload_request import UploadRequest
from services.library.usecases.dependencies import Dependencies

_MAX_BYTES = 2**53
_MAX_PIXELS = 2**16
_MAX_SECONDS = 7 * 86400


class FileBody(RequestBody):
    """A file that the caller wants to upload."""

    # The domain checks lengths, kinds and roles, so that each has an error code of its own.
    filename: str = Field(
        description="The name of the file.",
        examples=["beach.mp4"],
        json_schema_extra={"minLength": 1, "maxLength": 512},
    )
    content_type: str | None = Field(
        None,
        description="The media type; by default the extension decides.",
        examples=["video/mp4"],
    )
    size_bytes: int | None = Field(
        None,
        ge=0,
        le=_MAX_BYTES,
        description="The size; if it is given, the file must have it.",
        examples=[1048576],
    )
    duration_seconds: float | None = Field(
        None,
        ge=0,
        le=_MAX_SECONDS,
        allow_inf_nan=False,
        description="The duration, shown until it is probed.",
        examples=[12.5],
    )
    modified_filename: str | None = Field(
        None,
        description="The display name, at most 512 characters.",
        examples=["Beach, take 2"],
    )
    description: str | None = Field(
        None, description="At most 4,000 characters.", examples=["Waves at sunset."]
    )

    def to_request(self) -> UploadRequest:
        """Convert to the domain value."""
        seconds = self.duration_seconds
        return UploadRequest(
            filename=self.filename,
            content_type=self.content_type,
            size_bytes=self.size_bytes,
            duration=None if seconds is None else Fraction(_milliseconds(seconds), 1000),
            modified_filename=self.modified_filename or None,
            description=self.description,
        )


class SignUploadBody(FileBody):
    """A video, logo, image or system audio that the caller wants to upload."""

    width: int | None = Field(
        None, ge=0, le=_MAX_PIXELS, description="Width in pixels, shown until it is probed."
    )
    height: int | None = Field(
        None, ge=0, le=_MAX_PIXELS, description="Height in pixels, shown until it is probed."
    )
    kind: str = Field(
        "video",
        description="What it is; audio is for every user and only administrators upload it.",
        examples=["video"],
        json_schema_extra={"enum": [*UploadKind]},
    )
    image_role: str | None = Field(
        None, description="Of an image: title_page, lower_third or overlay.", examples=[None]
    )

    def to_request(self) -> UploadRequest:
        """Convert to the domain value."""
        return replace(
            super().to_request(),
            kind=self.kind,
            width=self.width or 0,
            height=self.height or 0,
            image_role=self.image_role,
        )


class SignAudioBody(FileBody):
    """A narration or music that the caller wants to upload."""

    name: str | None = Field(
        None, description="The display name; `modifiedFilename` wins.", examples=["Take one"]
    )

    def to_audio_request(self, role: AudioRole) -> UploadRequest:
        """Convert to the domain value."""
        name = self.modified_filename or self.name or None
        return replace(self.to_request(), kind="audio", audio_role=role, modified_filename=name)


class SignedForm(ResponseBody):
    """A form that uploads one file: POST all fields, then the file as `file`, to the address."""

    url: str = Field(description="The address.", examples=["/media/files"])
    fields: dict[str, str] = Field(
        description="The fields, each of them signed.", examples=[{"key": "videos/…/video.mp4"}]
    )


class SignedUploadAnswer(ResponseBody):
    """A signed upload, and the form that sends its file within five minutes."""

    id: Id = Field(description="The id of the upload.")
    key: str = Field(
        description="The storage key.", examples=["videos/2026-03/01/9f1c2a/video.mp4"]
    )
    bucket: str = Field(description="The name of the storage.", examples=["local"])
    post: SignedForm


class CompleteUploadBody(RequestBody):
    """An upload whose file was sent."""

    id: int = Field(description="The id of the upload.", examples=[42])
    etag: str | None = Field(
        None,
        description="The ETag that the storage returned; if it is given, the file must have it.",
        examples=['"9f1c2a"'],
    )
    size_bytes: int | None = Field(
        None,
        ge=0,
        le=_MAX_BYTES,
        description="The size; if it is given, the file must have it.",
        examples=[1048576],
    )

    @property
    def unquoted_etag(self) -> str:
        """The entity tag without the quotes of HTTP."""
        return (self.etag or "").removeprefix("W/").strip('"')


class FreezeFrameBody(RequestBody):
    """One frame of a video."""

    at_seconds: float = Field(
        ge=0,
        le=_MAX_SECONDS,
        allow_inf_nan=False,
        description="The time of the frame, rounded to milliseconds.",
        examples=[1.5],
    )
    long_edge_px: int = Field(
        1080,
        ge=64,
        le=2160,
        description="The longer edge of the image in pixels, at most.",
        examples=[1080],
    )

    def to_frame(self) -> FrameRequest:
        """Convert to the domain value."""
        return FrameRequest(_milliseconds(self.at_seconds), self.long_edge_px)


class FreezeFrameAnswer(ResponseBody):
    """The image upload of a freeze frame."""

    status: Literal["pending", "completed"] = Field(
        description="completed once its file can be read.", examples=["completed"]
    )
    freeze_upload_id: Id = Field(description="The id of the image upload.")
    key: str = Field(
        description="The storage key.",
        examples=["images/freeze-frames/uploads/42/t_1500_le1080.png"],
    )
    bucket: str = Field(description="The name of the storage.", examples=["local"])


def to_signed_upload(deps: Dependencies, upload: Upload, form: UploadForm) -> SignedUploadAnswer:
    """Return the JSON of a signed upload."""
    return SignedUploadAnswer(
        id=upload.upload_id,
        key=upload.storage_key,
        bucket=deps.bucket,
        post=SignedForm(url=form.url, fields=form.fields),
    )


def to_freeze_frame(deps: Dependencies, image: Upload) -> FreezeFrameAnswer:
    """Return the JSON of a freeze frame."""
    return FreezeFrameAnswer(
        status="completed" if image.state is UploadState.READY else "pending",
        freeze_upload_id=image.upload_id,
        key=image.storage_key,
        bucket=deps.bucket,
    )


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
