# SPDX-License-Identifier: Apache-2.0
"""How somebody becomes a user."""

from __future__ import annotations

from services.accounts.domain.errors import InvalidName, UserNotFound
from services.accounts.domain.user import ADMIN, User, check_password, normal_email
from services.accounts.usecases.dependencies import Dependencies


def register(
    deps: Dependencies, *, email: str, password: str, display_name: str = "", phone: str = ""
) -> User:
    """Add a user with a default workspace and tell everyone."""
    address = normal_email(email)
    check_password(password)
    if len(display_name) > 120 or len(phone) > 32:
        raise InvalidName("A display name has up to 120 characters, a phone number up to 32.")
    name = display_name.strip() or address.partition("@")[0]
    password_hash = deps.passwords.hash(password)
    with deps.unit_of_work() as uow:
        user = uow.users.add(address, password_hash, name, phone.strip())
        uow.announce_registered(user)
    return user


def grant_admin(deps: Dependencies, *, email: str) -> User:
    """Make a registered user an administrator of the site."""
    with deps.unit_of_work() as uow:
        found = uow.users.credentials(normal_email(email))
        if found is None:
            raise UserNotFound(f"Nobody registered with {email}.")
        user = found[0]
        uow.users.set_roles(user.user_id, sorted({*user.roles, ADMIN}))
        changed = uow.users.by_ids([user.user_id])[0]
        uow.announce_changed(changed)
    return changed
