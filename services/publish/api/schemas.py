# SPDX-License-Identifier: Apache-2.0
"""How spaces, publications and feeds are written for REST, and how its requests are read."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chassis.identity import Caller
from services.publish.domain.errors import InvalidCursor
from services.publish.domain.membership import Person, Standing
from services.publish.domain.production import Playback
from services.publish.domain.publication import Entry, Publication
from services.publish.domain.space import Space
from services.publish.usecases.browsing import FeedItem
from services.publish.usecases.dependencies import Position

_HIGHEST_ID = 2**31 - 1

Json = dict[str, Any]  # Any: JSON members of several types
Id = Annotated[int, Field(ge=1, le=_HIGHEST_ID)]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TICK = dt.timedelta(microseconds=1)


class SpacePath(BaseModel):
    """Which space."""

    space_id: int


class UploadPath(BaseModel):
    """Which upload."""

    upload_id: int


class ProductionPath(BaseModel):
    """Which production."""

    production_id: int


class PublicationPath(BaseModel):
    """Which publication."""

    publication_id: int


class FeedQuery(BaseModel):
    """Which page of a feed."""

    limit: int = Field(20, ge=1, le=100)
    cursor: str = Field("", max_length=60)


class SpacesQuery(BaseModel):
    """Which spaces."""

    mine: Literal["0", "1"] = "0"
    limit: int = Field(50, ge=1, le=200)
    cursor: int = Field(0, ge=0, le=_HIGHEST_ID)


class NewPublication(BaseModel):
    """A production to be placed into a space."""

    model_config = ConfigDict(strict=True)
    spaceId: Id
    visibility: Literal["inherit", "members", "public"] | None = None
    distributionFlags: dict[str, bool | int | str] | None = Field(None, max_length=50)


class Note(BaseModel):
    """What a moderator or an owner has to say about it."""

    model_config = ConfigDict(strict=True)
    note: str = Field("", max_length=2000)

    @model_validator(mode="before")
    @classmethod
    def _nothing_said(cls, given: Any) -> Any:  # Any: the parsed body, None when there is none
        return {} if given is None else given


class SpaceIds(BaseModel):
    """Some spaces."""

    model_config = ConfigDict(strict=True)
    spaces: list[Id] = Field(min_length=1, max_length=100)


class UploadToPrepare(BaseModel):
    """An upload to be packaged."""

    model_config = ConfigDict(strict=True)
    id: Id


def person_of(caller: Caller | None) -> Person | None:
    """Return a caller as the rules know people."""
    return None if caller is None else Person(caller.user_id, caller.roles)


def publication(one: Publication) -> Json:
    """Write a publication."""
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
        "publishedAt": _moment(one.published_at),
        "unpublishedAt": _moment(one.unpublished_at),
        "createdAt": _moment(one.created_at),
        "updatedAt": _moment(one.updated_at),
        "revision": one.revision,
        "watchUrl": f"/watch/{one.publication_id}",
    }


def entry(one: Entry) -> Json:
    """Write a line of an event log."""
    return {
        "action": one.action,
        "actorUserId": one.actor_user_id,
        "note": one.note,
        "at": _moment(one.at),
    }


def option(one: Space) -> Json:
    """Write a space as a choice."""
    return {"id": one.space_id, "name": one.name, "slug": one.slug, "type": one.type}


def space(one: Standing) -> Json:
    """Write a space with who the reader is in it."""
    return {
        **option(one.space),
        "ulid": one.space.ulid,
        "ownerUserId": one.space.owner_user_id,
        "settings": dict(one.space.settings),
        "roles": sorted(one.roles),
        "mayPost": one.may_post,
    }


def feed_item(one: FeedItem) -> Json:
    """Write a publication as a feed shows it."""
    made, shown = one.production, one.publication
    return {
        "publication": publication(shown),
        "production": {
            "id": made.production_id,
            "ulid": made.ulid,
            "name": made.name,
            "status": made.status,
        },
        "upload": {"id": shown.upload_id},
        "owner": {"id": shown.owner_user_id, "displayName": one.owner_name},
        "hasStory": bool(shown.story_text),
        "playback": None if one.playback is None else playback(one.playback),
    }


def playback(one: Playback) -> Json:
    """Write where a production plays."""
    return {
        "masterUrl": one.master_url,
        "posterUrl": one.poster_url or None,
        "width": one.width,
        "height": one.height,
        "durationSeconds": float(one.duration),
    }


def write_cursor(position: Position | None) -> str | None:
    """Write where a page of a feed ended."""
    if position is None:
        return None
    return f"{(position.published_at - _EPOCH) // _TICK}_{position.publication_id}"


def read_cursor(cursor: str) -> Position | None:
    """Read where the page before ended; None at the beginning."""
    if not cursor:
        return None
    ticks, _, number = cursor.partition("_")
    try:
        position = Position(_EPOCH + int(ticks) * _TICK, int(number))
    except (ValueError, OverflowError) as error:
        raise InvalidCursor("Begin at the first page.") from error
    if not 0 < position.publication_id <= _HIGHEST_ID:
        raise InvalidCursor("Begin at the first page.")
    return position


def _moment(at: dt.datetime | None) -> str | None:
    return None if at is None else at.isoformat()
