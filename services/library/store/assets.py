# SPDX-License-Identifier: Apache-2.0
"""Find the uploads a user chooses from, and store favourites and last uses."""

from __future__ import annotations

from collections import Counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import upsert
from services.library.domain.assets import (
    Asset,
    AssetFilter,
    AssetGroup,
    AssetOrder,
    folded,
    tag_line,
)
from services.library.domain.listing import UploadSummary
from services.library.domain.upload import AudioRole, UploadState, VideoRole
from services.library.store.tables import ASSET_USES, UPLOADS
from services.library.store.uploads import IS_EXPORT, select_summaries

_U, _USES = UPLOADS.c, ASSET_USES.c

_USED = sa.func.coalesce(_USES.used_ms, 0)
_FAVORITE = sa.func.coalesce(_USES.is_favorite, sa.false())
_NAME = sa.func.lower(sa.func.coalesce(_U.modified_filename, _U.original_filename))
_DURATION = sa.func.coalesce(_U.duration_ms, 0)
_IS_NARRATION = sa.func.coalesce(_U.audio_role, "") == AudioRole.NARRATION.value
_SIZE = sa.func.coalesce(_U.size_bytes, 0)

_ORDERS: dict[AssetOrder, tuple[sa.ColumnElement[Any], bool]] = {  # Any: numbers and texts
    AssetOrder.NEWEST: (_U.id, True),
    AssetOrder.OLDEST: (_U.id, False),
    AssetOrder.NAME_ASC: (_NAME, False),
    AssetOrder.NAME_DESC: (_NAME, True),
    AssetOrder.DURATION_ASC: (_DURATION, False),
    AssetOrder.DURATION_DESC: (_DURATION, True),
    AssetOrder.SIZE_ASC: (_SIZE, False),
    AssetOrder.SIZE_DESC: (_SIZE, True),
    AssetOrder.RECENT: (_USED, True),
}
"""The value that each order sorts by, and whether the largest comes first."""


class AssetRepository:
    """The uploads a user chooses from, with favourites and last uses."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_assets(self, chosen: AssetFilter) -> list[Asset]:
        """Return a page of assets."""
        value, is_descending = _ORDERS[chosen.order]
        order = [one.desc() if is_descending else one.asc() for one in (value, _U.id)]
        is_use = sa.and_(_USES.upload_id == _U.id, _USES.user_id == chosen.user_id)
        query = (
            select_summaries()
            .add_columns(_FAVORITE, _USED, value)
            .outerjoin(ASSET_USES, is_use)
            .where(*_conditions(chosen))
            .order_by(*order)
            .limit(chosen.limit)
        )
        return [
            Asset(UploadSummary._make(summary), bool(is_favorite), used_ms, sort_value)
            for *summary, is_favorite, used_ms, sort_value in self._session.execute(query)
        ]

    def count_tags(self, user_id: int) -> Counter[str]:
        """Count how many uploads of a user have each tag."""
        query = sa.select(_U.tags).where(_U.user_id == user_id, _U.tags != "")
        return Counter(tag for row in self._session.execute(query) for tag in row.tags.splitlines())

    def set_favorite(self, user_id: int, upload_id: int, *, is_favorite: bool) -> None:
        """Store whether an upload is a favourite of a user."""
        values = {"user_id": user_id, "upload_id": upload_id, "is_favorite": is_favorite}
        upsert(
            self._session,
            ASSET_USES,
            {**values, "used_ms": 0},
            update=lambda excluded: {"is_favorite": excluded.is_favorite},
        )

    def set_used(self, user_id: int, upload_id: int, *, used_ms: int) -> None:
        """Store when a user used an upload."""
        values = {"user_id": user_id, "upload_id": upload_id, "used_ms": used_ms}
        upsert(
            self._session,
            ASSET_USES,
            {**values, "is_favorite": False},
            update=lambda excluded: {"used_ms": excluded.used_ms},
        )

    def delete_uses(self, upload_id: int) -> None:
        """Delete what is stored of the uses of an upload."""
        self._session.execute(sa.delete(ASSET_USES).where(_USES.upload_id == upload_id))


def _conditions(chosen: AssetFilter) -> list[sa.ColumnElement[bool]]:
    owner = _U.is_system if chosen.is_system else _U.user_id == chosen.user_id
    found = [
        owner,
        _U.kind == chosen.group.kind.value,
        _U.state != UploadState.SIGNED.value,
        _U.source_deleted_at.is_(None),
        *(_U.search_text.contains(folded(word), autoescape=True) for word in chosen.words),
        *(_U.search_text.contains(f"{tag_line(tag)}\n", autoescape=True) for tag in chosen.tags),
    ]
    if chosen.group.image_role is not None:
        found.append(_U.image_role == chosen.group.image_role)
    if chosen.group is AssetGroup.NARRATION:
        found.append(_IS_NARRATION)
    if chosen.group is AssetGroup.MUSIC:
        found.append(sa.not_(_IS_NARRATION))
    if chosen.video_role is not None:
        found.append(IS_EXPORT if chosen.video_role is VideoRole.EXPORT else sa.not_(IS_EXPORT))
    if chosen.only_favorites:
        found.append(_FAVORITE)
    if chosen.only_used:
        found.append(_USED > 0)
    if chosen.after is not None:
        found.append(_is_after(chosen))
    return found


def _is_after(chosen: AssetFilter) -> sa.ColumnElement[bool]:
    assert chosen.after is not None
    value, is_descending = _ORDERS[chosen.order]
    place = sa.tuple_(value, _U.id)
    last = sa.tuple_(sa.literal(chosen.after.value), sa.literal(chosen.after.upload_id))
    return place < last if is_descending else place > last
