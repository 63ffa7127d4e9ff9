# SPDX-License-Identifier: Apache-2.0
"""What the library remembers of its neighbours' things, in SQL.

A fact may come twice, late, or after the thing was deleted: a row is only ever overwritten by a
newer revision, and the row of a deleted thing stays as a tombstone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.library.store.tables import PRODUCTIONS, PROJECTS, SUBJECTS, UPLOAD_REFERENCES
from services.library.usecases.dependencies import Production, Subject

Values = Mapping[str, object]


class SqlProjects:
    """The projects heard of, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rename(self, project_id: int, *, name: str, revision: int) -> None:
        """Remember a name unless a newer one is known."""
        values = {"project_id": project_id, "name": name, "revision": revision}
        _remember(self._session, PROJECTS, values)

    def forget(self, project_id: int) -> None:
        """Remember that the project is gone."""
        _forget(self._session, PROJECTS, {"project_id": project_id, "name": ""})


class SqlProductions:
    """The productions heard of, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def remember(self, production: Production) -> None:
        """Remember a production's status unless a newer one is known."""
        values = {**_production(production), "revision": production.revision}
        _remember(self._session, PRODUCTIONS, values)

    def forget(self, production: Production) -> None:
        """Remember that the production is gone."""
        _forget(self._session, PRODUCTIONS, _production(production))

    def newest_of(self, upload_id: int) -> Production | None:
        """Return the newest production of an upload that is not gone."""
        table = PRODUCTIONS.c
        query = (
            sa.select(table.production_id, table.upload_id, table.status, table.revision)
            .where(table.upload_id == upload_id, sa.not_(table.is_deleted))
            .order_by(table.production_id.desc())
            .limit(1)
        )
        row = self._session.execute(query).first()
        return None if row is None else Production(*row)


class SqlReferences:
    """The use made of uploads, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def replace(self, subject: Subject, *, upload_ids: Sequence[int], revision: int) -> None:
        """Remember what a document uses unless something newer is known."""
        if not _remember(self._session, SUBJECTS, {**_subject(subject), "revision": revision}):
            return
        self._clear(subject)
        rows = [{**_subject(subject), "upload_id": one} for one in sorted(set(upload_ids))]
        if rows:
            self._session.execute(sa.insert(UPLOAD_REFERENCES), rows)

    def forget(self, subject: Subject) -> None:
        """Remember that the document is gone."""
        _forget(self._session, SUBJECTS, _subject(subject))
        self._clear(subject)

    def users_of(self, upload_id: int) -> list[Subject]:
        """List the documents that use an upload."""
        table = UPLOAD_REFERENCES.c
        query = (
            sa.select(table.kind, table.subject_id)
            .where(table.upload_id == upload_id)
            .order_by(table.kind, table.subject_id)
        )
        return [Subject(*row) for row in self._session.execute(query)]

    def _clear(self, subject: Subject) -> None:
        table = UPLOAD_REFERENCES.c
        stale = sa.delete(UPLOAD_REFERENCES).where(
            table.kind == subject.kind, table.subject_id == subject.subject_id
        )
        self._session.execute(stale)


def _production(production: Production) -> dict[str, object]:
    return {
        "production_id": production.production_id,
        "upload_id": production.upload_id,
        "status": production.status,
    }


def _subject(subject: Subject) -> dict[str, object]:
    return {"kind": subject.kind, "subject_id": subject.subject_id}


def _remember(session: Session, table: sa.Table, values: Values) -> bool:
    """Write a row if it is news; False when something newer, or its end, was heard before."""
    statement = _insert(session, table).values(**values, is_deleted=False)
    keys = [column.name for column in table.primary_key]
    news = statement.on_conflict_do_update(
        index_elements=keys,
        set_={name: statement.excluded[name] for name in values if name not in keys},
        where=sa.and_(sa.not_(table.c.is_deleted), table.c.revision < statement.excluded.revision),
    ).returning(table.c[keys[0]])
    return session.execute(news).first() is not None


def _forget(session: Session, table: sa.Table, values: Values) -> None:
    statement = _insert(session, table).values(**values, revision=0, is_deleted=True)
    keys = [column.name for column in table.primary_key]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_={"is_deleted": True}))


def _insert(session: Session, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if is_postgres else sqlite.insert(table)
