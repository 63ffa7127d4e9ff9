# SPDX-License-Identifier: Apache-2.0
"""The table of posters that were chosen instead of the packaged ones."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.hls.coordinator.domain.playback import ChosenPoster
from services.hls.coordinator.store.tables import POSTERS

_NO_UPLOAD = 0


class PosterRepository:
    """The chosen posters of productions in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save_poster(self, production_id: int, poster: ChosenPoster) -> None:
        """Store the poster of a production in place of the one it had."""
        values = {
            "production_id": production_id,
            "upload_id": poster.upload_id or _NO_UPLOAD,
            "key": poster.key,
            "content_type": poster.content_type,
            "at_ms": poster.at_ms,
        }
        upsert(self._session, POSTERS, values)

    def find_poster(self, production_id: int) -> ChosenPoster | None:
        """Return the chosen poster of a production."""
        query = sa.select(POSTERS).where(POSTERS.c.production_id == production_id)
        row = self._session.execute(query).first()
        return None if row is None else _poster(row)

    def delete_poster(self, production_id: int) -> None:
        """Forget the chosen poster of a production."""
        self._session.execute(sa.delete(POSTERS).where(POSTERS.c.production_id == production_id))


def _poster(row: sa.Row[Any]) -> ChosenPoster:  # Any: a row of posters
    return ChosenPoster(row.upload_id or None, row.key, row.content_type, row.at_ms)
