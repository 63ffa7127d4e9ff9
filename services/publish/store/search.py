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
from services.publish.store.spaces import banned_from, is_held_by, is_public
from services.publish.store.tables import (
    PRODUCTION_CAPTIONS,
    PRODUCTIONS,
    SPACE_PUBLICATIONS,
    SPACES,
)

_INDEX = sa.table(
    "publication_words",
    sa.column("rowid"),
    sa.column("publication_id"),
    sa.column("words"),
    sa.column("publication_words"),
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
        """Return a page of what a caller may watch and that has all words, the newest first.

        Of several publications of one production there is one: in a space that is the caller's if
        there is any, and the newest of these.
        """
        c = SPACE_PUBLICATIONS.c
        key = self._key(_INDEX)
        page = (
            with_production()
            .join(SPACES, SPACES.c.id == c.space_id)
            .join(_INDEX, key == c.id)
            .where(
                self._matches(query.words, _INDEX),
                c.status == PublicationStatus.PUBLISHED,
                PRODUCTIONS.c.status == COMPLETED,
                may_watch(caller),
                self._is_best_of_production(caller, query.words),
            )
            .order_by(key.desc())
            .limit(query.limit)
        )
        if query.before is not None:
            page = page.where(key < query.before)
        rows = self._session.execute(page)
        return [with_production_of(row) for row in rows]

    def _is_best_of_production(
        self, caller: Caller | None, words: Sequence[str]
    ) -> sa.ScalarSelect[bool]:
        """Say that a caller is to find the publication of a row, and no other of its production."""
        one, its_space = SPACE_PUBLICATIONS.alias("one"), SPACES.alias("its_space")
        # SQLite collects these once a search; joined, it would read them all for each row.
        its_words = _INDEX.alias("its_words")
        having_words = sa.select(self._key(its_words)).where(self._matches(words, its_words))
        is_own = sa.false() if caller is None else is_held_by(caller.user_id, its_space)
        best = (
            # A question of yes or no, because PostgreSQL takes a comparison with the id for one
            # that hardly any row passes, and then reads and sorts all rows.
            sa.select(one.c.id == SPACE_PUBLICATIONS.c.id)
            .join_from(one, its_space, its_space.c.id == one.c.space_id)
            .where(
                one.c.production_id == SPACE_PUBLICATIONS.c.production_id,
                # It always holds, and lets PostgreSQL ask this of what may be watched only.
                sa.or_(one.c.id == SPACE_PUBLICATIONS.c.id, one.c.space_id != SPACES.c.id),
                one.c.status == PublicationStatus.PUBLISHED,
                one.c.id.in_(having_words),
                may_watch(caller, one, its_space),
            )
            .order_by(sa.case((is_own, 1), else_=0).desc(), one.c.id.desc())
            .limit(1)
        )
        return best.correlate(SPACE_PUBLICATIONS, SPACES).scalar_subquery()

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

    def _key(self, index: sa.FromClause) -> sa.ColumnElement[int]:
        """Return the column of the index that has the id of a publication."""
        return index.c.publication_id if self._is_postgres else index.c.rowid

    def _matches(self, words: Sequence[str], index: sa.FromClause) -> sa.ColumnElement[bool]:
        """Say that all words are in the index, and one that begins with the last."""
        *whole, last = words
        if self._is_postgres:
            text = " & ".join([*(f"'{one}'" for one in whole), f"'{last}':*"])
            question = sa.cast(sa.literal(text), postgresql.TSQUERY)
            return index.c.words.bool_op("@@")(question)
        text = " AND ".join([*(f'"{one}"' for one in whole), f'"{last}"*'])
        # FTS5 calls the whole of a row by the name of its table.
        return index.c.publication_words.bool_op("MATCH")(text)


def may_watch(
    caller: Caller | None,
    publications: sa.FromClause = SPACE_PUBLICATIONS,
    spaces: sa.FromClause = SPACES,
) -> sa.ColumnElement[bool]:
    """Say that a caller may watch a published publication, as `may_view` does for one."""
    c = publications.c
    is_open = sa.and_(c.visibility != Visibility.MEMBERS, is_public(spaces))
    if caller is None:
        return is_open
    if caller.is_admin:
        return sa.true()
    not_banned = spaces.c.id.not_in(banned_from(caller.user_id))
    return sa.or_(
        sa.and_(is_open, not_banned),
        is_held_by(caller.user_id, spaces),
        sa.and_(c.owner_user_id == caller.user_id, not_banned),
    )
