# SPDX-License-Identifier: Apache-2.0
"""The JSON of spaces, publications and feeds."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from chassis.rest import Id, Moment, Ok, ResponseBody, Seconds
from services.publish.domain.membership import Membership
from services.publish.domain.production import SignedPlayback
from services.publish.domain.publication import (
    AuditAction,
    AuditEntry,
    Publication,
    PublicationStatus,
    StorySource,
    Visibility,
)
from services.publish.domain.space import Space, SpaceType
from services.publish.usecases.feeds import FeedItem


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
    note: str = Field(description="The note that came with it.", examples=["Lovely."])
    at: Moment = Field(description="When it was done.")


class SpaceOption(ResponseBody):
    """A space that an upload may be published into."""

    id: Id = Field(description="The id of the space.", examples=[1])
    name: str = Field(description="Its name.", examples=["Ada"])
    slug: str = Field(description="Its name as in addresses, unique in its type.", examples=["ada"])
    type: SpaceType = Field(description="What kind of space it is.")


class SpaceResource(SpaceOption):
    """A space with the roles and rights of the caller in it."""

    ulid: str = Field(
        description="An id that never changes and is unique across installations.",
        examples=["01JC2W4ZAMJQ7K7N3Q0V2E8D5T"],
    )
    owner_user_id: int | None = Field(
        description="Its owner; null for the space of the site.", examples=[7]
    )
    settings: dict[str, Any] = Field(
        description="Its settings: visibility, membership, publishing, comments.",
        examples=[{"visibility": "public", "publishing": {"policy": "owner_only"}}],
    )
    roles: list[str] = Field(
        description="The roles the caller holds in it.", examples=[["space_member", "space_poster"]]
    )
    may_post: bool = Field(
        description="Whether the caller may publish productions of their own in it."
    )


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
        examples=["/media/hls/1772370000.5f3a/01JC2W4ZAMJQ7K7N3Q0V2E8D5T/poster.jpg"],
    )
    width: int = Field(description="The width in pixels.", examples=[1920])
    height: int = Field(description="The height in pixels.", examples=[1080])
    duration_seconds: Seconds = Field(description="How long it plays, in seconds.")


class FeedItemResource(ResponseBody):
    """A publication with all that a player needs."""

    publication: PublicationResource
    production: FeedProduction
    upload: FeedUpload
    owner: FeedOwner
    has_story: bool = Field(description="Whether the publication has a story.")
    playback: PlaybackResource | None = Field(
        description="Signed links; null while the production cannot be played."
    )


class PublicationAnswer(ResponseBody):
    """The new or existing publication."""

    publication: PublicationResource


class ChangedPublicationAnswer(Ok):
    """The publication after the change."""

    publication: PublicationResource


class PublicationDetailsAnswer(ResponseBody):
    """The publication and, for those who manage it, its audit log."""

    publication: PublicationResource
    events: list[AuditEntryResource] = Field(
        description="The audit log, oldest first; empty unless the caller manages the publication."
    )
    can_republish_owner: bool = Field(
        description="Whether the caller owns the publication and may republish it."
    )


class PublishOptionsAnswer(ResponseBody):
    """The spaces an upload may be published into."""

    upload_id: Id = Field(description="The id of the upload.", examples=[5])
    spaces: list[SpaceOption] = Field(description="The spaces, the personal one first.")


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


def audit_entry_resource(one: AuditEntry) -> AuditEntryResource:
    """Return an entry of an audit log as it is answered."""
    return AuditEntryResource(
        action=one.action, actor_user_id=one.actor_user_id, note=one.note, at=one.at
    )


def space_option(one: Space) -> SpaceOption:
    """Return a space that an upload may be published into."""
    return SpaceOption(id=one.space_id, name=one.name, slug=one.slug, type=one.type)


def space_resource(one: Membership) -> SpaceResource:
    """Return a space with the roles and rights of the caller in it."""
    space = one.space
    return SpaceResource(
        **space_option(space).model_dump(by_alias=False),
        ulid=space.ulid,
        owner_user_id=space.owner_user_id,
        settings=dict(space.settings),
        roles=sorted(one.roles),
        may_post=one.may_post,
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
        playback=None if one.playback is None else _playback_resource(one.playback),
    )


def _playback_resource(one: SignedPlayback) -> PlaybackResource:
    return PlaybackResource(
        master_url=one.master_url,
        poster_url=one.poster_url or None,
        width=one.width,
        height=one.height,
        duration_seconds=one.duration,
    )
