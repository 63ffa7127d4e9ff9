# SPDX-License-Identifier: Apache-2.0
"""Like publications, and read who likes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.comment import check_live
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import get_viewed


@dataclass(frozen=True, slots=True)
class Likes:
    """How many users like a publication, and whether the caller does."""

    count: int
    is_liked: bool


@dataclass(frozen=True, slots=True)
class LikingUsers:
    """Some users who like a publication, with their names; the next page begins after an id."""

    users: Sequence[tuple[int, str]]
    next_after: int | None


def get_likes(deps: Dependencies, *, caller: Caller | None, publication_id: int) -> Likes:
    """Return the likes of a publication that the caller may view."""
    with deps.reading() as uow:
        get_viewed(uow, caller, publication_id)
        return _likes(uow, caller, publication_id)


def like(deps: Dependencies, *, caller: Caller, publication_id: int) -> Likes:
    """Like a publication; liking it twice is the same as once."""
    with deps.unit_of_work() as uow:
        # The row is locked, so that the counter of the publication is written by one at a time.
        uow.publications.get_publication(publication_id, lock=True)
        publication, _ = get_viewed(uow, caller, publication_id)
        check_live(publication)
        uow.likes.add_like(publication_id, caller.user_id, deps.now())
        return _likes(uow, caller, publication_id)


def unlike(deps: Dependencies, *, caller: Caller, publication_id: int) -> Likes:
    """Take back a like; without one nothing changes."""
    with deps.unit_of_work() as uow:
        uow.publications.get_publication(publication_id, lock=True)
        get_viewed(uow, caller, publication_id)
        uow.likes.delete_like(publication_id, caller.user_id)
        return _likes(uow, caller, publication_id)


def list_liking_users(
    deps: Dependencies, *, caller: Caller, publication_id: int, after: int, limit: int
) -> LikingUsers:
    """Return a page of the users who like a publication."""
    with deps.reading() as uow:
        get_viewed(uow, caller, publication_id)
        found = uow.likes.list_users_who_like(publication_id, after=after, limit=limit + 1)
    users, last = cut_page(found, limit)
    names = deps.accounts.get_display_names(users) if users else {}
    return LikingUsers([(one, names.get(one, "")) for one in users], last)


def _likes(uow: UnitOfWork, caller: Caller | None, publication_id: int) -> Likes:
    count = uow.publications.get_publication(publication_id).likes_count
    liked = uow.likes.list_liked(caller.user_id, [publication_id]) if caller else set()
    return Likes(count, publication_id in liked)
