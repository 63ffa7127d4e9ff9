# SPDX-License-Identifier: Apache-2.0
"""The library in SQL."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.library.domain.events import Fact
from services.library.domain.upload import Kind, Upload, VideoRole
from services.library.store import announcements
from services.library.store.copies import SqlProductions, SqlProjects, SqlReferences
from services.library.store.rows import to_upload, to_values
from services.library.store.tables import PROJECTS, UPLOADS
from services.library.usecases.dependencies import Card, Selection

_U = UPLOADS.c
_LARGEST_ID = 2**31 - 1
_FOUND = [
    column
    for column in UPLOADS.columns
    if column.name not in {"create_video_project_id", "project_name"}
]

# Where no role is recorded the key decides, and never by its beginning alone.
_ROLE_BY_KEY = sa.case(
    (
        sa.or_(_U.storage_key.like("renders/%"), _U.storage_key.like("%/renders/%")),
        VideoRole.EXPORT.value,
    ),
    else_=VideoRole.SOURCE.value,
)
_ROLE = sa.case((_U.kind == Kind.VIDEO.value, sa.func.coalesce(_U.video_role, _ROLE_BY_KEY)))
_IS_EXPORT = sa.func.coalesce(_ROLE, "") == VideoRole.EXPORT.value

# A deleted project is let go of; of any other the newest name is shown.
_IS_DETACHED = sa.func.coalesce(PROJECTS.c.is_deleted, sa.false())
_PROJECT_ID = sa.case((_IS_DETACHED, None), else_=_U.create_video_project_id).label("project_id")
_PROJECT_NAME = sa.case(
    (_IS_DETACHED, None), else_=sa.func.coalesce(PROJECTS.c.name, _U.project_name)
).label("project_name")


class SqlUploads:
    """The rows of the library, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, upload: Upload) -> Upload:
        """Add a row and return it with its id."""
        insert = sa.insert(UPLOADS).values(to_values(upload)).returning(_U.id)
        return replace(upload, upload_id=self._session.execute(insert).scalar_one())

    def add_export(self, upload: Upload) -> Upload | None:
        """Add an export's row; None when that export has one already."""
        is_postgres = self._session.get_bind().dialect.name == "postgresql"
        write = postgresql.insert if is_postgres else sqlite.insert
        insert = (
            write(UPLOADS)
            .values(to_values(upload))
            .on_conflict_do_nothing(index_elements=["export_id"])
            .returning(_U.id)
        )
        upload_id = self._session.execute(insert).scalar()
        return None if upload_id is None else replace(upload, upload_id=upload_id)

    def get(self, upload_id: int) -> Upload | None:
        """Return an upload."""
        return self._first(_everything().where(_U.id == upload_id), upload_id)

    def find(self, storage_key: str) -> Upload | None:
        """Return the upload whose bytes lie, or will lie, under a key."""
        row = self._session.execute(_everything().where(_U.storage_key == storage_key)).first()
        return None if row is None else to_upload(row)

    def lock(self, upload_id: int) -> Upload | None:
        """Return an upload, locked until the transaction ends."""
        query = _everything().where(_U.id == upload_id).with_for_update(of=UPLOADS)
        return self._first(query, upload_id)

    def save(self, upload: Upload) -> None:
        """Write an upload back."""
        update = sa.update(UPLOADS).where(_U.id == upload.upload_id).values(to_values(upload))
        self._session.execute(update)

    def delete(self, upload_id: int) -> None:
        """Delete the row."""
        self._session.execute(sa.delete(UPLOADS).where(_U.id == upload_id))

    def by_ids(self, upload_ids: Sequence[int]) -> list[Upload]:
        """Return the uploads of these ids that exist."""
        wanted = sorted({one for one in upload_ids if 0 < one <= _LARGEST_ID})
        query = _everything().where(_U.id.in_(wanted)).order_by(_U.id)
        return [to_upload(row) for row in self._session.execute(query)]

    def cards(self, upload_ids: Sequence[int]) -> list[Card]:
        """Show the uploads of these ids that exist."""
        query = _cards().where(_U.id.in_(upload_ids)).order_by(_U.id)
        return [Card._make(row) for row in self._session.execute(query)]

    def select(self, selection: Selection) -> list[Card]:
        """Show a page of uploads, newest first."""
        query = _cards().where(_U.user_id == selection.user_id, *_conditions(selection))
        page = query.order_by(_U.id.desc()).limit(selection.limit)
        return [Card._make(row) for row in self._session.execute(page)]

    def _first(self, query: sa.Select[Any], upload_id: int) -> Upload | None:  # Any: all columns
        if upload_id > _LARGEST_ID:
            return None
        row = self._session.execute(query).first()
        return None if row is None else to_upload(row)


class SqlUnitOfWork:
    """One transaction of the library."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.uploads = SqlUploads(session)
        self.projects = SqlProjects(session)
        self.productions = SqlProductions(session)
        self.references = SqlReferences(session)

    def announce(self, fact: Fact, *, acting_user_id: int = 0) -> None:
        """Announce a fact together with the rows that made it true."""
        announcements.announce(self._session, fact, acting_user_id=acting_user_id)


def unit_of_work(
    transaction: Callable[[], AbstractContextManager[Session]],
) -> Callable[[], AbstractContextManager[SqlUnitOfWork]]:
    """Make the opener of units of work over a kind of transaction."""

    @contextmanager
    def opened() -> Iterator[SqlUnitOfWork]:
        with transaction() as session:
            yield SqlUnitOfWork(session)

    return opened


@functools.cache
def _everything() -> sa.Select[Any]:  # Any: all columns
    """Select uploads with what is known of their projects."""
    return _with_projects(*_FOUND, _PROJECT_ID, _PROJECT_NAME)


@functools.cache
def _cards() -> sa.Select[Any]:  # Any: the columns of a card
    """Select uploads as they are shown, in the order of a card."""
    made = {
        "upload_id": _U.id,
        "name": sa.func.coalesce(_U.modified_filename, _U.original_filename),
        "video_role": _ROLE,
        "project_id": _PROJECT_ID,
        "project_name": _PROJECT_NAME,
        "production_id": _U.create_video_production_id,
    }
    return _with_projects(*(made[name] if name in made else _U[name] for name in Card._fields))


def _with_projects(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:  # Any: of all types
    is_same = PROJECTS.c.project_id == _U.create_video_project_id
    return sa.select(*columns).outerjoin_from(UPLOADS, PROJECTS, is_same)


def _conditions(selection: Selection) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if selection.video_role is not None:
        is_wanted = selection.video_role is VideoRole.EXPORT
        found.append(_IS_EXPORT if is_wanted else sa.not_(_IS_EXPORT))
    if selection.kind is not None:
        found.append(_U.kind == selection.kind.value)
    if selection.states:
        found.append(_U.state.in_([one.value for one in sorted(selection.states)]))
    if selection.audio_role is not None:
        found.append(_U.audio_role == selection.audio_role.value)
    if selection.image_role is not None:
        found.append(_U.image_role == selection.image_role)
    if selection.before_id is not None:
        found.append(_U.id < selection.before_id)
    return found
