# SPDX-License-Identifier: Apache-2.0
"""The repositories of the library over one database session."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chassis import outbox, quotas
from services.library.domain.events import UploadEvent
from services.library.store.assets import AssetRepository
from services.library.store.copies import (
    ProjectCopyRepository,
    ReferenceRepository,
    UploadProductionRepository,
)
from services.library.store.deleted_uploads import DeletedUploadRepository
from services.library.store.derivatives import DerivativeRepository
from services.library.store.events import EVENTS
from services.library.store.multipart import UnfinishedUploadRepository
from services.library.store.owned_files import OwnedFileRepository
from services.library.store.publications import PublicationCopyRepository
from services.library.store.uploads import UploadRepository


class UnitOfWork:
    """Repositories whose changes are committed together with the events announced."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.uploads = UploadRepository(session)
        self.deleted_uploads = DeletedUploadRepository(session)
        self.assets = AssetRepository(session)
        self.unfinished = UnfinishedUploadRepository(session)
        self.owned_files = OwnedFileRepository(session)
        self.derivatives = DerivativeRepository(session)
        self.projects = ProjectCopyRepository(session)
        self.productions = UploadProductionRepository(session)
        self.publications = PublicationCopyRepository(session)
        self.references = ReferenceRepository(session)

    def lock_quota(self, name: str, user_id: int) -> None:
        """Let nobody else count this quota of a user until the transaction ends."""
        quotas.lock_quota(self._session, f"library.{name}", user_id)

    def announce(self, event: UploadEvent, *, acting_user_id: int = 0) -> None:
        """Write an event to the outbox of this transaction."""
        outbox.announce_event(self._session, EVENTS, event, acting_user_id=acting_user_id)
