# SPDX-License-Identifier: Apache-2.0
"""Follow spaces, and read what is published in those that one follows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.errors import TooManySubscriptions
from services.publish.domain.feed import FeedPosition
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases import feeds
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.feeds import FeedPage

MOST_SUBSCRIPTIONS = 1000


@dataclass(frozen=True, slots=True)
class SpaceSubscription:
    """Whether a user follows a space, and how many users do."""

    is_subscribed: bool
    subscriber_count: int


def get_subscription(deps: Dependencies, *, caller: Caller, space_id: int) -> SpaceSubscription:
    """Return whether the caller follows a space that they may view."""
    with deps.reading() as uow:
        _check_viewed(uow, caller, space_id)
        return _subscription(uow, caller, space_id)


def subscribe(deps: Dependencies, *, caller: Caller, space_id: int) -> SpaceSubscription:
    """Follow a space that the caller may view; twice is the same as once.

    It gives no right: what the caller may no longer watch is not in their feed.
    """
    with deps.unit_of_work() as uow:
        _check_viewed(uow, caller, space_id)
        known = uow.subscriptions.is_subscribed(caller.user_id, space_id)
        count = uow.subscriptions.count_subscriptions(caller.user_id)
        if not known and count >= MOST_SUBSCRIPTIONS:
            raise TooManySubscriptions(f"A user follows up to {MOST_SUBSCRIPTIONS} spaces.")
        uow.subscriptions.add_subscription(caller.user_id, space_id, deps.now())
        return _subscription(uow, caller, space_id)


def unsubscribe(deps: Dependencies, *, caller: Caller, space_id: int) -> None:
    """Follow a space no longer, whether or not the caller may view it."""
    with deps.unit_of_work() as uow:
        uow.subscriptions.delete_subscription(caller.user_id, space_id)


def get_followed_feed(
    deps: Dependencies, *, caller: Caller, after: FeedPosition | None, limit: int
) -> FeedPage:
    """Return a page of what the caller may watch in the spaces that they follow, newest first."""
    with deps.reading() as uow:
        rows = uow.subscriptions.list_followed_feed(caller, after=after, limit=limit + 1)
        shown, last = cut_page(rows, limit)
        audience = feeds.audience_of(uow, caller, shown)
        names = uow.spaces.list_names(publication.space_id for publication, _ in shown)
    position = None if last is None else feeds.position_of(last[0])
    items = feeds.items_of(deps, shown, audience)
    named = [replace(one, space_name=names.get(one.publication.space_id)) for one in items]
    return FeedPage(named, position)


def _check_viewed(uow: UnitOfWork, caller: Caller, space_id: int) -> None:
    uow.spaces.get_membership(caller, space_id).check_may_view()


def _subscription(uow: UnitOfWork, caller: Caller, space_id: int) -> SpaceSubscription:
    return SpaceSubscription(
        uow.subscriptions.is_subscribed(caller.user_id, space_id),
        uow.subscriptions.count_subscribers(space_id),
    )
