# SPDX-License-Identifier: Apache-2.0
"""A production placed into one space: its statuses and who may change them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from services.publish.domain.errors import Forbidden, InvalidStatus
from services.publish.domain.membership import Membership
from services.publish.domain.production import ProductionCopy
from services.publish.domain.space import Space

MAX_STORY_LENGTH = 2000


class PublicationStatus(StrEnum):
    """The statuses of a publication."""

    PENDING = "pending"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    REJECTED = "rejected"


class Visibility(StrEnum):
    """Who may watch a publication: as its space says, members of the space only, or everybody.

    It is never wider than its space: everybody is who may view the space.
    """

    INHERIT = "inherit"
    MEMBERS = "members"
    PUBLIC = "public"


class StorySource(StrEnum):
    """Whether the story is copied from the production or was written for the publication."""

    PRODUCTION = "production"
    CUSTOM = "custom"


class AuditAction(StrEnum):
    """The changes that the audit log of a publication records."""

    CREATE_PENDING = "create_pending"
    AUTO_PUBLISHED = "auto_published"
    APPROVE = "approve_publication"
    REJECT = "reject_publication"
    UNPUBLISH = "unpublish_publication"
    MODERATOR_REPUBLISHED = "moderator_republish_published"
    OWNER_REPUBLISH_REQUESTED = "owner_republish_requested"
    OWNER_REPUBLISHED = "owner_republish_published"
    STORY_WRITTEN = "write_story"
    STORY_RESET = "reset_story"
    VISIBILITY_CHANGED = "change_visibility"
    VIDEO_REPLACED = "replace_video"


LIVE = frozenset({PublicationStatus.PENDING, PublicationStatus.PUBLISHED})
"""The statuses from which a publication can be unpublished."""
_DECISIONS = frozenset({AuditAction.APPROVE, AuditAction.REJECT, AuditAction.MODERATOR_REPUBLISHED})


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change of a publication; the user is None when the platform made it."""

    action: AuditAction
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
    status: PublicationStatus
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
    def is_withdrawn(self) -> bool:
        """Whether the publication was unpublished by its owner."""
        is_unpublished = self.status is PublicationStatus.UNPUBLISHED
        return is_unpublished and self.unpublished_by == self.owner_user_id

    @property
    def owner_may_republish(self) -> bool:
        """Whether its owner may publish it again, or request approval for it again."""
        return self.is_withdrawn or self.status is PublicationStatus.REJECTED

    def approve(self, *, by: int, now: dt.datetime) -> Publication:
        """Return this pending publication as published; InvalidStatus for any other status."""
        self._require(PublicationStatus.PENDING)
        return replace(self._published(now), approved_by=by)

    def reject(self, *, now: dt.datetime) -> Publication:
        """Return this pending publication as rejected; InvalidStatus for any other status."""
        self._require(PublicationStatus.PENDING)
        return self._changed(PublicationStatus.REJECTED, now)

    def unpublish(self, *, by: int | None, now: dt.datetime) -> Publication:
        """Return this pending or published publication as unpublished; else InvalidStatus."""
        self._require(*LIVE)
        unpublished = self._changed(PublicationStatus.UNPUBLISHED, now)
        return replace(unpublished, unpublished_at=now, unpublished_by=by)

    def republish(self, action: AuditAction, *, by: int, now: dt.datetime) -> Publication:
        """Return this publication as published, or as pending when the action requests approval.

        InvalidStatus unless it is unpublished or rejected.
        """
        self._require(PublicationStatus.UNPUBLISHED, PublicationStatus.REJECTED)
        if action is AuditAction.OWNER_REPUBLISH_REQUESTED:
            return replace(self._changed(PublicationStatus.PENDING, now), requested_by=by)
        return self._published(now)

    def await_approval(self, *, now: dt.datetime) -> Publication:
        """Return this published publication as pending; InvalidStatus for any other status."""
        self._require(PublicationStatus.PUBLISHED)
        return self._changed(PublicationStatus.PENDING, now)

    def copy_story(self, text: str, *, now: dt.datetime) -> Publication:
        """Return the publication with the story of its production, unless it has its own."""
        text = text[:MAX_STORY_LENGTH]
        if self.story_source is StorySource.CUSTOM or text == self.story_text:
            return self
        return replace(self, story_text=text, revision=self.revision + 1, updated_at=now)

    def replace_video(self, upload_id: int, *, now: dt.datetime) -> Publication:
        """Return the publication after its production shows the video of another upload."""
        return replace(self, upload_id=upload_id, revision=self.revision + 1, updated_at=now)

    def write_story(self, text: str, *, now: dt.datetime) -> Publication:
        """Return the publication with a story of its own."""
        changed = replace(self, story_text=text, story_source=StorySource.CUSTOM)
        return replace(changed, revision=self.revision + 1, updated_at=now)

    def reset_story(self, text: str, *, now: dt.datetime) -> Publication:
        """Return the publication with this story of its production, which it then follows."""
        changed = replace(self, story_source=StorySource.PRODUCTION)
        return replace(
            changed,
            story_text=text[:MAX_STORY_LENGTH],
            revision=self.revision + 1,
            updated_at=now,
        )

    def show_to(self, visibility: Visibility, *, now: dt.datetime) -> Publication:
        """Return the publication with another visibility."""
        return replace(self, visibility=visibility, revision=self.revision + 1, updated_at=now)

    def _published(self, now: dt.datetime) -> Publication:
        published = self._changed(PublicationStatus.PUBLISHED, now)
        return replace(published, published_at=now, unpublished_at=None, unpublished_by=None)

    def _changed(self, status: PublicationStatus, now: dt.datetime) -> Publication:
        return replace(self, status=status, revision=self.revision + 1, updated_at=now)

    def _require(self, *allowed: PublicationStatus) -> None:
        if self.status not in allowed:
            raise InvalidStatus(f"The status of this publication is {self.status}.")


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """A member's request to place a production into a space; None leaves an option as it is."""

    production: ProductionCopy
    membership: Membership
    requested_by: int
    visibility: Visibility | None = None
    distribution_flags: Mapping[str, Any] | None = None  # Any: JSON members

    @property
    def space(self) -> Space:
        """The space the production is placed into."""
        return self.membership.space


