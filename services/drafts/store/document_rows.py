# SPDX-License-Identifier: Apache-2.0
"""Read and replace the JSON documents of a table: those of projects, and those of drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.drafts.store.upload_details import details_to_json
from timeline.document.uploads import UploadDetails

_ACTIVE = "active"
_FAILURE = ("failure_code", "failure_detail", "failed_at")

DocumentRow = sa.Row[Any]  # Any: columns of several types


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A valid document as JSON, and what it names: ids by column, as `ids_text` writes them."""

    text: str
    names: Mapping[str, str]


class DocumentRows:
    """The rows of a table with an owner, a status, a revision and a document.

    `checked_uploads` of a row is what the library said of the uploads of its document, NULL when
    it must be asked again before the next save.
    """

    def __init__(self, session: Session, table: sa.Table, *, document: str) -> None:
        self._session, self._table, self._columns = session, table, table.c
        self._document = document

    def find_row(self, row_id: int) -> DocumentRow | None:
        """Return a row, None when there is none."""
        return self._session.execute(self._row(row_id)).first()

    def lock_row(self, row_id: int) -> DocumentRow | None:
        """Return a row, locked until the transaction ends; None when there is none."""
        return self._session.execute(self._row(row_id).with_for_update()).first()

    def replace_with_checked_uploads(
        self,
        row_id: int,
        document: StoredDocument,
        *,
        owner_user_id: int,
        expected_revisions: frozenset[int] | None,
        at: dt.datetime,
    ) -> DocumentRow | None:
        """Replace a document by one that names the same while checked uploads are stored.

        Returns the row without the document; None when owner, status, revision or what is named
        differs, and then nothing changes.
        """
        has_revisions = expected_revisions is not None
        update = _guarded_update(self._table, self._document, (*document.names,), has_revisions)
        values: dict[str, object] = {
            **{f"same_{name}": ids for name, ids in document.names.items()},
            "row_id": row_id,
            "owner_id": owner_user_id,
            "new_document": document.text,
            "now": at,
        }
        if expected_revisions is not None:
            values["revisions"] = [*expected_revisions]
        return self._session.execute(update, values).first()

    def replace(
        self,
        row_id: int,
        document: StoredDocument,
        *,
        checked_uploads: Sequence[UploadDetails] | None,
        at: dt.datetime,
    ) -> DocumentRow:
        """Replace the document of a locked row, and return the row without the document."""
        changed = {
            **document.names,
            self._document: document.text,
            "checked_uploads": checked_text(checked_uploads),
            "revision": self._columns.revision + 1,
            "updated_at": at,
            **_cleared(self._table),
        }
        update = sa.update(self._table).where(self._columns.id == row_id).values(changed)
        answered = _without_document(self._table, self._document)
        row = self._session.execute(update.returning(*answered)).first()
        assert row is not None, "a locked row is not deleted"
        return row

    def clear_checked_uploads(self, *, owner_user_id: int, using: sa.ColumnElement[bool]) -> None:
        """Delete the checked uploads of rows for which `using` holds; owner 0 means all users."""
        update = sa.update(self._table).where(using)
        if owner_user_id:
            update = update.where(self._columns.user_id == owner_user_id)
        self._session.execute(update.values(checked_uploads=None))

    def names_upload(self, upload_id: int) -> sa.ColumnElement[bool]:
        """Return the condition that a document names an upload."""
        return self._columns.upload_ids.contains(f",{upload_id},")

    def _row(self, row_id: int) -> sa.Select[Any]:  # Any: columns of several types
        return sa.select(self._table).where(self._columns.id == row_id)


@cache
def _guarded_update(
    table: sa.Table, document: str, named: tuple[str, ...], has_revisions: bool
) -> sa.Executable:
    """Return the UPDATE of `replace_with_checked_uploads`, which is written once, not each time."""
    columns = table.c
    guards = [
        columns.id == sa.bindparam("row_id"),
        columns.user_id == sa.bindparam("owner_id"),
        columns.status == _ACTIVE,
        columns.checked_uploads.is_not(None),
        *(columns[name] == sa.bindparam(f"same_{name}") for name in named),
    ]
    if has_revisions:
        guards.append(columns.revision.in_(sa.bindparam("revisions", expanding=True)))
    changed = {
        document: sa.bindparam("new_document"),
        "revision": columns.revision + 1,
        "updated_at": sa.bindparam("now"),
        **_cleared(table),
    }
    update = sa.update(table).where(*guards).values(changed)
    return update.returning(*_without_document(table, document))


def _cleared(table: sa.Table) -> dict[str, None]:
    """Return the columns that say why the document before could not be produced, as NULL."""
    return {name: None for name in _FAILURE if name in table.columns}


def _without_document(table: sa.Table, document: str) -> Iterator[sa.Column[Any]]:  # Any: as above
    return (column for column in table.columns if column.name != document)


def ids_text(ids: Sequence[int]) -> str:
    """Write ids between commas, so that SQL can compare the set and find one id in it."""
    return "".join([",", *(f"{one}," for one in ids)])


def ids_of(text: str) -> tuple[int, ...]:
    """Read what `ids_text` wrote."""
    return tuple(int(one) for one in text.split(",") if one)


def checked_text(checked_uploads: Sequence[UploadDetails] | None) -> str | None:
    """Write checked uploads to be stored."""
    return None if checked_uploads is None else details_to_json(checked_uploads)
