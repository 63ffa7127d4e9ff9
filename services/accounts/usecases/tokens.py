# SPDX-License-Identifier: Apache-2.0
"""Create, list, delete and resolve personal access tokens, and read users."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.paging import cut_page
from services.accounts.domain import ApiToken, InvalidUserName, TokenNotFound, User, check_scopes
from services.accounts.usecases.dependencies import Dependencies

PREFIX = "rm_"
_SECRET_BYTES = 32
_MAX_NAME_LENGTH = 120
_MAX_USERS = 200


@dataclass(frozen=True, slots=True)
class TokenPage:
    """Some tokens, newest first; the next page begins below the id `next_before`."""

    items: Sequence[ApiToken]
    next_before: int | None


def create_token(
    deps: Dependencies,
    *,
    user_id: int,
    name: str,
    scopes: Sequence[str],
    days: int | None = None,
) -> tuple[ApiToken, str]:
    """Create a token and return it with its secret, which is stored nowhere.

    Without a number of days the token never expires.
    """
    if not 1 <= len(name.strip()) <= _MAX_NAME_LENGTH:
        raise InvalidUserName("The name of a token has 1 to 120 characters.")
    secret = PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    now = deps.now()
    expires_at = None if days is None else now + dt.timedelta(days=days)
    with deps.unit_of_work() as uow:
        token = uow.api_tokens.add_token(
            user_id,
            name=name.strip(),
            token=secret,
            created_at=now,
            expires_at=expires_at,
            scopes=check_scopes(scopes),
        )
    return token, secret


def list_tokens(deps: Dependencies, *, user_id: int, before: int | None, limit: int) -> TokenPage:
    """Return a page of the tokens of a user, newest first, with ids below `before`."""
    with deps.reading() as uow:
        found = uow.api_tokens.list_tokens_of_user(user_id, before=before, limit=limit + 1)
    items, last = cut_page(found, limit)
    return TokenPage(items, None if last is None else last.token_id)


def delete_token(deps: Dependencies, *, user_id: int, token_id: int) -> None:
    """Delete a token; TokenNotFound when the user has none of this id."""
    with deps.unit_of_work() as uow:
        if not uow.api_tokens.delete_token(user_id, token_id):
            raise TokenNotFound("You have no personal access token of this id.")


@dataclass(frozen=True, slots=True)
class TokenOwner:
    """The user a token belongs to, and what the token may be used for."""

    user: User
    scopes: tuple[str, ...]


def resolve_token(deps: Dependencies, *, token: str) -> TokenOwner | None:
    """Return the user a valid token belongs to with its scopes, None when it is not valid."""
    if not token.startswith(PREFIX):
        return None
    with deps.reading() as uow:
        found = uow.api_tokens.find_owner_of_token(token, deps.now())
        users = uow.users.list_users_by_ids([found[0]]) if found is not None else []
    return TokenOwner(users[0], found[1]) if users and found is not None else None


def get_users(deps: Dependencies, *, user_ids: Sequence[int]) -> list[User]:
    """Return the users of the first 200 of these ids that exist."""
    with deps.reading() as uow:
        return uow.users.list_users_by_ids(user_ids[:_MAX_USERS])


def find_users(deps: Dependencies, *, email: str, display_name: str) -> list[User]:
    """Return the user of an email address or, when it is empty, at most two users of a name."""
    with deps.reading() as uow:
        if email:
            found = uow.users.find_credentials_by_email(email.strip().lower())
            return [] if found is None else [found[0]]
        return uow.users.list_users_by_name(display_name.strip(), limit=2)