def new_publication(
    request: PublishRequest, *, needs_approval: bool, now: dt.datetime
) -> tuple[Publication, AuditAction]:
    """Return the publication a request makes, without an id, and the action to audit."""
    production, space = request.production, request.space
    status = PublicationStatus.PENDING if needs_approval else PublicationStatus.PUBLISHED
    publication = Publication(
        publication_id=0,
        production_id=production.production_id,
        upload_id=production.upload_id,
        space_id=space.space_id,
        owner_user_id=production.owner_user_id,
        requested_by=request.requested_by,
        status=status,
        created_at=now,
        updated_at=now,
        visibility=request.visibility or Visibility.INHERIT,
        distribution_flags=request.distribution_flags or {},
        visible_in_global=space.is_global,
        comments_enabled=space.has_comments,
        story_text=production.story_text[:MAX_STORY_LENGTH],
        published_at=None if needs_approval else now,
    )
    return publication, AuditAction.CREATE_PENDING if needs_approval else AuditAction.AUTO_PUBLISHED


def may_view(publication: Publication, membership: Membership) -> bool:
    """Whether the caller may watch and read the publication."""
    if membership.is_banned and not membership.may_moderate:
        return False
    if may_manage(publication, membership):
        return True
    if publication.status is not PublicationStatus.PUBLISHED:
        return False
    if publication.visibility is Visibility.MEMBERS:
        return membership.is_member
    return membership.may_view


def may_manage(publication: Publication, membership: Membership) -> bool:
    """Whether the caller may unpublish the publication and read its audit log."""
    return membership.is_user(publication.owner_user_id) or membership.may_moderate


def republish_action(
    publication: Publication, membership: Membership, *, needs_approval: bool
) -> AuditAction:
    """Return the action by which the caller may republish; Forbidden or InvalidStatus if none.

    What its owner withdrew is published by nobody else but administrators of the site.
    """
    if not may_manage(publication, membership):
        raise Forbidden("Only the owner and the moderators of the space may republish.")
    if publication.status in LIVE:
        raise InvalidStatus(f"The status of this publication is {publication.status}.")
    if membership.is_site_admin or (membership.may_moderate and not publication.is_withdrawn):
        return AuditAction.MODERATOR_REPUBLISHED
    _check_owner_may_republish(publication, membership)
    if needs_approval:
        return AuditAction.OWNER_REPUBLISH_REQUESTED
    return AuditAction.OWNER_REPUBLISHED


def is_rejection_last(entries: Iterable[AuditEntry]) -> bool:
    """Whether moderators decided about a publication, and the last time rejected it.

    Entries are in the order of time. What its owner did since decides nothing.
    """
    decisions = [one.action for one in entries if one.action in _DECISIONS]
    return bool(decisions) and decisions[-1] is AuditAction.REJECT


def _check_owner_may_republish(publication: Publication, membership: Membership) -> None:
    if not membership.is_user(publication.owner_user_id):
        raise Forbidden("Its owner unpublished it: only the owner may republish it.")
    if not publication.owner_may_republish:
        raise Forbidden("A moderator unpublished it: only a moderator may republish it.")
    if not membership.may_post:
        raise Forbidden("You may not publish in this space any more.")
