# SPDX-License-Identifier: Apache-2.0
"""The table of captions and chapters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.hls.coordinator.domain.text_tracks import TextTrack, TextTrackLabel
from services.hls.coordinator.store.tables import TEXT_TRACKS, UNANNOUNCED_CAPTIONS


class TextTrackRepository:
    """The captions and chapters of productions in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save_track(self, track: TextTrack) -> None:
        """Store a track in place of the one of its kind and language."""
        values = {
            "production_id": track.production_id,
            "kind": track.kind,
            "language": track.language,
            "label": track.label,
            "text": track.text,
            "updated_at": track.updated_at,
        }
        upsert(self._session, TEXT_TRACKS, values)

    def find_tracks(self, production_ids: Sequence[int], kind: str) -> dict[int, list[TextTrack]]:
        """Return the tracks of a kind by production id, in the order of their languages."""
        c = TEXT_TRACKS.c
        query = sa.select(TEXT_TRACKS).where(c.production_id.in_(production_ids), c.kind == kind)
        found: dict[int, list[TextTrack]] = defaultdict(list)
        for row in self._session.execute(query.order_by(c.language)):
            found[row.production_id].append(_track(row))
        return dict(found)

    def find_labels(self, production_ids: Sequence[int]) -> dict[int, list[TextTrackLabel]]:
        """Return what tracks there are by production id, without their text."""
        c = TEXT_TRACKS.c
        query = sa.select(c.production_id, c.kind, c.language, c.label, c.updated_at)
        query = query.where(c.production_id.in_(production_ids)).order_by(c.kind, c.language)
        found: dict[int, list[TextTrackLabel]] = defaultdict(list)
        for production_id, *label in self._session.execute(query):
            found[production_id].append(TextTrackLabel(*label))
        return dict(found)

    def find_track(self, production_id: int, kind: str, language: str) -> TextTrack | None:
        """Return the track of a kind in a language."""
        tracks = self.find_tracks([production_id], kind).get(production_id, [])
        return next((one for one in tracks if one.language == language), None)

    def delete_track(self, production_id: int, kind: str, language: str) -> bool:
        """Delete a track; False when there was none."""
        c = TEXT_TRACKS.c
        chosen = (c.production_id == production_id, c.kind == kind, c.language == language)
        delete = sa.delete(TEXT_TRACKS).where(*chosen).returning(c.language)
        return self._session.execute(delete).first() is not None

    def delete_tracks(self, production_id: int) -> None:
        """Delete all tracks of a production."""
        delete = sa.delete(TEXT_TRACKS).where(TEXT_TRACKS.c.production_id == production_id)
        self._session.execute(delete)

    def list_unannounced(self, limit: int) -> list[int]:
        """Return some ids of productions whose captions were never announced."""
        # In order, so that two processes that lock them do not wait for one another.
        key = UNANNOUNCED_CAPTIONS.c.production_id
        query = sa.select(key).order_by(key).limit(limit)
        return list(self._session.execute(query).scalars())

    def delete_unannounced(self, production_ids: Sequence[int]) -> None:
        """Remember that the captions of these productions were announced."""
        delete = sa.delete(UNANNOUNCED_CAPTIONS)
        chosen = UNANNOUNCED_CAPTIONS.c.production_id.in_(production_ids)
        self._session.execute(delete.where(chosen))


def _track(row: sa.Row[Any]) -> TextTrack:  # Any: a row of text_tracks
    return TextTrack(
        production_id=row.production_id,
        kind=row.kind,
        language=row.language,
        label=row.label,
        text=row.text,
        updated_at=row.updated_at,
    )
