# SPDX-License-Identifier: Apache-2.0
"""Store production drafts with their configs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chassis.upsert import insert_if_absent
from services.drafts.domain.draft_config import EMPTY_CONFIG, ConfigDocument
from services.drafts.domain.production_draft import (
    UNTOUCHED_REVISION,
    DraftFailure,
    DraftPosition,
    DraftStatus,
    DraftWithConfig,
    ProductionDraft,
)
from services.drafts.store.document_rows import (
    DocumentRow,
    DocumentRows,
    StoredDocument,
    ids_of,
    ids_text,
)
from services.drafts.store.tables import PRODUCTION_DRAFTS
from services.drafts.store.upload_details import details_from_json, details_to_json
from timeline.document.uploads import UploadDetails

_COLUMNS = PRODUCTION_DRAFTS.c


class ProductionDraftRepository:
    """The production drafts with their configs."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._documents = DocumentRows(session, PRODUCTION_DRAFTS, document="config_json")

    def add_draft_if_absent(
        self, owner_user_id: int, upload: UploadDetails, *, at: dt.datetime
    ) -> int | None:
        """Insert an empty active draft and return its id; None when there is an active one."""
        checked = details_to_json([upload]) if upload.state == "ready" else None
        values = {
            "user_id": owner_user_id,
            "upload_id": upload.upload_id,
            "status": DraftStatus.ACTIVE,
            "revision": UNTOUCHED_REVISION,
            "config_json": EMPTY_CONFIG,
            "upload_ids": ids_text(()),
            "preset_ids": ids_text(()),
            "checked_uploads": checked,
            "created_at": at,
            "updated_at": at,
        }
        row = insert_if_absent(self._session, PRODUCTION_DRAFTS, values)
        return None if row is None else int(row.id)

    def count_drafts(self, owner_user_id: int) -> int:
        """Count the drafts of a user, archived ones included."""
        query = sa.select(sa.func.count()).where(_COLUMNS.user_id == owner_user_id)
        return int(self._session.execute(query).scalar_one())

    def find_draft(self, draft_id: int) -> DraftWithConfig | None:
        """Return a draft, None when there is none."""
        row = self._documents.find_row(draft_id)
        return None if row is None else _with_config(row, row.config_json)

    def lock_draft(self, draft_id: int) -> DraftWithConfig | None:
        """Return a draft, locked until the transaction ends."""
        row = self._documents.lock_row(draft_id)
        return None if row is None else _with_config(row, row.config_json)

    def find_active_draft(self, owner_user_id: int, upload_id: int) -> DraftWithConfig | None:
        """Return the active draft that a user has of an upload, None when there is none."""
        row = self._session.execute(_active_draft(owner_user_id, upload_id)).first()
        return None if row is None else _with_config(row, row.config_json)

    def lock_active_draft(self, owner_user_id: int, upload_id: int) -> DraftWithConfig | None:
        """Return a user's active draft of an upload, locked until the transaction ends."""
        query = _active_draft(owner_user_id, upload_id).with_for_update()
        row = self._session.execute(query).first()
        return None if row is None else _with_config(row, row.config_json)

    def lock_active_drafts_of(self, upload_id: int) -> list[DraftWithConfig]:
        """Return all users' active drafts of an upload, locked until the transaction ends."""
        query = sa.select(PRODUCTION_DRAFTS).where(
            _COLUMNS.upload_id == upload_id, _COLUMNS.status == DraftStatus.ACTIVE
        )
        rows = self._session.execute(query.order_by(_COLUMNS.id).with_for_update())
        return [_with_config(row, row.config_json) for row in rows]

    def list_active_drafts(
        self, owner_user_id: int, *, limit: int, after: DraftPosition | None
    ) -> list[ProductionDraft]:
        """Return the active drafts of a user, the latest changed first."""
        listed = [column for column in PRODUCTION_DRAFTS.columns if column.name != "config_json"]
        query = sa.select(*listed).where(
            _COLUMNS.user_id == owner_user_id, _COLUMNS.status == DraftStatus.ACTIVE
        )
        if after is not None:
            query = query.where(
                sa.tuple_(_COLUMNS.updated_at, _COLUMNS.id)
                < sa.tuple_(sa.literal(after.updated_at), after.draft_id)
            )
        ordered = query.order_by(_COLUMNS.updated_at.desc(), _COLUMNS.id.desc()).limit(limit)
        return [_draft(row) for row in self._session.execute(ordered)]

    def save_draft(self, draft: ProductionDraft) -> bool:
        """Update everything of a draft except its config.

        Returns False and changes nothing when it would be the second active draft of its upload.
        """
        failure = draft.last_failure
        values = {
            "status": draft.status,
            "revision": draft.revision,
            "rendered_production_id": draft.rendered_production_id,
            "failure_code": failure.code if failure else None,
            "failure_detail": failure.detail if failure else None,
            "failed_at": failure.at if failure else None,
            "updated_at": draft.updated_at,
            "archived_at": draft.archived_at,
        }
        update = sa.update(PRODUCTION_DRAFTS).where(_COLUMNS.id == draft.draft_id)
        try:
            with self._session.begin_nested():
                self._session.execute(update.values(values))
        except IntegrityError:
            return False
        return True

    def save_config_with_checked_uploads(
        self,
        draft_id: int,
        config: ConfigDocument,
        *,
        owner_user_id: int,
        expected_revisions: frozenset[int] | None,
        at: dt.datetime,
    ) -> DraftWithConfig | None:
        """Replace the config by one that names the same while the checked uploads are stored.

        Returns None and changes nothing when the owner, status, revision, or the uploads or presets
        that are named, differ.
        """
        row = self._documents.replace_with_checked_uploads(
            draft_id,
            _stored(config),
            owner_user_id=owner_user_id,
            expected_revisions=expected_revisions,
            at=at,
        )
        return None if row is None else _with_config(row, config.text)

    def save_config(
        self,
        locked: DraftWithConfig,
        config: ConfigDocument,
        *,
        checked_uploads: Sequence[UploadDetails] | None,
        at: dt.datetime,
    ) -> DraftWithConfig:
        """Replace the config of a locked draft."""
        row = self._documents.replace(
            locked.draft.draft_id, _stored(config), checked_uploads=checked_uploads, at=at
        )
        return _with_config(row, config.text)

    def clear_checked_uploads(self, upload_id: int, *, owner_user_id: int) -> None:
        """Delete the checked uploads of drafts that use this one; owner 0 means all users."""
        using = sa.or_(_COLUMNS.upload_id == upload_id, self._documents.names_upload(upload_id))
        self._documents.clear_checked_uploads(owner_user_id=owner_user_id, using=using)


