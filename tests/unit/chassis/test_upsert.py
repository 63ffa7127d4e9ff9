# SPDX-License-Identifier: Apache-2.0
"""A row is inserted, updated or kept by its primary key, whatever else is unique."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.database import Database
from chassis.upsert import insert_if_absent, upsert

METADATA = sa.MetaData()
COPIES = sa.Table(
    "copies",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("revision", sa.Integer, nullable=False),
)


@pytest.fixture
def session() -> Iterator[Session]:
    database = Database("sqlite://", schema="test")
    METADATA.create_all(database.engine)
    with database.begin_or_join() as session:
        yield session


def rows(session: Session) -> list[tuple[int, str, int]]:
    return [(row.id, row.name, row.revision) for row in session.execute(sa.select(COPIES))]


def write(session: Session, name: str, revision: int) -> bool:
    return upsert(
        session,
        COPIES,
        {"id": 1, "name": name, "revision": revision},
        where=lambda excluded: excluded["revision"] > COPIES.c.revision,
    )


def test_a_row_is_inserted_once_and_then_left_as_it_is(session: Session) -> None:
    made = insert_if_absent(session, COPIES, {"id": 1, "name": "a", "revision": 1})
    again = insert_if_absent(session, COPIES, {"id": 1, "name": "b", "revision": 2})

    assert made is not None and made.id == 1
    assert again is None
    assert rows(session) == [(1, "a", 1)]


def test_any_unique_column_keeps_a_row_from_being_inserted(session: Session) -> None:
    insert_if_absent(session, COPIES, {"id": 1, "name": "a", "revision": 1})

    assert insert_if_absent(session, COPIES, {"id": 2, "name": "a", "revision": 1}) is None


def test_the_columns_that_are_named_are_returned(session: Session) -> None:
    values = {"id": 1, "name": "a", "revision": 4}
    made = insert_if_absent(session, COPIES, values, returning=[COPIES.c.name, COPIES.c.revision])

    assert made is not None and tuple(made) == ("a", 4)


def test_an_upsert_writes_every_value_but_the_key(session: Session) -> None:
    upsert(session, COPIES, {"id": 1, "name": "a", "revision": 1})

    assert upsert(session, COPIES, {"id": 1, "name": "b", "revision": 2})
    assert rows(session) == [(1, "b", 2)]


def test_an_upsert_leaves_a_row_that_its_condition_excludes(session: Session) -> None:
    assert write(session, "new", 5)
    assert not write(session, "older", 4)
    assert write(session, "newer", 6)
    assert rows(session) == [(1, "newer", 6)]


def test_an_upsert_may_compute_from_both_rows(session: Session) -> None:
    for _ in range(3):
        upsert(
            session,
            COPIES,
            {"id": 1, "name": "a", "revision": 2},
            update=lambda new: {"revision": COPIES.c.revision + new["revision"]},
        )

    assert rows(session) == [(1, "a", 6)]
