# SPDX-License-Identifier: Apache-2.0
"""The table of posters that were chosen instead of the packaged ones."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.hls.coordinator.domain.playback import ChosenPoster
from services.hls.coordinator.store.tables import POSTERS


class PosterRepository:
    """The chosen posters of productions in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save_poster(self, production_id: int, poster: ChosenPoster) -> None:
        """Store the poster of a production in place of the one it had."""
        values = {
            "production_id": production_id,
            "upload_id": poster.upload_id,
            "key": poster.key,
            "content_type": poster.content_type,
        }
        upsert(self._session, POSTERS, values)

    def find_poster(self, production_id: int) -> ChosenPoster | None:
        """Return the chosen poster of a production."""
        query = sa.select(POSTERS).where(POSTERS.c.production_id == production_id)
        row = self._session.execute(query).first()
        return None if row is None else ChosenPoster(row.upload_id, row.key, row.content_type)

    def delete_poster(self, production_id: int) -> None:
        """Forget the chosen poster of a production."""
        self._session.execute(sa.delete(POSTERS).where(POSTERS.c.production_id == production_id))
