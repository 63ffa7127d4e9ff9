# SPDX-License-Identifier: Apache-2.0
"""The notes of reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.publish.domain.errors import ReviewNoteNotFound
from services.publish.domain.review import NoteAuthor, ReviewNote
from services.publish.store.tables_reviews import REVIEW_NOTES

_FIELDS = [
    one.name
    for one in REVIEW_NOTES.c
    if one.name not in {"id", "reviewer_id", "author_user_id", "author_name"}
]


@dataclass(frozen=True, slots=True)
class NotePosition:
    """The last note of a page; the next page begins after it."""

    at_ms: int
    note_id: int


class ReviewNoteRepository:
    """Reads and writes the notes of reviews."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_note(self, note: ReviewNote) -> ReviewNote:
        """Insert a note and return it with its id."""
        insert = sa.insert(REVIEW_NOTES).values(_values(note)).returning(REVIEW_NOTES.c.id)
        return replace(note, note_id=self._session.execute(insert).scalar_one())

    def get_note(self, link_id: int, note_id: int) -> ReviewNote:
        """Return a note of a review; ReviewNoteNotFound when the review has none of this id."""
        c = REVIEW_NOTES.c
        query = sa.select(REVIEW_NOTES).where(c.id == note_id, c.link_id == link_id)
        row = self._session.execute(query.with_for_update()).first()
        if row is None:
            raise ReviewNoteNotFound("This review has no note of this id.")
        return _note(row)

    def save_note(self, note: ReviewNote) -> None:
        """Update the row of a note."""
        update = sa.update(REVIEW_NOTES).where(REVIEW_NOTES.c.id == note.note_id)
        self._session.execute(update.values(_values(note)))

    def delete_note(self, note_id: int) -> None:
        """Delete a note and its replies."""
        for column in (REVIEW_NOTES.c.parent_id, REVIEW_NOTES.c.id):
            self._session.execute(sa.delete(REVIEW_NOTES).where(column == note_id))

    def list_notes(
        self, link_id: int, *, after: NotePosition | None, limit: int
    ) -> list[ReviewNote]:
        """Return the notes of a review by their moment; replies have that of their note."""
        c = REVIEW_NOTES.c
        query = sa.select(REVIEW_NOTES).where(c.link_id == link_id)
        if after is not None:
            is_same_moment = sa.and_(c.at_ms == after.at_ms, c.id > after.note_id)
            query = query.where(sa.or_(c.at_ms > after.at_ms, is_same_moment))
        rows = self._session.execute(query.order_by(c.at_ms, c.id).limit(limit))
        return [_note(row) for row in rows]

    def count_notes(self, link_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Count the notes and replies of these reviews, and the notes that are not resolved."""
        c = REVIEW_NOTES.c
        is_open = sa.and_(c.parent_id.is_(None), c.resolved_at.is_(None))
        open_notes = sa.func.sum(sa.case((is_open, 1), else_=0)).label("open_notes")
        query = sa.select(c.link_id, sa.func.count().label("notes"), open_notes)
        rows = self._session.execute(query.where(c.link_id.in_(link_ids)).group_by(c.link_id))
        return {row.link_id: (row.notes, row.open_notes) for row in rows}

    def has_replies(self, note_id: int) -> bool:
        """Whether somebody has replied to a note."""
        query = sa.select(REVIEW_NOTES.c.id).where(REVIEW_NOTES.c.parent_id == note_id).limit(1)
        return self._session.execute(query).first() is not None


def _values(note: ReviewNote) -> dict[str, Any]:  # Any: columns of several types
    return {
        **{name: getattr(note, name) for name in _FIELDS},
        "reviewer_id": note.author.reviewer_id,
        "author_user_id": note.author.user_id,
        "author_name": note.author.name,
    }


def _note(row: sa.Row[Any]) -> ReviewNote:  # Any: a row of notes
    author = NoteAuthor(row.author_name, row.reviewer_id, row.author_user_id)
    values = {name: getattr(row, name) for name in _FIELDS}
    return ReviewNote(note_id=row.id, author=author, **values)
