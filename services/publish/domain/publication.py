# SPDX-License-Identifier: Apache-2.0
"""A production placed into one space: its statuses and who may change them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from services.publish.domain.errors import Forbidden, InvalidStatus, PublicationChanged
from services.publish.domain.membership import Membership

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
    TEXTS_HELD = "hold_texts"
    TEXTS_APPROVED = "approve_texts"
    TEXTS_REJECTED = "reject_texts"
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
    title: str = ""
    held_title: str | None = None
    """The title that is shown once a moderator approves it; None when nothing is held back."""
    held_story_text: str | None = None
    """The story that is shown with the held title."""
    is_held_rejected: bool = False
    """Whether a moderator rejected what is held back; it waits no more then."""
    is_changed_while_pending: bool = False
    """Whether its owner has changed it since it waits for approval."""

    @property
    def has_texts_to_approve(self) -> bool:
        """Whether it is published and a title or a story of it waits for approval."""
        return self.held_title is not None and not self.is_held_rejected

    @property
    def is_withdrawn(self) -> bool:
        """Whether the publication was unpublished by its owner."""
        is_unpublished = self.status is PublicationStatus.UNPUBLISHED
        return is_unpublished and self.unpublished_by == self.owner_user_id

    @property
    def owner_may_republish(self) -> bool:
        """Whether its owner may publish it again, or request approval for it again."""
        return self.is_withdrawn or self.status is PublicationStatus.REJECTED

    def check_looked_at(self, revisions: Collection[int] | None) -> None:
        """Raise PublicationChanged unless it is still what a moderator has looked at.

        InvalidStatus when nothing of it waits. Without revisions they have looked at what it was
        when it was requested.
        """
        if not self.has_texts_to_approve:
            self._require(PublicationStatus.PENDING)
        is_other = self.is_changed_while_pending or self.has_texts_to_approve
        if is_other if revisions is None else self.revision not in revisions:
            raise PublicationChanged(self)

    def approve(self, *, by: int, now: dt.datetime) -> Publication:
        """Return this pending publication as published, or a published one with its held texts.

        InvalidStatus when nothing of it waits.
        """
        if self.has_texts_to_approve:
            return replace(self._with_held_shown().edited(now), approved_by=by)
        self._require(PublicationStatus.PENDING)
        return replace(self._published(now), approved_by=by)

    def reject(self, *, now: dt.datetime) -> Publication:
        """Return this pending publication as rejected, or a published one whose held texts are.

        InvalidStatus when nothing of it waits.
        """
        if self.has_texts_to_approve:
            return replace(self.edited(now), is_held_rejected=True)
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

    def replace_video(self, upload_id: int, *, now: dt.datetime) -> Publication:
        """Return the publication after its production shows the video of another upload."""
        return replace(self.edited(now), upload_id=upload_id)

    def show_to(self, visibility: Visibility, *, now: dt.datetime) -> Publication:
        """Return the publication with another visibility."""
        return replace(self.edited(now), visibility=visibility)

    def edited(self, now: dt.datetime) -> Publication:
        """Return the publication as one that its owner has changed, without the change itself."""
        return replace(
            self,
            revision=self.revision + 1,
            updated_at=now,
            is_changed_while_pending=self.is_changed_while_pending
            or self.status is PublicationStatus.PENDING,
        )

    def _published(self, now: dt.datetime) -> Publication:
        published = self._changed(PublicationStatus.PUBLISHED, now)
        return replace(published, published_at=now, unpublished_at=None, unpublished_by=None)

    def _changed(self, status: PublicationStatus, now: dt.datetime) -> Publication:
        """Return the publication with another status; what was held back goes on with it."""
        shown = self._without_held() if self.is_held_rejected else self._with_held_shown()
        return replace(
            shown,
            status=status,
            revision=self.revision + 1,
            updated_at=now,
            is_changed_while_pending=False,
        )

    def _with_held_shown(self) -> Publication:
        if self.held_title is None:
            return self
        shown = replace(self, title=self.held_title, story_text=self.held_story_text or "")
        return shown._without_held()

    def _without_held(self) -> Publication:
        return replace(self, held_title=None, held_story_text=None, is_held_rejected=False)

    def _require(self, *allowed: PublicationStatus) -> None:
        if self.status not in allowed:
            raise InvalidStatus(f"The status of this publication is {self.status}.")


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
