# SPDX-License-Identifier: Apache-2.0
"""Register users and make them administrators."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from services.accounts.domain import (
    ADMIN,
    InvalidUserName,
    Registration,
    RegistrationClosed,
    User,
    UserNotFound,
    UserRegistered,
    check_password,
    normalize_email,
)
from services.accounts.usecases.dependencies import Dependencies

_MAX_NAME_LENGTH, _MAX_PHONE_LENGTH = 120, 32


@dataclass(frozen=True, slots=True)
class NewUser:
    """Who registers."""

    email: str
    password: str = field(repr=False)
    display_name: str = ""
    phone: str = ""
    invitation: str = field(default="", repr=False)


def register(deps: Dependencies, new_user: NewUser) -> User:
    """Add a user with a default workspace and announce them.

    RegistrationClosed when nobody registers here, or the invitation that is needed is not valid.

    Without a display name the user gets one that says nothing about their email address.
    """
    if deps.registration is Registration.CLOSED:
        raise RegistrationClosed("Nobody registers here by themselves.")
    address = normalize_email(new_user.email)
    check_password(new_user.password)
    display_name, phone = new_user.display_name, new_user.phone
    if len(display_name) > _MAX_NAME_LENGTH or len(phone) > _MAX_PHONE_LENGTH:
        raise InvalidUserName("A display name has up to 120 characters, a phone number up to 32.")
    name = display_name.strip() or f"User {secrets.token_hex(3)}"
    with deps.password_checks.taken():
        password_hash = deps.passwords.hash_password(new_user.password)
    with deps.unit_of_work() as uow:
        is_invited = uow.invitations.take_invitation(new_user.invitation, deps.now())
        if deps.registration is Registration.INVITE and not is_invited:
            raise RegistrationClosed("You need an invitation that was not used yet to register.")
        user = uow.users.add_user(
            address, password_hash=password_hash, display_name=name, phone=phone.strip()
        )
        uow.announce(UserRegistered(user))
    return user


def grant_admin(deps: Dependencies, *, email: str) -> User:
    """Make a registered user an administrator of the site; UserNotFound when not registered."""
    return _save_roles(deps, email, lambda roles: {*roles, ADMIN})


def revoke_admin(deps: Dependencies, *, email: str) -> User:
    """Make an administrator of the site an ordinary user; UserNotFound when not registered."""
    return _save_roles(deps, email, lambda roles: {*roles} - {ADMIN})


def _save_roles(
    deps: Dependencies, email: str, changed: Callable[[Sequence[str]], set[str]]
) -> User:
    with deps.unit_of_work() as uow:
        found = uow.users.find_credentials_by_email(normalize_email(email))
        if found is None:
            raise UserNotFound(f"No user has registered with {email}.")
        user = found[0]
        uow.users.save_roles(user.user_id, sorted(changed(user.roles)))
        return uow.users.list_users_by_ids([user.user_id])[0]
