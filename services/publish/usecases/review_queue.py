# SPDX-License-Identifier: Apache-2.0
"""What waits for a moderator: the spaces with it, and the pending publications of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.errors import Forbidden
from services.publish.domain.space import SpaceType
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.feeds import Audience, FeedItem, items_of
from services.publish.usecases.spaces import SpaceDetails, details_of


@dataclass(frozen=True, slots=True)
class SpaceToReview:
    """A space whose publications the caller may approve, and how many are pending."""

    details: SpaceDetails
    pending_count: int


@dataclass(frozen=True, slots=True)
class SpacesToReview:
    """Some spaces by id; the next page begins above the id `next_after`."""

    spaces: Sequence[SpaceToReview]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """Some pending publications, newest first; the next page begins below `next_before`."""

    items: Sequence[FeedItem]
    next_before: int | None


def list_spaces_to_review(
    deps: Dependencies, *, caller: Caller, kind: SpaceType, after: int, limit: int
) -> SpacesToReview:
    """Return a page of the spaces of a type that the caller moderates, with pending counts."""
    with deps.reading() as uow:
        found = uow.spaces.list_moderated_spaces(caller, kind, after=after, limit=limit + 1)
        page, last = cut_page(found, limit)
        details = details_of(uow, uow.spaces.list_memberships(caller, page))
        counts = uow.publications.count_pending([one.space_id for one in page])
    spaces = [SpaceToReview(one, counts.get(one.space.space_id, 0)) for one in details]
    return SpacesToReview(spaces, None if last is None else last.space_id)


def get_review_queue(
    deps: Dependencies, *, caller: Caller, space_id: int, before: int | None, limit: int
) -> ReviewQueue:
    """Return a page of the pending publications of a space; Forbidden for other than moderators."""
    with deps.reading() as uow:
        if not uow.spaces.get_membership(caller, space_id).may_approve:
            raise Forbidden("Only the moderators of the space may review.")
        found = uow.publications.list_pending(space_id, before=before, limit=limit + 1)
    rows, last = cut_page(found, limit)
    # Nobody likes or has viewed what is pending.
    items = items_of(deps, rows, Audience({}, set()))
    return ReviewQueue(items, None if last is None else last[0].publication_id)
