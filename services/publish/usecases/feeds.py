# SPDX-License-Identifier: Apache-2.0
"""Read the feeds: the published publications of one space or of the whole site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.feed import FeedPosition, FeedQuery
from services.publish.domain.production import ProductionCopy, SignedPlayback
from services.publish.domain.publication import Publication
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies

_AFTER_ALL = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A publication with its production, the name of its owner and its signed links."""

    publication: Publication
    production: ProductionCopy
    owner_name: str
    playback: SignedPlayback | None
    views_count: int
    is_liked: bool
    """Whether the caller likes it."""
    space_name: str | None = None
    """The name of its space; None in feeds that are of one space, or of the whole site."""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The items of one page; `next` is None on the last page."""

    items: Sequence[FeedItem]
    next: FeedPosition | None


@dataclass(frozen=True, slots=True)
class Audience:
    """The views of some publications, and which of them the caller likes."""

    views: Mapping[int, int]
    liked: Set[int]


def get_feed(
    deps: Dependencies,
    *,
    caller: Caller | None,
    space_id: int | None,
    after: FeedPosition | None,
    limit: int,
    pin: str = "",
) -> FeedPage:
    """Return a page of the feed of a space; without a space id, of the feed of the whole site.

    `pin` is the ULID of a production that comes first, if the feed has it.

    SpaceNotFound when there is no such space, Forbidden when the caller may not view it.
    """
    with deps.reading() as uow:
        viewed = uow.spaces.get_global_space().space_id if space_id is None else space_id
        membership = uow.spaces.get_membership(caller, viewed)
        membership.check_may_view()
        query = FeedQuery(space_id, membership.is_member, after, limit + 1, pin)
        first = uow.publications.find_pinned(query) if pin and after is None else None
        rows = uow.publications.list_feed(query)
        if first is not None:
            # The page has one place less for the others, and goes on behind the last of these.
            rows = [first, *rows[:limit]]
        shown, last = cut_page(rows, limit)
        audience = audience_of(uow, caller, shown)
    position = None if last is None else position_of(last[0])
    if first is not None and limit == 1 and position is not None:
        # Nothing of the feed itself is on this page: the next one begins with its newest.
        position = FeedPosition(_AFTER_ALL, 0)
    return FeedPage(items_of(deps, shown, audience), position)


def audience_of(
    uow: UnitOfWork, caller: Caller | None, shown: Sequence[tuple[Publication, ProductionCopy]]
) -> Audience:
    """Return the views of these publications, and which of them the caller likes."""
    ids = [publication.publication_id for publication, _ in shown]
    liked = uow.likes.list_liked(caller.user_id, ids) if caller else set()
    return Audience(uow.views.read_view_counts(ids), liked)


def items_of(
    deps: Dependencies, rows: Sequence[tuple[Publication, ProductionCopy]], audience: Audience
) -> list[FeedItem]:
    """Return publications with their productions, the names of owners and signed links."""
    if not rows:
        return []
    playback = deps.hls.sign_playback([production.production_id for _, production in rows])
    owners = sorted({publication.owner_user_id for publication, _ in rows})
    names = deps.accounts.get_display_names(owners)
    return [
        FeedItem(
            publication,
            production,
            names.get(publication.owner_user_id, ""),
            playback.get(production.production_id),
            audience.views.get(publication.publication_id, 0),
            publication.publication_id in audience.liked,
        )
        for publication, production in rows
    ]


def position_of(publication: Publication) -> FeedPosition | None:
    """Return the position of a publication in a feed; None when it was never published."""
    at = publication.published_at
    return None if at is None else FeedPosition(at, publication.publication_id)
