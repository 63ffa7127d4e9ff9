# SPDX-License-Identifier: Apache-2.0
"""Read, write and delete the comments on publications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.comment import (
    Comment,
    CommentPosition,
    CommentQuery,
    check_comment,
    check_comment_deletion,
)
from services.publish.domain.errors import CommentNotFound, ReplyToReply
from services.publish.domain.membership import Membership
from services.publish.domain.publication import Publication
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import get_viewed


@dataclass(frozen=True, slots=True)
class CommentPage:
    """Some comments with the names of their authors; `next` is None on the last page."""

    items: Sequence[Comment]
    names: Mapping[int, str]
    publication: Publication
    membership: Membership
    next: CommentPosition | None


def list_comments(deps: Dependencies, *, caller: Caller | None, query: CommentQuery) -> CommentPage:
    """Return a page of the comments of a publication that the caller may view."""
    with deps.reading() as uow:
        publication, membership = get_viewed(uow, caller, query.publication_id)
        found = uow.comments.list_comments(replace(query, limit=query.limit + 1))
    items, last = cut_page(found, query.limit)
    authors = sorted({one.author_user_id for one in items if not one.is_deleted})
    names = deps.accounts.get_display_names(authors) if authors else {}
    position = None if last is None else CommentPosition(last.created_at, last.comment_id)
    return CommentPage(items, names, publication, membership, position)


def add_comment(
    deps: Dependencies, *, caller: Caller, publication_id: int, text: str, parent_id: int | None
) -> CommentPage:
    """Write a comment or a reply, and return it as a page of one.

    NotLive or CommentsDisabled where nobody may comment; ReplyToReply for a reply to a reply.
    """
    with deps.reading() as uow:
        get_viewed(uow, caller, publication_id)
    names = deps.accounts.get_display_names([caller.user_id])
    with deps.unit_of_work() as uow:
        # The row is locked, so that the counters are written by one at a time.
        uow.publications.get_publication(publication_id, lock=True)
        publication, membership = get_viewed(uow, caller, publication_id)
        check_comment(publication)
        if parent_id is not None:
            _check_parent(uow, publication_id, parent_id)
        now = deps.now()
        comment = Comment(0, publication_id, parent_id, caller.user_id, text, now)
        added = uow.comments.add_comment(comment)
    return CommentPage([added], names, publication, membership, None)


def delete_comment(deps: Dependencies, *, caller: Caller, comment_id: int) -> None:
    """Delete a comment; Forbidden unless the caller wrote it, or manages what it is on."""
    with deps.unit_of_work() as uow:
        publication_id = uow.comments.get_comment(comment_id).publication_id
        publication = uow.publications.get_publication(publication_id, lock=True)
        comment = uow.comments.get_comment(comment_id, lock=True)
        membership = uow.spaces.get_membership(caller, publication.space_id, deleted_too=True)
        check_comment_deletion(comment, publication, membership)
        uow.comments.delete_comment(comment, deps.now())


def _check_parent(uow: UnitOfWork, publication_id: int, parent_id: int) -> None:
    parent = uow.comments.get_comment(parent_id, lock=True)
    if parent.publication_id != publication_id:
        raise CommentNotFound("This publication has no comment of this id.")
    if parent.parent_id is not None:
        raise ReplyToReply("A reply cannot be replied to: reply to the comment above it.")
