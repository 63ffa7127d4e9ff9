# SPDX-License-Identifier: Apache-2.0
"""How somebody comes by a space of their own."""

from __future__ import annotations

from services.publish.domain.space import Space
from services.publish.usecases.dependencies import Dependencies

_LONGEST_NAME = 128


def settle(deps: Dependencies, *, user_id: int, display_name: str) -> Space:
    """Make somebody's personal space unless they have one."""
    name = display_name.strip()[:_LONGEST_NAME] or f"User {user_id}"
    with deps.unit_of_work() as uow:
        return uow.spaces.personal(user_id) or uow.spaces.make_personal(user_id, name)


def personal_space(deps: Dependencies, *, user_id: int) -> Space:
    """Return somebody's personal space, made now if their registration was not heard of yet."""
    with deps.reading() as uow:
        found = uow.spaces.personal(user_id)
    if found is not None:
        return found
    name = deps.people.names([user_id]).get(user_id, "")
    return settle(deps, user_id=user_id, display_name=name)
