# SPDX-License-Identifier: Apache-2.0
"""INSERT … ON CONFLICT for SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import KeyedColumnElement

Values = Mapping[str, Any]  # Any: values of the types of the columns
Excluded = ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]  # Any: columns of any type
"""The columns of the row that could not be inserted."""


def insert_if_absent(
    session: Session,
    table: sa.Table,
    values: Values,
    *,
    returning: Sequence[sa.Column[Any]] = (),
) -> sa.Row[Any] | None:
    """Insert a row unless a unique constraint forbids it.

    Returns the named columns of the new row, by default its primary key; None when a row with an
    equal key exists already, which stays as it is.
    """
    # The row count is -1 on PostgreSQL after DO NOTHING, so the new row itself is asked for.
    statement = _insert(session, table).values(values).on_conflict_do_nothing()
    columns = returning or tuple(table.primary_key)
    return session.execute(statement.returning(*columns)).first()


def upsert(
    session: Session,
    table: sa.Table,
    values: Values,
    *,
    update: Callable[[Excluded], Values] | None = None,
    where: Callable[[Excluded], sa.ColumnElement[bool]] | None = None,
) -> bool:
    """Insert a row, or update the row with the same primary key.

    `update` says what is written to an existing row, by default all of `values`; an existing row
    for which `where` does not hold stays as it is. Both are given the columns of the row that
    could not be inserted. Returns whether a row was written.
    """
    statement = _insert(session, table).values(values)
    keys = [column.name for column in table.primary_key]
    excluded = statement.excluded
    if update is None:
        changes: Values = {name: excluded[name] for name in values if name not in keys}
    else:
        changes = update(excluded)
    written = statement.on_conflict_do_update(
        index_elements=keys, set_=changes, where=None if where is None else where(excluded)
    ).returning(*table.primary_key)
    return session.execute(written).first() is not None


def _insert(session: Session, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if is_postgres else sqlite.insert(table)
