# SPDX-License-Identifier: Apache-2.0
"""The REST requests and responses of the library."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from chassis import clock
from chassis.identity import Caller
from services.library.domain.freeze_frame import FrameRequest
from services.library.domain.listing import UploadFilter, UploadSummary
from services.library.domain.upload import (
    UploadKind,
    UploadState,
    VideoRole,
    hls_state,
    orientation,
)
from services.library.domain.upload_request import UploadRequest

_MOST_BYTES = 2**53
_MOST_PIXELS = 2**16
_MOST_SECONDS = 7 * 86400


class SignUploadBody(BaseModel):
    """A file that the caller wants to upload."""

    model_config = ConfigDict(strict=True)
    filename: str
    contentType: str | None = None
    sizeBytes: int | None = Field(None, ge=0, le=_MOST_BYTES)
    width: int | None = Field(None, ge=0, le=_MOST_PIXELS)
    height: int | None = Field(None, ge=0, le=_MOST_PIXELS)
    durationSeconds: float | None = Field(None, ge=0, le=_MOST_SECONDS, allow_inf_nan=False)
    kind: str = "video"
    imageRole: str | None = None
    modifiedFilename: str | None = None
    description: str | None = None

    def to_request(self) -> UploadRequest:
        """Convert to the domain value."""
        seconds = self.durationSeconds
        return UploadRequest(
            filename=self.filename,
            kind=self.kind,
            content_type=self.contentType,
            size_bytes=self.sizeBytes,
            width=self.width or 0,
            height=self.height or 0,
            duration=None if seconds is None else Fraction(_milliseconds(seconds), 1000),
            image_role=self.imageRole,
            modified_filename=self.modifiedFilename or None,
            description=self.description,
        )


class CompleteUploadBody(BaseModel):
    """An upload whose file was sent."""

    model_config = ConfigDict(strict=True)
    id: int
    etag: str | None = None
    sizeBytes: int | None = Field(None, ge=0, le=_MOST_BYTES)

    @property
    def unquoted_etag(self) -> str:
        """The entity tag without the quotes of HTTP."""
        return (self.etag or "").removeprefix("W/").strip('"')


class FreezeFrameBody(BaseModel):
    """The time of a frame, and the longer edge of its image in pixels at most."""

    model_config = ConfigDict(strict=True)
    atSeconds: float = Field(ge=0, le=_MOST_SECONDS, allow_inf_nan=False)
    longEdgePx: int = Field(1080, ge=64, le=2160)

    def to_frame(self) -> FrameRequest:
        """Convert to the domain value; the time is rounded to milliseconds."""
        return FrameRequest(_milliseconds(self.atSeconds), self.longEdgePx)


class EditUploadBody(BaseModel):
    """A new name, a new description, or both; a member that is missing changes nothing."""

    model_config = ConfigDict(strict=True)
    modifiedFilename: str | None = None
    modified_filename: str | None = None
    description: str | None = None

    def changes(self) -> dict[str, str | None]:
        """Return the new values by `name` and `description`."""
        found: dict[str, str | None] = {}
        if self.model_fields_set & {"modifiedFilename", "modified_filename"}:
            is_camel = "modifiedFilename" in self.model_fields_set
            found["name"] = self.modifiedFilename if is_camel else self.modified_filename
        if "description" in self.model_fields_set:
            found["description"] = self.description
        return found


class UploadPath(BaseModel):
    """The upload in the path."""

    upload_id: int


class CachedQuery(BaseModel):
    """Query parameters whose schema is made once."""

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:  # Any: JSON
        """Return the cached schema: flask-openapi3 asks for it with every request."""
        if args or kwargs:
            return super().model_json_schema(*args, **kwargs)
        return _schema(cls)


class ListQuery(CachedQuery):
    """A page of a list."""

    limit: int = Field(50, ge=1, le=500)
    cursor: int | None = Field(None, ge=0, le=2**53)


class ListUploadsQuery(ListQuery):
    """A page of the uploads that match every given parameter."""

    status: str | None = None
    kind: UploadKind | None = None
    image_role: str | None = Field(None, max_length=64)
    video_role: Literal["source", "export", "all"] | None = None
    user_id: int | None = Field(None, ge=1, le=2**31 - 1)

    @field_validator("status")
    @classmethod
    def states_only(cls, value: str | None) -> str | None:
        """Refuse a text that is not a list of states."""
        if value is not None and not {*value.split(",")} <= {*UploadState}:
            states = ", ".join(UploadState)
            raise PydanticCustomError(
                "rm_invalid_status", "A status is one of: {states}.", {"states": states}
            )
        return value

    def to_filter(self, caller: Caller) -> UploadFilter:
        """Convert to the domain value; without a role, exports are left out."""
        role, kind = VideoRole.SOURCE, self.kind
        if self.video_role is not None:
            kind = kind or UploadKind.VIDEO
        states = self.status.split(",") if self.status else []
        return UploadFilter(
            user_id=self.user_id or caller.user_id,
            states=frozenset(UploadState(one) for one in states),
            kind=kind,
            image_role=self.image_role,
            video_role=None if self.video_role == "all" else VideoRole(self.video_role or role),
            before_id=self.cursor,
            limit=self.limit,
        )


class SummaryQuery(CachedQuery):
    """The ids of uploads, separated by commas."""

    ids: str

    @field_validator("ids")
    @classmethod
    def numbers_only(cls, value: str) -> str:
        """Refuse a text that is not a list of ids."""
        if not all(one.isascii() and one.isdigit() and len(one) < 16 for one in value.split(",")):
            raise PydanticCustomError("rm_invalid_ids", "Give ids as ids=1,2,3.")
        return value

    def numbers(self) -> list[int]:
        """Return the ids."""
        return [int(one) for one in self.ids.split(",")]


class FileQuery(CachedQuery):
    """Whether the browser saves the file instead of showing it."""

    download: bool = False


def upload_json(summary: UploadSummary) -> dict[str, Any]:  # Any: JSON members of several types
    """Return the JSON of an upload."""
    upload_id, state, code = summary.upload_id, summary.state, summary.rejection_code
    has_file = state == UploadState.READY and summary.source_deleted_at is None
    return {
        "id": upload_id,
        "name": summary.name,
        "originalFilename": summary.original_filename,
        "description": summary.description,
        "kind": summary.kind,
        "videoRole": summary.video_role,
        "imageRole": summary.image_role,
        "audioRole": summary.audio_role,
        "state": state,
        "rejection": {"code": code, "reason": summary.rejection_reason} if code else None,
        "sizeBytes": summary.size_bytes,
        "contentType": summary.content_type,
        "width": summary.width or None,
        "height": summary.height or None,
        "durationSeconds": _seconds(summary.duration),
        "fps": summary.frame_rate and summary.frame_rate.removesuffix("/1"),
        "orientation": orientation(summary.width, summary.height),
        "hasAudio": summary.has_audio,
        "projectId": summary.project_id,
        "productionId": summary.production_id,
        "hlsState": hls_state(summary.video_role, summary.production_status),
        "createdAt": clock.to_iso(summary.created_at),
        "uploadedAt": clock.to_iso(summary.uploaded_at),
        "sourceDeletedAt": clock.to_iso(summary.source_deleted_at),
        "thumbUrl": f"/api/uploads/{upload_id}/thumb" if summary.thumb_key else None,
        "fileUrl": f"/api/uploads/{upload_id}/file" if has_file else None,
    }


def export_json(summary: UploadSummary) -> dict[str, Any]:  # Any: JSON members of several types
    """Return the JSON of an export, with the name of its project."""
    return {**upload_json(summary), "projectName": summary.project_name or None}


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _seconds(fraction: str | None) -> float | None:
    if fraction is None:
        return None
    numerator, _, denominator = fraction.partition("/")
    return round(int(numerator) / int(denominator), 6)


@functools.cache
def _schema(query: type[CachedQuery]) -> dict[str, Any]:  # Any: JSON
    return super(CachedQuery, query).model_json_schema()
