# SPDX-License-Identifier: Apache-2.0
"""Store the revisions of production drafts."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.drafts.domain.draft_revision import DraftRevision, DraftRevisionWithConfig
from services.drafts.domain.production_draft import DraftWithConfig
from services.drafts.store.revision_rows import RevisionRow, RevisionRows
from services.drafts.store.tables import DRAFT_REVISIONS


class DraftRevisionRepository:
    """The last revisions of each draft."""

    def __init__(self, session: Session) -> None:
        self._rows = RevisionRows(session, DRAFT_REVISIONS, of="draft_id", document="config")

    def add_draft_revision(self, changed: DraftWithConfig, *, author_user_id: int) -> None:
        """Insert what a draft is after a change."""
        draft = changed.draft
        values = {
            "draft_id": draft.draft_id,
            "revision": draft.revision,
            "author_user_id": author_user_id,
            "saved_at": draft.updated_at,
        }
        self._rows.insert(values, document=changed.config)

    def list_draft_revisions(
        self, draft_id: int, *, limit: int, before: int | None
    ) -> list[DraftRevision]:
        """Return the revisions of a draft that come before one, or all; the newest first."""
        rows = self._rows.list_rows(draft_id, limit=limit, before=before)
        return [_revision(row) for row in rows]

    def find_draft_revision(self, draft_id: int, revision: int) -> DraftRevisionWithConfig | None:
        """Return a revision with its config, None when it is not stored."""
        found = self._rows.find_row(draft_id, revision)
        return None if found is None else DraftRevisionWithConfig(_revision(found[0]), found[1])


def _revision(row: RevisionRow) -> DraftRevision:
    return DraftRevision(
        draft_id=row.draft_id,
        revision=row.revision,
        author_user_id=row.author_user_id,
        saved_at=row.saved_at,
    )
