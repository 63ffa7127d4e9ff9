# SPDX-License-Identifier: Apache-2.0
"""The paths, queries and bodies that the routes of publish take."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chassis.rest import Id, PageQuery, RequestBody, RequestPath
from services.publish.domain.publication import Visibility

_MAX_NOTE_LENGTH = 2000


class SpacePath(RequestPath):
    """The path of a space."""

    space_id: int = Field(description="The id of the space.", examples=[1])


class PublishedUploadPath(RequestPath):
    """The path of an upload."""

    upload_id: int = Field(description="The id of the upload.", examples=[5])


class PublishedProductionPath(RequestPath):
    """The path of a production."""

    production_id: int = Field(description="The id of the production.", examples=[12])


class PublicationPath(RequestPath):
    """The path of a publication."""

    publication_id: int = Field(description="The id of the publication.", examples=[31])


class FeedPageQuery(PageQuery):
    """One page of a feed."""

    limit: int = Field(20, ge=1, le=100, description="How many items a page holds at most.")


class FeedQueryWithPin(FeedPageQuery):
    """One page of a feed, and what it begins with."""

    pin: str = Field(
        "",
        max_length=26,
        description="The ULID of a production that comes first, as shared links ask for.",
        examples=["01JC2W4ZAMJQ7K7N3Q0V2E8D5T"],
    )


class SpacesQuery(PageQuery):
    """One page of a list of spaces."""

    limit: int = Field(50, ge=1, le=200, description="How many items a page holds at most.")
    mine: Literal["0", "1"] = Field(
        "0", description="1 for the spaces the caller owns or holds a role in, and no others."
    )


FlagText = Annotated[str, Field(max_length=200)]
"""A name or a text of a flag; with 50 flags at most, a row of a feed stays small."""


class NewPublication(RequestBody):
    """A production to be published into a space."""

    space_id: Id = Field(description="The space to publish into.", examples=[1])
    visibility: Annotated[Visibility, Field(strict=False)] | None = Field(
        None, description="Who may watch it; by default as the space says."
    )
    distribution_flags: dict[FlagText, bool | int | FlagText] | None = Field(
        None,
        max_length=50,
        description="Flags that the client defines; the platform only stores them.",
        examples=[{"newsletter": True}],
    )


class PublicationChange(RequestBody):
    """A change of a publication."""

    note: str = Field(
        "",
        max_length=_MAX_NOTE_LENGTH,
        description="A note for the audit log.",
        examples=["Lovely."],
    )


class SpaceIds(RequestBody):
    """The spaces to publish into, or to unpublish from."""

    spaces: list[Id] = Field(
        min_length=1, max_length=100, description="The ids of the spaces.", examples=[[1]]
    )


class UploadToPrepare(RequestBody):
    """An upload of which a production is to be made."""

    id: Id = Field(description="The id of the upload.", examples=[5])
