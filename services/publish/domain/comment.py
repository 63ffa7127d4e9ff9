# SPDX-License-Identifier: Apache-2.0
"""Likes and comments of publications, and who may write and delete them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from services.publish.domain.errors import CommentsDisabled, Forbidden, NotLive
from services.publish.domain.membership import Membership
from services.publish.domain.publication import (
    Publication,
    PublicationStatus,
    may_manage,
)

MAX_COMMENT_LENGTH = 2000


class CommentOrder(StrEnum):
    """The orders in which comments are listed."""

    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a publication, or a reply to one.

    A deleted one that was replied to stays as a place for its replies, without its text.
    """

    comment_id: int
    publication_id: int
    parent_id: int | None
    author_user_id: int
    text: str
    created_at: dt.datetime
    replies_count: int = 0
    deleted_at: dt.datetime | None = None

    @property
    def is_deleted(self) -> bool:
        """Whether its author or a moderator deleted it."""
        return self.deleted_at is not None


@dataclass(frozen=True, slots=True)
class CommentPosition:
    """The last comment of a page; the next page begins after it."""

    created_at: dt.datetime
    comment_id: int


@dataclass(frozen=True, slots=True)
class CommentQuery:
    """One page of the comments of a publication, or of the replies to one of them."""

    publication_id: int
    parent_id: int | None
    order: CommentOrder
    after: CommentPosition | None
    limit: int


def has_comments(publication: Publication) -> bool:
    """Whether comments are enabled on a publication; it was decided when it was published."""
    return publication.comments_enabled is not False


def may_comment(publication: Publication) -> bool:
    """Whether those who may watch a publication may comment on it."""
    return publication.status is PublicationStatus.PUBLISHED and has_comments(publication)


def check_live(publication: Publication) -> None:
    """Raise NotLive unless a publication is published."""
    if publication.status is not PublicationStatus.PUBLISHED:
        raise NotLive("Only what is published can be liked, commented on and reported.")


def check_comment(publication: Publication) -> None:
    """Raise NotLive or CommentsDisabled unless a publication may be commented on."""
    check_live(publication)
    if not has_comments(publication):
        raise CommentsDisabled("Comments are disabled on this publication.")


def may_delete(comment: Comment, publication: Publication, membership: Membership) -> bool:
    """Whether the caller wrote a comment, owns what it is on, or moderates the space."""
    return membership.is_user(comment.author_user_id) or may_manage(publication, membership)


def check_comment_deletion(
    comment: Comment, publication: Publication, membership: Membership
) -> None:
    """Raise Forbidden unless the caller may delete a comment."""
    if not may_delete(comment, publication, membership):
        raise Forbidden("Only its author, the owner and the moderators may delete a comment.")
