# SPDX-License-Identifier: Apache-2.0
"""One database transaction of the accounts service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy.orm import Session

from chassis.outbox import announce_event
from services.accounts.domain import UserRegistered
from services.accounts.store.messages import EVENTS
from services.accounts.store.sessions import (
    ApiTokenRepository,
    FailedSignInRepository,
    SessionRepository,
)
from services.accounts.store.users import UserRepository


class UnitOfWork:
    """The repositories of one transaction.

    The transaction is committed when its block ends without an exception; within an idempotent
    route it joins the surrounding transaction, which commits later.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.users = UserRepository(session)
        self.sessions = SessionRepository(session)
        self.api_tokens = ApiTokenRepository(session)
        self.failed_sign_ins = FailedSignInRepository(session)

    def announce(self, event: UserRegistered) -> None:
        """Write an event to the outbox."""
        announce_event(self._session, EVENTS, event, acting_user_id=event.user.user_id)


OpenUnitOfWork = Callable[[], AbstractContextManager[UnitOfWork]]


def unit_of_work(transaction: Callable[[], AbstractContextManager[Session]]) -> OpenUnitOfWork:
    """Return a function that opens a unit of work over `Database.transaction` or `.reading`."""

    @contextmanager
    def opened() -> Iterator[UnitOfWork]:
        with transaction() as session:
            yield UnitOfWork(session)

    return opened
