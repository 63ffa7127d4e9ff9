# SPDX-License-Identifier: Apache-2.0
"""A production placed into one space: its states and who may move it between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from services.publish.domain.errors import Forbidden, InvalidStatus
from services.publish.domain.membership import Standing
from services.publish.domain.production import Production
from services.publish.domain.space import Space

LONGEST_STORY = 2000


class Status(StrEnum):
    """Where a publication is in its life."""

    PENDING = "pending"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    REJECTED = "rejected"


class Visibility(StrEnum):
    """Who may see a publication, next to the rule of its space."""

    INHERIT = "inherit"
    MEMBERS = "members"
    PUBLIC = "public"


class StorySource(StrEnum):
    """Whether the story follows the production's, or was written for this publication."""

    PRODUCTION = "production"
    CUSTOM = "custom"


class Action(StrEnum):
    """What the event log of a publication tells."""

    CREATE_PENDING = "create_pending"
    AUTO_PUBLISHED = "auto_published"
    APPROVE = "approve_publication"
    REJECT = "reject_publication"
    UNPUBLISH = "unpublish_publication"
    MODERATOR_REPUBLISHED = "moderator_republish_published"
    OWNER_REPUBLISH_REQUESTED = "owner_republish_requested"
    OWNER_REPUBLISHED = "owner_republish_published"


LIVE = frozenset({Status.PENDING, Status.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a publication's event log."""

    action: Action
    actor_user_id: int | None
    note: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """A production placed into one space."""

    publication_id: int
    production_id: int
    upload_id: int
    space_id: int
    owner_user_id: int
    requested_by: int
    status: Status
    created_at: dt.datetime
    updated_at: dt.datetime
    approved_by: int | None = None
    is_primary: bool = False
    visibility: Visibility = Visibility.INHERIT
    distribution_flags: Mapping[str, Any] = field(default_factory=dict)  # Any: JSON members
    visible_in_space: bool = True
    visible_in_global: bool = False
    comments_enabled: bool | None = None
    likes_count: int = 0
    comments_count: int = 0
    story_text: str = ""
    story_source: StorySource = StorySource.PRODUCTION
    published_at: dt.datetime | None = None
    unpublished_at: dt.datetime | None = None
    unpublished_by: int | None = None
    revision: int = 1

    @property
    def can_republish_owner(self) -> bool:
        """Whether its owner may put it back, having been the one who took it down."""
        is_down = self.status is Status.UNPUBLISHED
        return is_down and self.unpublished_by == self.owner_user_id

    def approve(self, *, by: int, now: dt.datetime) -> Publication:
        """Let a waiting publication out."""
        self._require(Status.PENDING)
        return replace(self._published(now), approved_by=by)

    def reject(self, *, now: dt.datetime) -> Publication:
        """Refuse a waiting publication."""
        self._require(Status.PENDING)
        return self._changed(Status.REJECTED, now)

    def unpublish(self, *, by: int | None, now: dt.datetime) -> Publication:
        """Take down what is published, or withdraw what waits."""
        self._require(*LIVE)
        down = self._changed(Status.UNPUBLISHED, now)
        return replace(down, unpublished_at=now, unpublished_by=by)

    def republish(self, action: Action, *, by: int, now: dt.datetime) -> Publication:
        """Put back what was taken down or refused, as the action says."""
        self._require(Status.UNPUBLISHED, Status.REJECTED)
        if action is Action.OWNER_REPUBLISH_REQUESTED:
            return replace(self._changed(Status.PENDING, now), requested_by=by)
        return self._published(now)

    def follow_story(self, text: str, *, now: dt.datetime) -> Publication:
        """Take over the production's story unless this publication has its own."""
        text = text[:LONGEST_STORY]
        if self.story_source is StorySource.CUSTOM or text == self.story_text:
            return self
        return replace(self, story_text=text, revision=self.revision + 1, updated_at=now)

    def _published(self, now: dt.datetime) -> Publication:
        up = self._changed(Status.PUBLISHED, now)
        return replace(up, published_at=now, unpublished_at=None, unpublished_by=None)

    def _changed(self, status: Status, now: dt.datetime) -> Publication:
        return replace(self, status=status, revision=self.revision + 1, updated_at=now)

    def _require(self, *allowed: Status) -> None:
        if self.status not in allowed:
            raise InvalidStatus(f"This publication is {self.status}.")


@dataclass(frozen=True, slots=True)
class Placement:
    """Somebody's wish to place a production into a space."""

    production: Production
    space: Space
    requested_by: int
    visibility: Visibility | None = None
    distribution_flags: Mapping[str, Any] | None = None  # Any: JSON members


def place(wish: Placement, *, needs_approval: bool, now: dt.datetime) -> tuple[Publication, Action]:
    """Make the publication of a wish, waiting or published, and what its log tells of it."""
    production, space = wish.production, wish.space
    publication = Publication(
        publication_id=0,
        production_id=production.production_id,
        upload_id=production.upload_id,
        space_id=space.space_id,
        owner_user_id=production.owner_user_id,
        requested_by=wish.requested_by,
        status=Status.PENDING if needs_approval else Status.PUBLISHED,
        created_at=now,
        updated_at=now,
        visibility=wish.visibility or Visibility.INHERIT,
        distribution_flags=wish.distribution_flags or {},
        visible_in_global=space.is_global,
        comments_enabled=space.has_comments,
        story_text=production.story_text[:LONGEST_STORY],
        published_at=None if needs_approval else now,
    )
    return publication, Action.CREATE_PENDING if needs_approval else Action.AUTO_PUBLISHED


def may_see(publication: Publication, standing: Standing) -> bool:
    """Whether this person may watch the publication and read about it."""
    if manages(publication, standing):
        return True
    if publication.status is not Status.PUBLISHED:
        return False
    if publication.visibility is Visibility.PUBLIC:
        return True
    if publication.visibility is Visibility.MEMBERS:
        return standing.is_member
    return standing.may_view


def manages(publication: Publication, standing: Standing) -> bool:
    """Whether this person may take the publication down and read its event log."""
    return standing.is_user(publication.owner_user_id) or standing.may_moderate


def republication(publication: Publication, standing: Standing, *, needs_approval: bool) -> Action:
    """Say in what manner this person may put the publication back, or refuse."""
    if not manages(publication, standing):
        raise Forbidden("Only the owner and the moderators of the space may republish.")
    if publication.status in LIVE:
        raise InvalidStatus(f"This publication is {publication.status}.")
    if standing.may_moderate:
        return Action.MODERATOR_REPUBLISHED
    if not publication.can_republish_owner or not standing.may_post:
        raise Forbidden("A moderator took this down; only a moderator may put it back.")
    return Action.OWNER_REPUBLISH_REQUESTED if needs_approval else Action.OWNER_REPUBLISHED
