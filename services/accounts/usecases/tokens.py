# SPDX-License-Identifier: Apache-2.0
"""Personal access tokens, for command lines and programs."""

from __future__ import annotations

import datetime as dt

from services.accounts.domain.errors import InvalidName, TokenNotFound
from services.accounts.domain.user import User
from services.accounts.usecases.dependencies import ApiToken, Dependencies

PREFIX = "rm_"


def create_token(
    deps: Dependencies, *, user_id: int, name: str, days: int | None = None
) -> tuple[ApiToken, str]:
    """Make a token; its secret is returned once and never again."""
    if not 1 <= len(name.strip()) <= 120:
        raise InvalidName("A token's name has 1 to 120 characters.")
    secret = PREFIX + deps.new_token()
    expires_at = None if days is None else deps.now() + dt.timedelta(days=days)
    with deps.unit_of_work() as uow:
        token = uow.api_tokens.add(user_id, name=name.strip(), token=secret, expires_at=expires_at)
    return token, secret


def list_tokens(deps: Dependencies, *, user_id: int) -> list[ApiToken]:
    """List somebody's tokens."""
    with deps.reading() as uow:
        return uow.api_tokens.of(user_id)


def delete_token(deps: Dependencies, *, user_id: int, token_id: int) -> None:
    """Revoke a token."""
    with deps.unit_of_work() as uow:
        if not uow.api_tokens.delete(user_id, token_id):
            raise TokenNotFound("You have no such token.")


def resolve_token(deps: Dependencies, *, token: str) -> User | None:
    """Return whose valid token this is, None when nobody's."""
    if not token.startswith(PREFIX):
        return None
    with deps.reading() as uow:
        user_id = uow.api_tokens.owner(token)
        users = uow.users.by_ids([user_id]) if user_id is not None else []
    return users[0] if users else None


def get_users(deps: Dependencies, *, user_ids: list[int]) -> list[User]:
    """Return the users of these ids that exist."""
    with deps.reading() as uow:
        return uow.users.by_ids(user_ids[:200])
