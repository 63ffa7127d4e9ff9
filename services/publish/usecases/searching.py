# SPDX-License-Identifier: Apache-2.0
"""Find publications by the words of their titles, stories and captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.search import SearchQuery
from services.publish.usecases import feeds
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.feeds import FeedItem


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Some publications, newest first; the next page begins below the id `next_before`."""

    items: Sequence[FeedItem]
    next_before: int | None


def search(deps: Dependencies, *, caller: Caller | None, query: SearchQuery) -> FoundPage:
    """Return a page of the publications that the caller may watch and that have all words.

    A question without words finds nothing.
    """
    if not query.words:
        return FoundPage([], None)
    with deps.reading() as uow:
        rows = uow.search.find_publications(caller, replace(query, limit=query.limit + 1))
        shown, last = cut_page(rows, query.limit)
        audience = feeds.audience_of(uow, caller, shown)
    if not shown:
        return FoundPage([], None)
    items = feeds.items_of(deps, shown, audience)
    return FoundPage(items, None if last is None else last[0].publication_id)
