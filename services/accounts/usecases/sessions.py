# SPDX-License-Identifier: Apache-2.0
"""List and end sessions, and change the password, which ends all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.paging import cut_page
from services.accounts.domain import (
    BrowserSession,
    SessionNotFound,
    SessionOver,
    WrongPassword,
    check_password,
)
from services.accounts.store.sessions import SessionPosition
from services.accounts.usecases.dependencies import Dependencies
from services.accounts.usecases.guessing import guess


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Some sessions, the one opened last first; the next page begins behind `next_before`."""

    items: Sequence[BrowserSession]
    next_before: SessionPosition | None


def list_sessions(
    deps: Dependencies, *, user_id: int, before: SessionPosition | None, limit: int
) -> SessionPage:
    """Return a page of the sessions of a user that are not over."""
    with deps.reading() as uow:
        found = uow.sessions.list_sessions_of_user(
            user_id, deps.now(), before=before, limit=limit + 1
        )
    items, last = cut_page(found, limit)
    following = None if last is None else SessionPosition(last.created_at, last.session_id)
    return SessionPage(items, following)


def end_session(deps: Dependencies, *, user_id: int, session_id: str) -> None:
    """End a session of a user; SessionNotFound when the user has none of this id."""
    with deps.unit_of_work() as uow:
        session = uow.sessions.find_session_by_id(session_id)
        if session is None or session.user_id != user_id or session.is_over(deps.now()):
            raise SessionNotFound("You have no session of this id.")
        uow.sessions.save_session(session.revoke())


def end_sessions(deps: Dependencies, *, user_id: int, but: str = "") -> int:
    """End the sessions of a user, all or all but one, and return how many were ended."""
    with deps.unit_of_work() as uow:
        return uow.sessions.revoke_sessions_of_user(user_id, but=but)


def change_password(
    deps: Dependencies,
    *,
    user_id: int,
    current_password: str,
    new_password: str,
    session_id: str = "",
    address: str = "",
) -> None:
    """Replace the password of a user and end their sessions but this one.

    WrongPassword unless the current one is given, TooManyAttempts after ten guesses.
    """
    check_password(new_password)
    with deps.reading() as uow:
        found = uow.users.find_credentials_by_id(user_id)
    if found is None:
        raise SessionOver("The user of this session does not exist.")
    user, password_hash = found
    with guess(deps, email=user.email, address=address) as made:
        made.is_right = deps.passwords.matches(password_hash, current_password)
        new_hash = deps.passwords.hash_password(new_password)
    if not made.is_right:
        raise WrongPassword("The current password is wrong.")
    with deps.unit_of_work() as uow:
        uow.users.save_password_hash(user_id, new_hash)
        uow.sessions.revoke_sessions_of_user(user_id, but=session_id)


def delete_expired_sessions(deps: Dependencies) -> int:
    """Delete the sessions that have expired, and return how many."""
    with deps.unit_of_work() as uow:
        return uow.sessions.delete_expired_sessions(deps.now())
