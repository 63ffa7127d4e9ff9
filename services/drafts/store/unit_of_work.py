# SPDX-License-Identifier: Apache-2.0
"""The repositories of drafts over one database session."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chassis import outbox, quotas
from services.drafts.domain.events import DraftsEvent
from services.drafts.store.draft_seals import DraftSealRepository
from services.drafts.store.events import EVENTS
from services.drafts.store.exports import ExportRepository
from services.drafts.store.presets import PresetRepository
from services.drafts.store.production_drafts import ProductionDraftRepository
from services.drafts.store.projects import ProjectRepository
from services.drafts.store.revisions import RevisionRepository
from services.drafts.store.tables import DRAFT_REVISIONS, PROJECT_REVISIONS
from services.drafts.store.text_images import TextImageRepository


class UnitOfWork:
    """Repositories whose changes are committed together with the events announced."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.projects = ProjectRepository(session)
        self.project_revisions = RevisionRepository(
            session, PROJECT_REVISIONS, of="project_id", document="timeline"
        )
        self.production_drafts = ProductionDraftRepository(session)
        self.draft_revisions = RevisionRepository(
            session, DRAFT_REVISIONS, of="draft_id", document="config"
        )
        self.presets = PresetRepository(session)
        self.exports = ExportRepository(session)
        self.draft_seals = DraftSealRepository(session)
        self.text_images = TextImageRepository(session)

    def lock_quota(self, name: str, user_id: int) -> None:
        """Let nobody else count this quota of a user until the transaction ends."""
        quotas.lock_quota(self._session, f"drafts.{name}", user_id)

    def announce(self, event: DraftsEvent, *, acting_user_id: int) -> None:
        """Write an event to the outbox of this transaction."""
        outbox.announce_event(self._session, EVENTS, event, acting_user_id=acting_user_id)
