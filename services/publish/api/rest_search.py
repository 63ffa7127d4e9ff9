# SPDX-License-Identifier: Apache-2.0
"""The REST route of the search."""

from __future__ import annotations

from pydantic import Field

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Page, PageQuery
from services.publish.api import schemas
from services.publish.domain.search import MAX_QUESTION_LENGTH, SearchQuery, asked_words
from services.publish.usecases import searching
from services.publish.usecases.dependencies import Dependencies

_FOUND = CursorCodec("publish.search", int)


class SearchPageQuery(PageQuery):
    """What is looked for, and one page of what is found."""

    limit: int = Field(20, ge=1, le=100, description="How many items a page holds at most.")
    q: str = Field(
        min_length=1,
        max_length=MAX_QUESTION_LENGTH,
        description="Words that titles, stories or captions must have; the last may be begun.",
        examples=["harbour dawn"],
    )


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the route of the search."""
    api = ApiBlueprint("search", __name__)

    @api.get("/api/search")
    def search_publications(
        query: SearchPageQuery, caller: Caller | None
    ) -> Page[schemas.FeedItemResource]:
        """Find publications by the words of titles, stories and captions.

        The newest comes first; only what the caller may watch is found, and each production once:
        in a space of the caller if there is any, else where it was published last. Case and
        accents make no difference, and at most ten words are looked at.
        """
        page = searching.search(
            deps,
            caller=caller,
            query=SearchQuery(asked_words(query.q), _FOUND.read(query.cursor), query.limit),
        )
        return Page[schemas.FeedItemResource](
            items=[schemas.feed_item_resource(one) for one in page.items],
            next_cursor=_FOUND.write(page.next_before),
        )

    return api
