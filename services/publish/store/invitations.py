# SPDX-License-Identifier: Apache-2.0
"""The invitations of users into spaces."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import insert_if_absent
from services.publish.domain.errors import SpaceInvitationNotFound
from services.publish.domain.invitation import SpaceInvitation, SpaceInvitationStatus
from services.publish.store.tables_spaces import SPACE_INVITATIONS

_TABLE, _C = SPACE_INVITATIONS, SPACE_INVITATIONS.c
_IS_PENDING = _C.status == SpaceInvitationStatus.PENDING


class SpaceInvitationRepository:
    """Reads and writes the invitations of users."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_invitation(
        self, space_id: int, user_id: int, role: str, *, invited_by: int, now: dt.datetime
    ) -> tuple[SpaceInvitation, bool]:
        """Insert an invitation and say that it is new, or give the pending one this role."""
        values = {
            "space_id": space_id,
            "user_id": user_id,
            "role": role,
            "invited_by": invited_by,
            "status": SpaceInvitationStatus.PENDING,
            "created_at": now,
        }
        row = insert_if_absent(self._session, _TABLE, values, returning=tuple(_C))
        if row is not None:
            return _invitation(row), True
        is_theirs = sa.and_(_C.space_id == space_id, _C.user_id == user_id, _IS_PENDING)
        update = sa.update(_TABLE).where(is_theirs).values(role=role).returning(*_C)
        return _invitation(self._session.execute(update).one()), False

    def get_invitation(self, invitation_id: int) -> SpaceInvitation:
        """Return an invitation, locked; SpaceInvitationNotFound when there is none."""
        query = sa.select(_TABLE).where(_C.id == invitation_id).with_for_update()
        row = self._session.execute(query).first()
        if row is None:
            raise SpaceInvitationNotFound("There is no such invitation.")
        return _invitation(row)

    def answer_invitation(
        self, invitation_id: int, status: SpaceInvitationStatus, now: dt.datetime
    ) -> SpaceInvitation:
        """Store the answer to an invitation, and return the invitation."""
        update = (
            sa.update(_TABLE)
            .where(_C.id == invitation_id)
            .values(status=status, answered_at=now)
            .returning(*_C)
        )
        return _invitation(self._session.execute(update).one())

    def revoke_pending(self, space_id: int, now: dt.datetime, *, user_id: int | None = None) -> int:
        """Revoke the pending invitations into a space, of one user or of all; return how many."""
        is_meant = sa.and_(_C.space_id == space_id, _IS_PENDING)
        if user_id is not None:
            is_meant = sa.and_(is_meant, _C.user_id == user_id)
        update = (
            sa.update(_TABLE)
            .where(is_meant)
            .values(status=SpaceInvitationStatus.REVOKED, answered_at=now)
            .returning(_C.id)
        )
        return len(self._session.execute(update).all())

    def count_pending(self, space_id: int) -> int:
        """Count the pending invitations into a space."""
        query = sa.select(sa.func.count()).where(_C.space_id == space_id, _IS_PENDING)
        return int(self._session.execute(query).scalar_one())

    def list_pending_of_space(
        self, space_id: int, *, before: int | None, limit: int
    ) -> list[SpaceInvitation]:
        """Return the pending invitations into a space, newest first, with ids below `before`."""
        return self._list(_C.space_id == space_id, before, limit)

    def list_pending_of_user(
        self, user_id: int, *, before: int | None, limit: int
    ) -> list[SpaceInvitation]:
        """Return the pending invitations of a user, newest first, with ids below `before`."""
        return self._list(_C.user_id == user_id, before, limit)

    def _list(
        self, condition: sa.ColumnElement[bool], before: int | None, limit: int
    ) -> list[SpaceInvitation]:
        query = sa.select(_TABLE).where(condition, _IS_PENDING)
        if before is not None:
            query = query.where(_C.id < before)
        rows = self._session.execute(query.order_by(_C.id.desc()).limit(limit))
        return [_invitation(row) for row in rows]


def _invitation(row: sa.Row[Any]) -> SpaceInvitation:  # Any: a row of space_invitations
    return SpaceInvitation(
        invitation_id=row.id,
        space_id=row.space_id,
        user_id=row.user_id,
        role=row.role,
        invited_by=row.invited_by,
        status=SpaceInvitationStatus(row.status),
        created_at=row.created_at,
        answered_at=row.answered_at,
    )
