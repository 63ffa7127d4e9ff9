# SPDX-License-Identifier: Apache-2.0
"""The JSON of publications and feeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from chassis.errors import ErrorResponse
from chassis.rest import Id, Moment, Ok, ResponseBody, Seconds
from services.publish.domain.comment import may_comment
from services.publish.domain.production import SignedPlayback
from services.publish.domain.publication import (
    AuditAction,
    AuditEntry,
    Publication,
    PublicationStatus,
    StorySource,
    Visibility,
)
from services.publish.usecases.feeds import FeedItem
from services.publish.usecases.publishing_into_spaces import SpaceResult


class PublicationResource(ResponseBody):
    """A production placed into one space."""

    id: Id = Field(description="The id of the publication.", examples=[31])
    production_id: Id = Field(description="The production that is published.", examples=[12])
    upload_id: Id = Field(description="The upload the production was made of.", examples=[5])
    space_id: Id = Field(description="The space it is published into.", examples=[1])
    owner_user_id: int = Field(description="The owner of the production.", examples=[7])
    requested_by: int = Field(description="The user who requested it.", examples=[7])
    approved_by: int | None = Field(description="The moderator who approved it.", examples=[9])
    status: PublicationStatus = Field(description="Its status.")
    is_primary: bool = Field(description="Whether it is the first one of its production.")
    visibility: Visibility = Field(
        description="Who may watch it: as the space says, members only, or everybody."
    )
    distribution_flags: dict[str, Any] = Field(
        description="Flags that the client defines; the platform only stores them.",
        examples=[{"newsletter": True}],
    )
    visible_in_space: bool = Field(description="Whether the feed of its space has it.")
    visible_in_global: bool = Field(description="Whether the feed of the site has it.")
    comments_enabled: bool | None = Field(
        description="Whether it may be commented; null means as the space says."
    )
    likes_count: int = Field(description="How many users like it.", examples=[0])
    comments_count: int = Field(description="How many comments it has.", examples=[0])
    story_text: str = Field(description="Its story.", examples=["How we made it."])
    story_source: StorySource = Field(
        description="Whether the story is the production's, or was written for the publication."
    )
    published_at: Moment | None = Field(description="When it was published last.")
    unpublished_at: Moment | None = Field(description="When it was unpublished.")
    created_at: Moment = Field(description="When it was requested.")
    updated_at: Moment = Field(description="When it changed last.")
    revision: int = Field(description="Increases by one with every change.", examples=[2])
    watch_url: str = Field(description="The path of its watch page.", examples=["/watch/31"])


class AuditEntryResource(ResponseBody):
    """One change of a publication."""

    action: AuditAction = Field(description="What was done.")
    actor_user_id: int | None = Field(
        description="Who did it; null when the platform did.", examples=[9]
    )
    actor_name: str = Field(description="Their name, maybe empty.", examples=["Ada"])
    note: str = Field(description="The note that came with it.", examples=["Lovely."])
    at: Moment = Field(description="When it was done.")


class FeedProduction(ResponseBody):
    """The production of a publication."""

    id: Id = Field(description="The id of the production.", examples=[12])
    ulid: str = Field(
        description="An id that never changes and is unique across installations.",
        examples=["01JC2W4ZAMJQ7K7N3Q0V2E8D5T"],
    )
    name: str = Field(description="Its name.", examples=["Holidays"])
    status: str = Field(description="Always completed.", examples=["completed"])


class FeedUpload(ResponseBody):
    """The upload of a publication."""

    id: Id = Field(description="The id of the upload.", examples=[5])


class FeedOwner(ResponseBody):
    """The owner of a publication."""

    id: int = Field(description="The id of the user.", examples=[7])
    display_name: str = Field(description="Their name, maybe empty.", examples=["Ada"])


class PlaybackResource(ResponseBody):
    """Signed links to a production; they expire after some hours."""

    master_url: str = Field(
        description="The path of the HLS master playlist.",
        examples=["/media/hls/1772370000.5f3a/01JC2W4ZAMJQ7K7N3Q0V2E8D5T/master.m3u8"],
    )
    poster_url: str | None = Field(
        description="The path of a picture to show before.",
        examples=["/media/hls/1772370000.5f3a/01JC2W4ZAMJQ7K7N3Q0V2E8D5T/poster.jpg?v=3"],
    )
    width: int = Field(description="The width in pixels.", examples=[1920])
    height: int = Field(description="The height in pixels.", examples=[1080])
    duration_seconds: Seconds = Field(description="How long it plays, in seconds.")
    chapters_url: str | None = Field(
        description="The path of its chapters as WebVTT; null for none.",
        examples=["/media/hls/1772370000.5f3a/01JC2W4ZAMJQ7K7N3Q0V2E8D5T/chapters.vtt"],
    )


class FeedItemResource(ResponseBody):
    """A publication with all that a player needs."""

    publication: PublicationResource
    production: FeedProduction
    upload: FeedUpload
    owner: FeedOwner
    has_story: bool = Field(description="Whether the publication has a story.")
    views_count: int = Field(description="How often it was watched.", examples=[12])
    is_liked: bool = Field(description="Whether the caller likes it.")
    may_comment: bool = Field(description="Whether users may comment on it.")
    space_name: str | None = Field(
        description="The name of its space, in the feed of the spaces that one follows; null in"
        " all others.",
        examples=["Harbour news"],
    )
    playback: PlaybackResource | None = Field(
        description="Signed links; null while the production cannot be played."
    )


class SpaceResultResource(ResponseBody):
    """What became of a production in one space."""

    space_id: Id = Field(description="The space.", examples=[1])
    publication: PublicationResource | None = Field(
        description="The publication there; null when there is none."
    )
    error: str | None = Field(
        description="The stable code of why it was refused; null when it was not.",
        examples=[None],
    )
    detail: str | None = Field(description="Why it was refused, for people.", examples=[None])


class SpaceResultsAnswer(ResponseBody):
    """What became of a production in several spaces."""

    production_id: Id = Field(description="The production.", examples=[12])
    results: list[SpaceResultResource] = Field(
        description="One of each space, in the order of the request."
    )


class PublicationAnswer(ResponseBody):
    """The new or existing publication."""

    publication: PublicationResource


class ChangedPublicationAnswer(Ok):
    """The publication after the change."""

    publication: PublicationResource


class PublishedUploadAnswer(Ok):
    """How many publications were created and republished."""

    upload_id: Id = Field(description="The id of the upload.", examples=[5])
    created: int = Field(description="How many publications are new.", examples=[1])
    activated: int = Field(description="How many were republished.", examples=[0])


class UnpublishedUploadAnswer(Ok):
    """How many publications were unpublished."""

    upload_id: Id = Field(description="The id of the upload.", examples=[5])
    unpublished: int = Field(description="How many were unpublished.", examples=[1])


class PreparedUploadAnswer(ResponseBody):
    """The production that was created."""

    production_id: Id = Field(description="The id of the production.", examples=[12])
    state: str = Field(
        description="Its state: in_progress, ready or failed.", examples=["in_progress"]
    )


def publication_resource(one: Publication) -> PublicationResource:
    """Return a publication as it is answered."""
    names = PublicationResource.model_fields.keys() - {"id", "watch_url"}
    return PublicationResource(
        id=one.publication_id,
        watch_url=f"/watch/{one.publication_id}",
        **{name: getattr(one, name) for name in names},
    )


def audit_entry_resource(one: AuditEntry, names: Mapping[int, str]) -> AuditEntryResource:
    """Return an entry of an audit log as it is answered, with the name of who did it."""
    return AuditEntryResource(
        action=one.action,
        actor_user_id=one.actor_user_id,
        actor_name=names.get(one.actor_user_id or 0, ""),
        note=one.note,
        at=one.at,
    )


def space_result_resource(one: SpaceResult, error: ErrorResponse | None) -> SpaceResultResource:
    """Return what became of a production in a space, with the answer to its error."""
    publication = one.publication
    return SpaceResultResource(
        space_id=one.space_id,
        publication=None if publication is None else publication_resource(publication),
        error=None if error is None else error.code,
        detail=None if error is None else error.detail,
    )


def feed_item_resource(one: FeedItem) -> FeedItemResource:
    """Return an item of a feed as it is answered."""
    production, publication = one.production, one.publication
    return FeedItemResource(
        publication=publication_resource(publication),
        production=FeedProduction(
            id=production.production_id,
            ulid=production.ulid,
            name=production.name,
            status=production.status,
        ),
        upload=FeedUpload(id=publication.upload_id),
        owner=FeedOwner(id=publication.owner_user_id, display_name=one.owner_name),
        has_story=bool(publication.story_text),
        views_count=one.views_count,
        is_liked=one.is_liked,
        may_comment=may_comment(publication),
        space_name=one.space_name,
        playback=None if one.playback is None else playback_resource(one.playback),
    )


def playback_resource(one: SignedPlayback) -> PlaybackResource:
    """Return the signed links of a production as they are answered."""
    return PlaybackResource(
        master_url=one.master_url,
        poster_url=one.poster_url or None,
        width=one.width,
        height=one.height,
        duration_seconds=one.duration,
        chapters_url=one.chapters_url or None,
    )
