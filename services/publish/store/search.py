# SPDX-License-Identifier: Apache-2.0
"""The words of publications: FTS5 of SQLite, or a tsvector with a GIN index of PostgreSQL.

Both hold the words of `words_of`, so that neither parses a text in its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from chassis.caller import Caller
from services.publish.domain.production import COMPLETED, ProductionCopy
from services.publish.domain.publication import Publication, PublicationStatus, Visibility
from services.publish.domain.search import SearchQuery, words_of
from services.publish.store.publications import with_production, with_production_of
from services.publish.store.spaces import IS_PUBLIC, banned_from, is_held_by
from services.publish.store.tables import (
    PRODUCTION_CAPTIONS,
    PRODUCTIONS,
    SPACE_PUBLICATIONS,
    SPACES,
)

_INDEX = sa.table(
    "publication_words", sa.column("rowid"), sa.column("publication_id"), sa.column("words")
)


class SearchRepository:
    """Finds publications by the words of titles, stories and captions, and stores these words."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_postgres = session.get_bind().dialect.name == "postgresql"

    def index_production(self, production_id: int) -> None:
        """Store the words of every publication of a production as they are now."""
        self._index(SPACE_PUBLICATIONS.c.production_id == production_id)

    def index_publication(self, publication_id: int) -> None:
        """Store the words of a publication as they are now."""
        self._index(SPACE_PUBLICATIONS.c.id == publication_id)

    def find_publications(
        self, caller: Caller | None, query: SearchQuery
    ) -> list[tuple[Publication, ProductionCopy]]:
        """Return a page of what a caller may watch and that has all words, the newest first."""
        c = SPACE_PUBLICATIONS.c
        key = _INDEX.c.publication_id if self._is_postgres else _INDEX.c.rowid
        page = (
            with_production()
            .join(SPACES, SPACES.c.id == c.space_id)
            .join(_INDEX, key == c.id)
            .where(
                self._matches(query.words),
                c.status == PublicationStatus.PUBLISHED,
                PRODUCTIONS.c.status == COMPLETED,
                may_watch(caller),
            )
            .order_by(key.desc())
            .limit(query.limit)
        )
        if query.before is not None:
            page = page.where(key < query.before)
        rows = self._session.execute(page)
        return [with_production_of(row) for row in rows]

    def _index(self, condition: sa.ColumnElement[bool]) -> None:
        c = SPACE_PUBLICATIONS.c
        texts = (
            sa.select(c.id, c.story_text, c.title, PRODUCTION_CAPTIONS.c.text)
            .select_from(SPACE_PUBLICATIONS)
            .outerjoin(PRODUCTION_CAPTIONS, PRODUCTION_CAPTIONS.c.production_id == c.production_id)
            .where(condition)
        )
        for row in self._session.execute(texts).all():
            self._store(row.id, words_of(row.title, row.story_text, row.text or ""))

    def _store(self, publication_id: int, words: list[str]) -> None:
        key = "publication_id" if self._is_postgres else "rowid"
        value = "array_to_tsvector(CAST(:words AS text[]))" if self._is_postgres else ":words"
        written: Any = (
            words if self._is_postgres else " ".join(words)
        )  # Any: as the driver takes it
        delete = sa.text(f"DELETE FROM publication_words WHERE {key} = :id")
        insert = sa.text(f"INSERT INTO publication_words ({key}, words) VALUES (:id, {value})")
        self._session.execute(delete, {"id": publication_id})
        self._session.execute(insert, {"id": publication_id, "words": written})

    def _matches(self, words: Sequence[str]) -> sa.ColumnElement[bool]:
        """Say that all words are there, and one that begins with the last."""
        *whole, last = words
        if self._is_postgres:
            text = " & ".join([*(f"'{one}'" for one in whole), f"'{last}':*"])
            question = sa.cast(sa.literal(text), postgresql.TSQUERY)
            return _INDEX.c.words.bool_op("@@")(question)
        text = " AND ".join([*(f'"{one}"' for one in whole), f'"{last}"*'])
        return sa.text("publication_words MATCH :question").bindparams(question=text)  # type: ignore[return-value]


def may_watch(caller: Caller | None) -> sa.ColumnElement[bool]:
    """Say that a caller may watch a published publication, as `may_view` does for one."""
    c = SPACE_PUBLICATIONS.c
    is_open = sa.and_(c.visibility != Visibility.MEMBERS, IS_PUBLIC)
    if caller is None:
        return is_open
    if caller.is_admin:
        return sa.true()
    not_banned = SPACES.c.id.not_in(banned_from(caller.user_id))
    return sa.or_(
        sa.and_(is_open, not_banned),
        is_held_by(caller.user_id),
        sa.and_(c.owner_user_id == caller.user_id, not_banned),
    )
