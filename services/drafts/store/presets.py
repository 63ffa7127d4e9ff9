# SPDX-License-Identifier: Apache-2.0
"""Store presets, and with which workspaces they are shared."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.caller import Caller
from chassis.upsert import insert_if_absent
from services.drafts.domain.preset import SYSTEM_USER_ID, Json, Preset, fields_from_json
from services.drafts.store.document_rows import DocumentRow
from services.drafts.store.tables import PRESET_OWNERS, PRESET_WORKSPACES, PRESETS

_COLUMNS, _SHARES = PRESETS.c, PRESET_WORKSPACES.c


class PresetRepository:
    """The presets of all families."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def has_had_first_presets(self, owner_user_id: int, family: str) -> bool:
        """Return whether the first presets of a family were made for an owner."""
        query = sa.select(PRESET_OWNERS.c.user_id).where(
            PRESET_OWNERS.c.user_id == owner_user_id, PRESET_OWNERS.c.family == family
        )
        return self._session.execute(query).first() is not None

    def claim_first_presets(self, owner_user_id: int, family: str) -> bool:
        """Write down that the first presets are made; False when they were already."""
        row = {"user_id": owner_user_id, "family": family}
        return insert_if_absent(self._session, PRESET_OWNERS, row) is not None

    def add_preset(
        self,
        owner_user_id: int,
        family: str,
        fields: Json,
        *,
        workspaces: Collection[str] = (),
        is_default: bool = False,
        at: dt.datetime,
    ) -> int:
        """Insert a preset and return its id."""
        row = {
            "family": family,
            "user_id": owner_user_id,
            "fields_json": _text(fields),
            "is_default": is_default,
            "revision": 1,
            "created_at": at,
            "updated_at": at,
        }
        insert = sa.insert(PRESETS).values(row).returning(_COLUMNS.id)
        preset_id = int(self._session.execute(insert).scalar_one())
        self._share(preset_id, workspaces)
        return preset_id

    def count_presets(self, owner_user_id: int) -> int:
        """Count the presets of a user, archived ones included."""
        query = sa.select(sa.func.count()).where(_COLUMNS.user_id == owner_user_id)
        return int(self._session.execute(query).scalar_one())

    def find_preset(self, preset_id: int) -> Preset | None:
        """Return a preset, None when there is none."""
        return next(iter(self.find_presets([preset_id])), None)

    def find_presets(self, preset_ids: Sequence[int]) -> list[Preset]:
        """Return the presets with these ids that exist."""
        return self._read(sa.select(PRESETS).where(_COLUMNS.id.in_(preset_ids)))

    def lock_preset(self, preset_id: int) -> Preset | None:
        """Return a preset, locked until the transaction ends."""
        query = sa.select(PRESETS).where(_COLUMNS.id == preset_id).with_for_update()
        return next(iter(self._read(query)), None)

    def list_presets(
        self,
        caller: Caller,
        family: str,
        *,
        include_archived: bool,
        limit: int,
        after: int | None,
    ) -> list[Preset]:
        """Return the presets of a family that a caller may use, the oldest first.

        Archived ones are only listed for those who may change them.
        """
        shared = sa.select(_SHARES.preset_id).where(_SHARES.workspace_id.in_(caller.workspaces))
        own = _COLUMNS.user_id == caller.user_id
        system = _COLUMNS.user_id == SYSTEM_USER_ID
        is_active = _COLUMNS.archived_at.is_(None)
        conditions = [_COLUMNS.family == family, sa.or_(own, system, _COLUMNS.id.in_(shared))]
        if not include_archived:
            conditions.append(is_active)
        elif not caller.is_admin:
            conditions.append(sa.or_(own, is_active))
        if after is not None:
            conditions.append(_COLUMNS.id > after)
        return self._read(sa.select(PRESETS).where(*conditions).order_by(_COLUMNS.id).limit(limit))

    def save_preset(self, preset: Preset) -> None:
        """Update a preset, and with which workspaces it is shared."""
        values = {
            "fields_json": _text(preset.fields),
            "is_default": preset.is_default,
            "revision": preset.revision,
            "updated_at": preset.updated_at,
            "archived_at": preset.archived_at,
        }
        update = sa.update(PRESETS).where(_COLUMNS.id == preset.preset_id)
        self._session.execute(update.values(values))
        delete = sa.delete(PRESET_WORKSPACES).where(_SHARES.preset_id == preset.preset_id)
        self._session.execute(delete)
        self._share(preset.preset_id, preset.workspaces)

    def clear_other_defaults(self, preset: Preset) -> None:
        """Make every other preset of its owner and family no default."""
        update = sa.update(PRESETS).where(
            _COLUMNS.user_id == preset.owner_user_id,
            _COLUMNS.family == preset.family,
            _COLUMNS.id != preset.preset_id,
            _COLUMNS.is_default,
        )
        self._session.execute(update.values(is_default=False, revision=_COLUMNS.revision + 1))

    def _share(self, preset_id: int, workspaces: Iterable[str]) -> None:
        rows = [{"workspace_id": one, "preset_id": preset_id} for one in sorted(workspaces)]
        if rows:
            self._session.execute(sa.insert(PRESET_WORKSPACES), rows)

    def _read(self, query: sa.Select[tuple[object, ...]]) -> list[Preset]:
        rows = list(self._session.execute(query))
        workspaces: dict[int, set[str]] = defaultdict(set)
        if rows:
            ids = [row.id for row in rows]
            shares = sa.select(PRESET_WORKSPACES).where(_SHARES.preset_id.in_(ids))
            for share in self._session.execute(shares):
                workspaces[share.preset_id].add(share.workspace_id)
        return [_preset(row, frozenset(workspaces[row.id])) for row in rows]


def _preset(row: DocumentRow, workspaces: frozenset[str]) -> Preset:
    return Preset(
        preset_id=row.id,
        family=row.family,
        owner_user_id=row.user_id,
        fields=fields_from_json(row.fields_json),
        is_default=row.is_default,
        workspaces=workspaces,
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        archived_at=row.archived_at,
    )


def _text(fields: Json) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
