# SPDX-License-Identifier: Apache-2.0
"""The repositories of publish over one database session."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chassis import outbox
from services.publish.domain.events import PublishEvent
from services.publish.store.comments import CommentRepository
from services.publish.store.events import EVENTS
from services.publish.store.icons import IconRepository
from services.publish.store.invitation_links import SpaceInvitationLinkRepository
from services.publish.store.invitations import SpaceInvitationRepository
from services.publish.store.likes import LikeRepository
from services.publish.store.members import MemberRepository
from services.publish.store.productions import ProductionCopyRepository
from services.publish.store.publications import PublicationRepository
from services.publish.store.reports import ReportRepository
from services.publish.store.review_notes import ReviewNoteRepository
from services.publish.store.reviews import ReviewRepository
from services.publish.store.schedules import PublicationScheduleRepository
from services.publish.store.search import SearchRepository
from services.publish.store.spaces import SpaceRepository
from services.publish.store.subscriptions import SubscriptionRepository
from services.publish.store.views import ViewRepository


class UnitOfWork:
    """Repositories whose changes are committed together with the events announced."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.spaces = SpaceRepository(session)
        self.members = MemberRepository(session)
        self.invitations = SpaceInvitationRepository(session)
        self.invitation_links = SpaceInvitationLinkRepository(session)
        self.icons = IconRepository(session)
        self.schedules = PublicationScheduleRepository(session)
        self.publications = PublicationRepository(session)
        self.productions = ProductionCopyRepository(session)
        self.reviews = ReviewRepository(session)
        self.review_notes = ReviewNoteRepository(session)
        self.likes = LikeRepository(session)
        self.comments = CommentRepository(session)
        self.reports = ReportRepository(session)
        self.views = ViewRepository(session)
        self.search = SearchRepository(session)
        self.subscriptions = SubscriptionRepository(session)

    def announce(self, event: PublishEvent, *, acting_user_id: int) -> None:
        """Write an event to the outbox; the user id is 0 when the platform caused it."""
        outbox.announce_event(self._session, EVENTS, event, acting_user_id=acting_user_id)
