# SPDX-License-Identifier: Apache-2.0
"""Store the specs of text images for the users who may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.drafts.store.tables import TEXT_IMAGES

_COLUMNS = TEXT_IMAGES.c


class TextImageRepository:
    """The specs of text images by user and key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def upsert_text_images(
        self, user_id: int, specs: Mapping[str, str], *, at: dt.datetime
    ) -> None:
        """Store specs by their keys, or only the time for those that are stored."""
        # In the order of the keys, so that two transactions never wait for each other.
        for key in sorted(specs):
            row = {"key": key, "user_id": user_id, "spec": specs[key], "used_at": at}
            upsert(self._session, TEXT_IMAGES, row)

    def find_spec(self, key: str, *, user_id: int | None) -> str | None:
        """Return the spec of a key that a user has resolved, or that any user has; else None."""
        query = sa.select(_COLUMNS.spec).where(_COLUMNS.key == key).limit(1)
        if user_id is not None:
            query = query.where(_COLUMNS.user_id == user_id)
        return self._session.execute(query).scalar()

    def delete_text_images(self, *, before: dt.datetime) -> None:
        """Delete the specs that were not used since a time."""
        self._session.execute(sa.delete(TEXT_IMAGES).where(_COLUMNS.used_at < before))
