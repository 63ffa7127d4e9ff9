# SPDX-License-Identifier: Apache-2.0
"""Check that a caller administers a space."""

from __future__ import annotations

from chassis.caller import Caller
from services.publish.domain.errors import Forbidden, PersonalSpace
from services.publish.domain.membership import Membership
from services.publish.domain.space import SpaceType
from services.publish.store.spaces import Lock
from services.publish.store.unit_of_work import UnitOfWork


def get_administered(
    uow: UnitOfWork, caller: Caller, space_id: int, *, lock: Lock = None
) -> Membership:
    """Return the membership of a caller who administers a space, or raise Forbidden."""
    membership = uow.spaces.get_membership(caller, space_id, lock=lock)
    if not membership.may_administer:
        raise Forbidden("Only the administrators of the space may do this.")
    return membership


def get_administered_with_members(
    uow: UnitOfWork, caller: Caller, space_id: int, *, lock: Lock = None
) -> Membership:
    """Return the membership of a caller who administers a space that others may join.

    Raises Forbidden for other callers, and PersonalSpace for a space that never has other members.
    """
    membership = get_administered(uow, caller, space_id, lock=lock)
    if membership.space.type is SpaceType.PERSONAL:
        raise PersonalSpace("A personal space has no other members.")
    return membership
