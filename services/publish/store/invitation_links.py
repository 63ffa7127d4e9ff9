# SPDX-License-Identifier: Apache-2.0
"""The links by which users join spaces; of their tokens only digests are stored."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.publish.domain.invitation import SpaceInvitationLink, token_digest
from services.publish.store.tables_spaces import SPACE_INVITATION_LINKS

_TABLE, _C = SPACE_INVITATION_LINKS, SPACE_INVITATION_LINKS.c


class SpaceInvitationLinkRepository:
    """Reads and writes invitation links."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_link(self, link: SpaceInvitationLink, token: str) -> SpaceInvitationLink:
        """Insert a link with the digest of its token, and return it with its id."""
        values = {
            "space_id": link.space_id,
            "digest": token_digest(token),
            "role": link.role,
            "created_by": link.created_by,
            "created_at": link.created_at,
            "expires_at": link.expires_at,
            "max_uses": link.max_uses,
            "uses": 0,
        }
        insert = sa.insert(_TABLE).values(values).returning(*_C)
        return _link(self._session.execute(insert).one())

    def find_link_by_token(self, token: str, *, lock: bool = False) -> SpaceInvitationLink | None:
        """Return the link of a token, None when there is none."""
        query = sa.select(_TABLE).where(_C.digest == token_digest(token))
        row = self._session.execute(query.with_for_update() if lock else query).first()
        return None if row is None else _link(row)

    def count_use(self, link_id: int) -> None:
        """Count one more user who joined by a link."""
        update = sa.update(_TABLE).where(_C.id == link_id).values(uses=_C.uses + 1)
        self._session.execute(update)

    def revoke_link(self, space_id: int, link_id: int, now: dt.datetime) -> bool:
        """Revoke a link of a space; False when the space has none of this id."""
        is_meant = sa.and_(_C.space_id == space_id, _C.id == link_id)
        revoked_at = sa.func.coalesce(_C.revoked_at, sa.bindparam("now", now, _C.revoked_at.type))
        update = sa.update(_TABLE).where(is_meant).values(revoked_at=revoked_at).returning(_C.id)
        return self._session.execute(update).first() is not None

    def revoke_all_links(self, space_id: int, now: dt.datetime) -> None:
        """Revoke every link of a space."""
        is_meant = sa.and_(_C.space_id == space_id, _C.revoked_at.is_(None))
        self._session.execute(sa.update(_TABLE).where(is_meant).values(revoked_at=now))

    def count_links(self, space_id: int, now: dt.datetime) -> int:
        """Count the links of a space that can be used."""
        query = sa.select(sa.func.count()).select_from(_TABLE).where(_is_usable(space_id, now))
        return int(self._session.execute(query).scalar_one())

    def list_links(
        self, space_id: int, now: dt.datetime, *, before: int | None, limit: int
    ) -> list[SpaceInvitationLink]:
        """Return the links of a space that can be used, newest first, with ids below `before`."""
        query = sa.select(_TABLE).where(_is_usable(space_id, now))
        if before is not None:
            query = query.where(_C.id < before)
        rows = self._session.execute(query.order_by(_C.id.desc()).limit(limit))
        return [_link(row) for row in rows]


def _is_usable(space_id: int, now: dt.datetime) -> sa.ColumnElement[bool]:
    has_uses = sa.or_(_C.max_uses.is_(None), _C.uses < _C.max_uses)
    is_on = sa.and_(_C.revoked_at.is_(None), _C.expires_at > now)
    return sa.and_(_C.space_id == space_id, is_on, has_uses)


def _link(row: sa.Row[Any]) -> SpaceInvitationLink:  # Any: a row of space_invitation_links
    return SpaceInvitationLink(
        link_id=row.id,
        space_id=row.space_id,
        role=row.role,
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        max_uses=row.max_uses,
        uses=row.uses,
        revoked_at=row.revoked_at,
    )
