# SPDX-License-Identifier: Apache-2.0
"""The forms uploads have in REST: what is sent, what is asked, what is answered."""

from __future__ import annotations

import datetime as dt
import functools
from fractions import Fraction
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from services.library.domain.freezing import Moment
from services.library.domain.intake import Offer
from services.library.domain.upload import Kind, Person, State, VideoRole, hls_state, orientation
from services.library.usecases.dependencies import Card, Selection

_MOST_BYTES = 2**53
_MOST_PIXELS = 2**16
_MOST_SECONDS = 7 * 86400


class Sign(BaseModel):
    """A file somebody wants to send."""

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

    def offer(self) -> Offer:
        """Return what is offered."""
        seconds = self.durationSeconds
        return Offer(
            filename=self.filename,
            kind=self.kind,
            content_type=self.contentType,
            size_bytes=self.sizeBytes,
            width=self.width or 0,
            height=self.height or 0,
            duration=None if seconds is None else _exact(seconds),
            image_role=self.imageRole,
            modified_filename=self.modifiedFilename or None,
            description=self.description,
        )


class Complete(BaseModel):
    """An upload whose bytes were sent."""

    model_config = ConfigDict(strict=True)
    id: int
    etag: str | None = None
    sizeBytes: int | None = Field(None, ge=0, le=_MOST_BYTES)

    @property
    def plain_etag(self) -> str:
        """The entity tag without the quotes HTTP puts around it."""
        return (self.etag or "").removeprefix("W/").strip('"')


class Freeze(BaseModel):
    """The frame of a video that is to be an image, and how long its longer edge may be."""

    model_config = ConfigDict(strict=True)
    atSeconds: float = Field(ge=0, le=_MOST_SECONDS, allow_inf_nan=False)
    longEdgePx: int = Field(1080, ge=64, le=2160)

    def moment(self) -> Moment:
        """Return which frame it is."""
        return Moment(_exact(self.atSeconds), self.longEdgePx)


class Edit(BaseModel):
    """A new name, a new description, or both."""

    model_config = ConfigDict(strict=True)
    modifiedFilename: str | None = None
    modified_filename: str | None = None
    description: str | None = None

    def changes(self) -> dict[str, str | None]:
        """Return what was named; what was left out stays as it is."""
        found: dict[str, str | None] = {}
        if self.model_fields_set & {"modifiedFilename", "modified_filename"}:
            is_camel = "modifiedFilename" in self.model_fields_set
            found["name"] = self.modifiedFilename if is_camel else self.modified_filename
        if "description" in self.model_fields_set:
            found["description"] = self.description
        return found


class UploadPath(BaseModel):
    """Which upload."""

    upload_id: int


class Question(BaseModel):
    """What is asked in the address of a GET."""

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:  # Any: JSON
        """Describe the question, once: flask-openapi3 wants to know with every request."""
        if args or kwargs:
            return super().model_json_schema(*args, **kwargs)
        return _schema(cls)


class Page(Question):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=500)
    cursor: int | None = Field(None, ge=0, le=2**53)


class Wanted(Page):
    """Which uploads to list."""

    status: str | None = None
    kind: Kind | None = None
    image_role: str | None = Field(None, max_length=64)
    video_role: Literal["source", "export", "all"] | None = None
    user_id: int | None = Field(None, ge=1, le=2**31 - 1)

    @field_validator("status")
    @classmethod
    def states_only(cls, value: str | None) -> str | None:
        """Refuse a state that no upload can have."""
        if value is not None and not {*value.split(",")} <= {*State}:
            states = ", ".join(State)
            raise PydanticCustomError(
                "rm_invalid_status", "A status is one of: {states}.", {"states": states}
            )
        return value

    def selection(self, person: Person) -> Selection:
        """Return what to list; raw uploads unless exports are asked for."""
        role, kind = VideoRole.SOURCE, self.kind
        if self.video_role is not None:
            kind = kind or Kind.VIDEO
        states = self.status.split(",") if self.status else []
        return Selection(
            user_id=self.user_id or person.user_id,
            states=frozenset(State(one) for one in states),
            kind=kind,
            image_role=self.image_role,
            video_role=None if self.video_role == "all" else VideoRole(self.video_role or role),
            before_id=self.cursor,
            limit=self.limit,
        )


class SomeIds(Question):
    """Some uploads by id."""

    ids: str

    @field_validator("ids")
    @classmethod
    def numbers_only(cls, value: str) -> str:
        """Refuse what is no list of ids."""
        if not all(one.isascii() and one.isdigit() and len(one) < 16 for one in value.split(",")):
            raise PydanticCustomError("rm_invalid_ids", "Give ids as ids=1,2,3.")
        return value

    def numbers(self) -> list[int]:
        """Return the ids."""
        return [int(one) for one in self.ids.split(",")]


class FileQuery(Question):
    """How to show a file."""

    download: bool = False


def upload_json(card: Card) -> dict[str, Any]:  # Any: JSON members of several types
    """Write an upload."""
    upload_id, state, code = card.upload_id, card.state, card.rejection_code
    is_there = state == State.READY and card.source_deleted_at is None
    return {
        "id": upload_id,
        "name": card.name,
        "originalFilename": card.original_filename,
        "description": card.description,
        "kind": card.kind,
        "videoRole": card.video_role,
        "imageRole": card.image_role,
        "audioRole": card.audio_role,
        "state": state,
        "rejection": {"code": code, "reason": card.rejection_reason} if code else None,
        "sizeBytes": card.size_bytes,
        "contentType": card.content_type,
        "width": card.width or None,
        "height": card.height or None,
        "durationSeconds": _seconds(card.duration),
        "fps": card.frame_rate and card.frame_rate.removesuffix("/1"),
        "orientation": orientation(card.width, card.height),
        "hasAudio": card.has_audio,
        "projectId": card.project_id,
        "productionId": card.production_id,
        "hlsState": hls_state(card.video_role, card.production_status),
        "createdAt": _moment(card.created_at),
        "uploadedAt": _moment(card.uploaded_at),
        "sourceDeletedAt": _moment(card.source_deleted_at),
        "thumbUrl": f"/api/uploads/{upload_id}/thumb" if card.thumb_key else None,
        "fileUrl": f"/api/uploads/{upload_id}/file" if is_there else None,
    }


def export_json(card: Card) -> dict[str, Any]:  # Any: JSON members of several types
    """Write an export with the project it was made of."""
    return {**upload_json(card), "projectName": card.project_name or None}


def _exact(seconds: float) -> Fraction:
    return Fraction(round(seconds * 1000), 1000)


def _seconds(written: str | None) -> float | None:
    if written is None:
        return None
    numerator, _, denominator = written.partition("/")
    return round(int(numerator) / int(denominator), 6)


def _moment(at: dt.datetime | None) -> str | None:
    return None if at is None else at.isoformat()


@functools.cache
def _schema(question: type[Question]) -> dict[str, Any]:  # Any: JSON
    return super(Question, question).model_json_schema()
