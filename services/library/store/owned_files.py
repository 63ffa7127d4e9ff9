# SPDX-License-Identifier: Apache-2.0
"""Which files of the storage belong to uploads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.library.domain.upload import UploadState
from services.library.store.tables import UPLOADS

_U = UPLOADS.c
_HAS_SOURCE = sa.and_(_U.source_deleted_at.is_(None), _U.state != UploadState.REJECTED.value)
"""Nobody reads the file of an upload that was rejected, or whose source was deleted."""


class OwnedFileRepository:
    """Looks for the uploads that files belong to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_owned_sources(self, keys: Sequence[str]) -> set[str]:
        """Return those of some storage keys that are of the files of uploads."""
        return self._values(sa.select(_U.storage_key).where(_U.storage_key.in_(keys), _HAS_SOURCE))

    def find_owned_thumbs(self, keys: Sequence[str]) -> set[str]:
        """Return those of some storage keys that are recorded as thumbnails."""
        return self._values(sa.select(_U.thumb_key).where(_U.thumb_key.in_(keys)))

    def find_existing(self, upload_ids: Sequence[int], *, with_source: bool = False) -> set[int]:
        """Return those of some ids that uploads have; `with_source`: that have their files, too."""
        query = sa.select(_U.id).where(_U.id.in_(upload_ids))
        return self._values(query.where(_HAS_SOURCE) if with_source else query)

    def _values(self, query: sa.Select[Any]) -> set[Any]:  # Any: the type of the one column
        return set(self._session.execute(query).scalars())
