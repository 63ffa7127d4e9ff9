# SPDX-License-Identifier: Apache-2.0
"""What requests about assets contain, and what is answered."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chassis.caller import Caller
from chassis.rest import (
    CursorCodec,
    Moment,
    Page,
    PageQuery,
    RequestBody,
    RequestPath,
    ResponseBody,
)
from chassis.standard_errors import INVALID_CURSOR
from services.library.api.resources import UploadResource, upload_members
from services.library.domain.assets import (
    MAX_SEARCH,
    MAX_TAG,
    MAX_TAGS,
    Asset,
    AssetFilter,
    AssetGroup,
    AssetOrder,
    AssetPosition,
)
from services.library.domain.upload import VideoRole

ASSETS = CursorCodec("library.assets", AssetPosition)

_LONGEST_CURSOR = 3000
"""A cursor holds the name of the last asset: 512 characters of four bytes at most, in base64."""

Search = Annotated[str, StringConstraints(max_length=MAX_SEARCH)]
Tags = Annotated[str, StringConstraints(max_length=MAX_TAGS * (MAX_TAG + 1))]


class AssetGroupPath(RequestPath):
    """A group of assets."""

    group: AssetGroup = Field(description="The group.", examples=["videos"])


class MarkedAssetPath(AssetGroupPath):
    """An asset of a group."""

    upload_id: int = Field(description="The id of the upload.", examples=[42])


class ListAssetsQuery(PageQuery):
    """A page of the assets that match every given parameter."""

    cursor: str | None = Field(
        None,
        max_length=_LONGEST_CURSOR,
        pattern=r"^[A-Za-z0-9_-]*$",
        description="Where the page begins: `nextCursor` of the page before; the first without.",
    )
    q: Search | None = Field(
        None,
        description="Words that must all occur in name, file name, description or tags.",
        examples=["beach summer"],
    )
    tags: Tags | None = Field(
        None, description="Tags it must have, separated by commas.", examples=["beach,summer"]
    )
    sort: AssetOrder = Field(AssetOrder.NEWEST, description="The order.", examples=["name_asc"])
    scope: Literal["mine", "system"] = Field(
        "mine", description="The caller's assets, or those of the system.", examples=["mine"]
    )
    video_role: Literal["source", "export", "all"] = Field(
        "source", description="The role of videos.", examples=["source"]
    )
    favorites_only: bool = Field(False, description="Whether only favourites are listed.")
    include_recent: bool = Field(
        False, description="Whether `recent` has the ten assets that were used last."
    )

    def to_filter(self, group: AssetGroup, caller: Caller) -> AssetFilter:
        """Convert to the domain value; ApiError `invalid_cursor` for one of another order."""
        after = ASSETS.read(self.cursor)
        if after is not None and after.order is not self.sort:
            raise INVALID_CURSOR.error("This cursor belongs to another order; begin without one.")
        return AssetFilter(
            user_id=caller.user_id,
            group=group,
            is_system=self.scope == "system",
            words=tuple((self.q or "").split()),
            tags=tuple(tag.strip() for tag in (self.tags or "").split(",") if tag.strip()),
            video_role=None if self.video_role == "all" else VideoRole(self.video_role),
            only_favorites=self.favorites_only,
            order=self.sort,
            after=after,
            limit=self.limit,
        )


class FavoriteBody(RequestBody):
    """Whether an asset is a favourite."""

    favorite: bool = Field(description="Whether it is a favourite of the caller.")


class AssetResource(UploadResource):
    """An upload as one user sees it."""

    is_favorite: bool = Field(description="Whether the caller marked it as a favourite.")
    last_used_at: Moment | None = Field(description="When the caller used it last.")


class AssetPage(Page[AssetResource]):
    """A page of assets, and those that were used last."""

    recent: list[AssetResource] = Field(
        description="What the caller used last, when it was asked for; else empty."
    )


class TagCount(ResponseBody):
    """A tag and how many uploads have it."""

    tag: str = Field(description="The tag.", examples=["beach"])
    uploads: int = Field(description="How many of the caller's uploads have it.", examples=[3])


class TagPage(Page[TagCount]):
    """All tags of a user, the most frequent first."""


def to_asset(asset: Asset) -> AssetResource:
    """Return the JSON of an asset."""
    used = dt.datetime.fromtimestamp(asset.used_ms / 1000, dt.UTC) if asset.used_ms else None
    return AssetResource(
        **upload_members(asset.summary), is_favorite=asset.is_favorite, last_used_at=used
    )
