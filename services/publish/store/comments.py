# SPDX-License-Identifier: Apache-2.0
"""The comments on publications."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.publish.domain.comment import Comment, CommentOrder, CommentQuery
from services.publish.domain.errors import CommentNotFound
from services.publish.store.tables import SPACE_PUBLICATIONS
from services.publish.store.tables_audience import COMMENTS

_FIELDS = [one.name for one in COMMENTS.c if one.name != "id"]


class CommentRepository:
    """Reads and writes comments; the counters of publications and comments change with them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_comment(self, comment: Comment) -> Comment:
        """Insert a comment and return it with its id."""
        values = {name: getattr(comment, name) for name in _FIELDS}
        insert = sa.insert(COMMENTS).values(values).returning(COMMENTS.c.id)
        added = replace(comment, comment_id=self._session.execute(insert).scalar_one())
        self._count(added, 1)
        return added

    def get_comment(self, comment_id: int, *, lock: bool = False) -> Comment:
        """Return a comment that is not deleted; CommentNotFound when there is none."""
        c = COMMENTS.c
        query = sa.select(COMMENTS).where(c.id == comment_id, c.deleted_at.is_(None))
        row = self._session.execute(query.with_for_update() if lock else query).first()
        if row is None:
            raise CommentNotFound("No comment has this id.")
        return _comment(row)

    def delete_comment(self, comment: Comment, now: dt.datetime) -> None:
        """Delete a comment; one with replies stays without its text."""
        is_comment = COMMENTS.c.id == comment.comment_id
        if comment.replies_count:
            update = sa.update(COMMENTS).where(is_comment)
            self._session.execute(update.values(text="", deleted_at=now))
        else:
            self._session.execute(sa.delete(COMMENTS).where(is_comment))
        self._count(comment, -1)

    def list_comments(self, query: CommentQuery) -> list[Comment]:
        """Return a page of the comments of a publication, or of the replies to one of them."""
        c = COMMENTS.c
        page = sa.select(COMMENTS).where(
            c.publication_id == query.publication_id,
            c.parent_id.is_not_distinct_from(query.parent_id),
        )
        is_oldest_first = query.order is CommentOrder.OLDEST
        if query.after is not None:
            page = page.where(_is_after(query, is_oldest_first=is_oldest_first))
        order = [c.created_at, c.id] if is_oldest_first else [c.created_at.desc(), c.id.desc()]
        return [
            _comment(row) for row in self._session.execute(page.order_by(*order).limit(query.limit))
        ]

    def _count(self, comment: Comment, number: int) -> None:
        publications = sa.update(SPACE_PUBLICATIONS)
        count = SPACE_PUBLICATIONS.c.comments_count + number
        of_publication = publications.where(SPACE_PUBLICATIONS.c.id == comment.publication_id)
        self._session.execute(of_publication.values(comments_count=count))
        if comment.parent_id is not None:
            parent = sa.update(COMMENTS).where(COMMENTS.c.id == comment.parent_id)
            self._session.execute(parent.values(replies_count=COMMENTS.c.replies_count + number))


def _is_after(query: CommentQuery, *, is_oldest_first: bool) -> sa.ColumnElement[bool]:
    c, after = COMMENTS.c, query.after
    if after is None:
        return sa.true()
    is_same_moment = c.created_at == after.created_at
    if is_oldest_first:
        later = sa.and_(is_same_moment, c.id > after.comment_id)
        return sa.or_(c.created_at > after.created_at, later)
    earlier = sa.and_(is_same_moment, c.id < after.comment_id)
    return sa.or_(c.created_at < after.created_at, earlier)


def _comment(row: sa.Row[Any]) -> Comment:  # Any: a row of comments
    return Comment(comment_id=row.id, **{name: getattr(row, name) for name in _FIELDS})
