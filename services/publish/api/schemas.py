# SPDX-License-Identifier: Apache-2.0
"""The requests and responses of the REST routes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chassis.clock import to_iso
from services.publish.domain.errors import InvalidCursor
from services.publish.domain.feed import FeedPosition
from services.publish.domain.membership import Membership
from services.publish.domain.production import PlaybackLinks
from services.publish.domain.publication import AuditEntry, Publication
from services.publish.domain.space import Space
from services.publish.usecases.feeds import FeedItem

_HIGHEST_ID = 2**31 - 1

Json = dict[str, Any]  # Any: JSON members of several types
Id = Annotated[int, Field(ge=1, le=_HIGHEST_ID)]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TICK = dt.timedelta(microseconds=1)


class SpacePath(BaseModel):
    """The path of a space."""

    space_id: int


class UploadPath(BaseModel):
    """The path of an upload."""

    upload_id: int


class ProductionPath(BaseModel):
    """The path of a production."""

    production_id: int


class PublicationPath(BaseModel):
    """The path of a publication."""

    publication_id: int


class FeedPageQuery(BaseModel):
    """The query of a feed."""

    limit: int = Field(20, ge=1, le=100)
    cursor: str = Field("", max_length=60)


class SpacesQuery(BaseModel):
    """The query of the list of spaces."""

    mine: Literal["0", "1"] = "0"
    limit: int = Field(50, ge=1, le=200)
    cursor: int = Field(0, ge=0, le=_HIGHEST_ID)


class NewPublication(BaseModel):
    """Publish a production into a space."""

    model_config = ConfigDict(strict=True)
    spaceId: Id
    visibility: Literal["inherit", "members", "public"] | None = None
    distributionFlags: dict[str, bool | int | str] | None = Field(None, max_length=50)


class Note(BaseModel):
    """A change of a publication, with a note for its audit log."""

    model_config = ConfigDict(strict=True)
    note: str = Field("", max_length=2000)

    @model_validator(mode="before")
    @classmethod
    def _empty_body(cls, given: Any) -> Any:  # Any: the parsed body, None when there is none
        return {} if given is None else given


class SpaceIds(BaseModel):
    """Publish an upload into spaces, or unpublish it from them."""

    model_config = ConfigDict(strict=True)
    spaces: list[Id] = Field(min_length=1, max_length=100)


class UploadToPrepare(BaseModel):
    """Create a production of an upload."""

    model_config = ConfigDict(strict=True)
    id: Id


def publication(one: Publication) -> Json:
    """Return a publication as JSON."""
    return {
        "id": one.publication_id,
        "productionId": one.production_id,
        "uploadId": one.upload_id,
        "spaceId": one.space_id,
        "ownerUserId": one.owner_user_id,
        "requestedBy": one.requested_by,
        "approvedBy": one.approved_by,
        "status": one.status,
        "isPrimary": one.is_primary,
        "visibility": one.visibility,
        "distributionFlags": dict(one.distribution_flags),
        "visibleInSpace": one.visible_in_space,
        "visibleInGlobal": one.visible_in_global,
        "commentsEnabled": one.comments_enabled,
        "likesCount": one.likes_count,
        "commentsCount": one.comments_count,
        "storyText": one.story_text,
        "storySource": one.story_source,
        "publishedAt": to_iso(one.published_at),
        "unpublishedAt": to_iso(one.unpublished_at),
        "createdAt": to_iso(one.created_at),
        "updatedAt": to_iso(one.updated_at),
        "revision": one.revision,
        "watchUrl": f"/watch/{one.publication_id}",
    }


def audit_entry(one: AuditEntry) -> Json:
    """Return an entry of an audit log as JSON."""
    return {
        "action": one.action,
        "actorUserId": one.actor_user_id,
        "note": one.note,
        "at": to_iso(one.at),
    }


def publish_option(one: Space) -> Json:
    """Return a space one may publish into as JSON."""
    return {"id": one.space_id, "name": one.name, "slug": one.slug, "type": one.type}


def space(one: Membership) -> Json:
    """Return a space with the roles of the caller as JSON."""
    return {
        **publish_option(one.space),
        "ulid": one.space.ulid,
        "ownerUserId": one.space.owner_user_id,
        "settings": dict(one.space.settings),
        "roles": sorted(one.roles),
        "mayPost": one.may_post,
    }


def feed_item(one: FeedItem) -> Json:
    """Return an item of a feed as JSON."""
    production, shown = one.production, one.publication
    return {
        "publication": publication(shown),
        "production": {
            "id": production.production_id,
            "ulid": production.ulid,
            "name": production.name,
            "status": production.status,
        },
        "upload": {"id": shown.upload_id},
        "owner": {"id": shown.owner_user_id, "displayName": one.owner_name},
        "hasStory": bool(shown.story_text),
        "playback": None if one.playback is None else playback(one.playback),
    }


def playback(one: PlaybackLinks) -> Json:
    """Return signed links as JSON."""
    return {
        "masterUrl": one.master_url,
        "posterUrl": one.poster_url or None,
        "width": one.width,
        "height": one.height,
        "durationSeconds": float(one.duration),
    }


def write_cursor(position: FeedPosition | None) -> str | None:
    """Return the position as an opaque text; None on the last page."""
    if position is None:
        return None
    return f"{(position.published_at - _EPOCH) // _TICK}_{position.publication_id}"


def read_cursor(cursor: str) -> FeedPosition | None:
    """Return the position that a cursor stands for; None for the first page."""
    if not cursor:
        return None
    ticks, _, number = cursor.partition("_")
    try:
        position = FeedPosition(_EPOCH + int(ticks) * _TICK, int(number))
    except (ValueError, OverflowError) as error:
        raise InvalidCursor(
            "This cursor was not returned by this list; begin at the first page."
        ) from error
    if not 0 < position.publication_id <= _HIGHEST_ID:
        raise InvalidCursor("This cursor was not returned by this list; begin at the first page.")
    return position
