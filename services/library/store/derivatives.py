# SPDX-License-Identifier: Apache-2.0
"""Which files were requested to be derived from uploads."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.library.domain.derivatives import DerivativeKind, DerivativeRequestState
from services.library.store.tables import UPLOAD_DERIVATIVES

_D = UPLOAD_DERIVATIVES.c


class DerivativeRepository:
    """The requests for derived files, one for each upload and kind."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_request(self, upload_id: int, kind: DerivativeKind) -> DerivativeRequestState | None:
        """Return the last request, None when there was none."""
        query = sa.select(_D.requested_at, _D.failure).where(*_is(upload_id, kind))
        row = self._session.execute(query).first()
        return None if row is None else DerivativeRequestState(row.requested_at, row.failure)

    def set_requested(self, upload_id: int, kind: DerivativeKind, *, at: dt.datetime) -> None:
        """Record a request, whose outcome is not known yet."""
        values = {"upload_id": upload_id, "kind": kind.value, "requested_at": at, "failure": ""}
        upsert(self._session, UPLOAD_DERIVATIVES, values)

    def set_failure(self, upload_id: int, kind: DerivativeKind, reason: str) -> None:
        """Record why the requested files could not be made."""
        update = sa.update(UPLOAD_DERIVATIVES).where(*_is(upload_id, kind))
        self._session.execute(update.values(failure=reason))

    def delete_requests(self, upload_id: int) -> None:
        """Delete the requests of an upload."""
        self._session.execute(sa.delete(UPLOAD_DERIVATIVES).where(_D.upload_id == upload_id))


def _is(upload_id: int, kind: DerivativeKind) -> tuple[sa.ColumnElement[bool], ...]:
    return _D.upload_id == upload_id, _D.kind == kind.value
