# SPDX-License-Identifier: Apache-2.0
"""Looking at campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.campaigns.domain.campaign import Campaign
from services.campaigns.usecases.dependencies import Dependencies, Position, Query

_MOST = 200


@dataclass(frozen=True, slots=True)
class Page:
    """Some campaigns, and where the next page begins."""

    items: Sequence[Campaign]
    next: Position | None


def list_campaigns(deps: Dependencies, *, query: Query) -> Page:
    """Return a page of somebody's campaigns; a limit of 0 is the usual page."""
    limit = query.limit or deps.page_size
    with deps.reading() as campaigns:
        found = campaigns.page(replace(query, limit=limit + 1))
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    return Page(found[:limit], Position(last.created_at, last.campaign_id))


def get_campaigns(
    deps: Dependencies, *, campaign_ids: Sequence[str], acting_user_id: int
) -> list[Campaign]:
    """Return the campaigns of these ids; for a person, only that person's own."""
    with deps.reading() as campaigns:
        found = campaigns.by_ids(campaign_ids[:_MOST])
    return [one for one in found if acting_user_id in {0, one.user_id}]
