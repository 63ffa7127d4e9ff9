# SPDX-License-Identifier: Apache-2.0
"""Register users and make them administrators."""

from __future__ import annotations

import secrets

from services.accounts.domain import (
    ADMIN,
    InvalidUserName,
    User,
    UserNotFound,
    UserRegistered,
    check_password,
    normalize_email,
)
from services.accounts.usecases.dependencies import Dependencies

_MAX_NAME_LENGTH, _MAX_PHONE_LENGTH = 120, 32


def register(
    deps: Dependencies, *, email: str, password: str, display_name: str = "", phone: str = ""
) -> User:
    """Add a user with a default workspace and announce them.

    Without a display name the user gets one that says nothing about their email address.
    """
    address = normalize_email(email)
    check_password(password)
    if len(display_name) > _MAX_NAME_LENGTH or len(phone) > _MAX_PHONE_LENGTH:
        raise InvalidUserName("A display name has up to 120 characters, a phone number up to 32.")
    name = display_name.strip() or f"User {secrets.token_hex(3)}"
    with deps.password_checks.taken():
        password_hash = deps.passwords.hash_password(password)
    with deps.unit_of_work() as uow:
        user = uow.users.add_user(
            address, password_hash=password_hash, display_name=name, phone=phone.strip()
        )
        uow.announce(UserRegistered(user))
    return user


def grant_admin(deps: Dependencies, *, email: str) -> User:
    """Make a registered user an administrator of the site; UserNotFound when not registered."""
    with deps.unit_of_work() as uow:
        found = uow.users.find_credentials_by_email(normalize_email(email))
        if found is None:
            raise UserNotFound(f"No user has registered with {email}.")
        user = found[0]
        uow.users.save_roles(user.user_id, sorted({*user.roles, ADMIN}))
        return uow.users.list_users_by_ids([user.user_id])[0]
