# SPDX-License-Identifier: Apache-2.0
"""What requests about uploads and exports contain."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, WithJsonSchema

from chassis.caller import Caller
from chassis.rest import CursorCodec, Id, PageQuery, RequestBody, RequestPath, RequestQuery
from services.library.domain.assets import MAX_TAG
from services.library.domain.listing import UploadFilter
from services.library.domain.upload import UploadKind, UploadState, VideoRole
from services.library.usecases.editing import UploadChanges

UPLOADS = CursorCodec("library.uploads", int)
EXPORTS = CursorCodec("library.exports", int)

MAX_STREAM = 100_000

_TAG = r"^[^,]*[^\s,][^,]*$"
_STATES = "|".join(UploadState)

Ids = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}(,[0-9]{1,15})*$")]
States = Annotated[str, StringConstraints(pattern=f"^({_STATES})(,({_STATES}))*$")]
AnyVideoRole = Literal["source", "export", "all"]


class UploadIdPath(RequestPath):
    """The upload in a path."""

    upload_id: int = Field(description="The id of the upload.", examples=[42])


class ListUploadsQuery(PageQuery):
    """A page of the uploads that match every given parameter."""

    status: States | None = Field(
        None, description="States, separated by commas.", examples=["uploaded,ready"]
    )
    kind: UploadKind | None = Field(None, description="The kind.", examples=["video"])
    image_role: str | None = Field(
        None, max_length=64, description="The role of an image.", examples=["title_page"]
    )
    video_role: AnyVideoRole | None = Field(
        None,
        description="The role of a video; then only videos are listed unless `kind` is given."
        " Without it, everything except exports is listed.",
        examples=["source"],
    )
    user_id: Id | None = Field(
        None,
        description="The owner, by default the caller; others need an administrator.",
        examples=[7],
    )

    def to_filter(self, caller: Caller) -> UploadFilter:
        """Convert to the domain value."""
        role, kind = self.video_role or VideoRole.SOURCE, self.kind
        if self.video_role is not None:
            kind = kind or UploadKind.VIDEO
        states = self.status.split(",") if self.status else []
        return UploadFilter(
            user_id=self.user_id or caller.user_id,
            states=frozenset(UploadState(one) for one in states),
            kind=kind,
            image_role=self.image_role,
            video_role=None if role == "all" else VideoRole(role),
            before_id=UPLOADS.read(self.cursor),
            limit=self.limit,
        )


class SummaryQuery(RequestQuery):
    """Uploads by id."""

    ids: Ids = Field(description="At most 50 ids, separated by commas.", examples=["1,2,3"])

    def to_ids(self) -> list[int]:
        """Return the ids as numbers."""
        return [int(one) for one in self.ids.split(",")]


class DeletedUploadsQuery(RequestQuery):
    """Deleted uploads by the ids that they had."""

    ids: Ids = Field(description="At most 500 ids, separated by commas.", examples=["1,2,3"])

    def to_ids(self) -> list[int]:
        """Return the ids as numbers."""
        return [int(one) for one in self.ids.split(",")]


class DeleteUploadQuery(RequestQuery):
    """Whether an upload that is used is deleted."""

    force: bool = Field(False, description="Whether it is deleted although something uses it.")


Tag = Annotated[
    str, WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_TAG, "pattern": _TAG})
]


class EditUploadBody(RequestBody):
    """New texts, tags and the sound of an upload; a member that is missing changes nothing."""

    modified_filename: str | None = Field(
        None,
        description="The display name, 1 to 512 characters; null restores the file name.",
        examples=["Beach, take 2"],
    )
    description: str | None = Field(
        None,
        description="At most 2,000 characters; null removes it.",
        examples=["Waves at sunset."],
    )
    audio_track: int | None = Field(
        None,
        ge=0,
        le=MAX_STREAM,
        description="The sound that is heard, by the `index` of one of its `audioTracks`;"
        " null restores the one that players prefer.",
        examples=[1],
    )

    tags: list[Tag] | None = Field(
        None,
        max_length=100,
        description="At most 20 tags of 1 to 40 characters without commas; null removes all.",
        examples=[["beach", "summer"]],
    )

    def changes(self) -> UploadChanges:
        """Return the new values of the members that were sent."""
        found: UploadChanges = {}
        if "modified_filename" in self.model_fields_set:
            found["name"] = self.modified_filename
        if "description" in self.model_fields_set:
            found["description"] = self.description
        if "tags" in self.model_fields_set:
            found["tags"] = tuple(self.tags or ())
        if "audio_track" in self.model_fields_set:
            found["audio_track"] = self.audio_track
        return found