def _stored(config: ConfigDocument) -> StoredDocument:
    ids = {"upload_ids": config.upload_ids, "preset_ids": config.preset_ids}
    return StoredDocument(config.text, {name: ids_text(one) for name, one in ids.items()})


def _active_draft(owner_user_id: int, upload_id: int) -> sa.Select[Any]:  # Any: several types
    return sa.select(PRODUCTION_DRAFTS).where(
        _COLUMNS.user_id == owner_user_id,
        _COLUMNS.upload_id == upload_id,
        _COLUMNS.status == DraftStatus.ACTIVE,
    )


def _with_config(row: DocumentRow, config: str) -> DraftWithConfig:
    checked = row.checked_uploads
    return DraftWithConfig(
        draft=_draft(row),
        config=config,
        upload_ids=ids_of(row.upload_ids),
        preset_ids=ids_of(row.preset_ids),
        checked_uploads=None if checked is None else details_from_json(checked),
    )


def _draft(row: DocumentRow) -> ProductionDraft:
    code, at = row.failure_code, row.failed_at
    return ProductionDraft(
        draft_id=row.id,
        owner_user_id=row.user_id,
        upload_id=row.upload_id,
        status=DraftStatus(row.status),
        revision=row.revision,
        rendered_production_id=row.rendered_production_id,
        last_failure=None if code is None else DraftFailure(code, row.failure_detail or "", at),
        created_at=row.created_at,
        updated_at=row.updated_at,
        archived_at=row.archived_at,
    )
