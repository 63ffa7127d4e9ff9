# SPDX-License-Identifier: Apache-2.0
"""The words of publications, which the search looks up; those that exist are read anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.publish.domain.search import words_of

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE publication_words (publication_id integer PRIMARY KEY"
            " REFERENCES space_publications (id), words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX publication_words_found ON publication_words USING gin (words)")
        # With few statistics a rare word is taken for a common one, and all rows are read for it.
        op.execute("ALTER TABLE publication_words ALTER words SET STATISTICS 1000")
        insert = (
            "INSERT INTO publication_words (publication_id, words)"
            " VALUES (:id, array_to_tsvector(CAST(:words AS text[])))"
        )
    else:
        op.execute(
            "CREATE VIRTUAL TABLE publication_words"
            " USING fts5 (words, tokenize = 'ascii', detail = none, prefix = '2 3')"
        )
        insert = "INSERT INTO publication_words (rowid, words) VALUES (:id, :words)"
    _index(insert)


def _index(insert: str) -> None:
    connection = op.get_bind()
    is_postgres = connection.dialect.name == "postgresql"
    texts = connection.execute(
        sa.text(
            "SELECT space_publications.id, space_publications.story_text, productions.name"
            " FROM space_publications JOIN productions"
            " ON productions.production_id = space_publications.production_id"
        )
    ).all()
    for row in texts:
        words = words_of(row.name, row.story_text)
        written = words if is_postgres else " ".join(words)
        connection.execute(sa.text(insert), {"id": row.id, "words": written})
