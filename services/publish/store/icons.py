# SPDX-License-Identifier: Apache-2.0
"""The icons of spaces."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.publish.store.tables_spaces import SPACE_ICONS


class IconRepository:
    """Reads and writes the pictures of spaces."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_icon(self, space_id: int) -> bytes | None:
        """Return the picture of a space, None when it has none."""
        query = sa.select(SPACE_ICONS.c.content).where(SPACE_ICONS.c.space_id == space_id)
        return self._session.execute(query).scalar()

    def save_icon(self, space_id: int, content: bytes) -> None:
        """Store the picture of a space in place of the one it had."""
        upsert(self._session, SPACE_ICONS, {"space_id": space_id, "content": content})

    def delete_icon(self, space_id: int) -> None:
        """Delete the picture of a space, if it has one."""
        self._session.execute(sa.delete(SPACE_ICONS).where(SPACE_ICONS.c.space_id == space_id))
