# SPDX-License-Identifier: Apache-2.0
"""What stands around the video of a watch page: its space, other videos, likes and views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from services.publish.domain.errors import Forbidden, InvalidStatus, SpaceNotFound
from services.publish.domain.membership import Membership
from services.publish.domain.publication import Publication, may_manage, republish_action
from services.publish.domain.space import Space
from services.publish.usecases import feeds
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.feeds import FeedItem

_MOST_RELATED = 8


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The space of a publication, the newest others in it, and how many watched and liked it."""

    space: Space
    related: Sequence[FeedItem]
    views_count: int
    is_liked: bool
    """Whether the caller likes it."""
    may_manage: bool
    """Whether the caller may unpublish it and read its log."""
    may_republish: bool
    """Whether the caller may publish it again, or ask for its approval again."""


def get_surroundings(
    deps: Dependencies, *, caller: Caller | None, publication: Publication
) -> Surroundings:
    """Return what stands around a publication that the caller may watch.

    There are no related ones where the caller may watch this one but not list its space.
    """
    publication_id = publication.publication_id
    with deps.reading() as uow:
        membership = uow.spaces.get_membership(caller, publication.space_id, deleted_too=True)
        views = uow.views.read_view_counts([publication_id])
        liked = uow.likes.list_liked(caller.user_id, [publication_id]) if caller else set()
    related = _related(deps, caller, publication) if membership.may_view else []
    return Surroundings(
        membership.space,
        related,
        views.get(publication_id, 0),
        publication_id in liked,
        may_manage(publication, membership),
        _may_republish(publication, membership),
    )


def _may_republish(publication: Publication, membership: Membership) -> bool:
    try:
        republish_action(publication, membership, needs_approval=True)
    except (Forbidden, InvalidStatus):
        return False
    return True


def _related(
    deps: Dependencies, caller: Caller | None, publication: Publication
) -> Sequence[FeedItem]:
    try:
        page = feeds.get_feed(
            deps, caller=caller, space_id=publication.space_id, after=None, limit=_MOST_RELATED + 1
        )
    except (Forbidden, SpaceNotFound):
        return []
    others = [one for one in page.items if one.publication != publication]
    return others[:_MOST_RELATED]
