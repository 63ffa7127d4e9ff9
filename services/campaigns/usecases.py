# SPDX-License-Identifier: Apache-2.0
"""Read campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.database import Database
from chassis.paging import cut_page
from services.campaigns.domain import Campaign, CampaignPosition, CampaignQuery
from services.campaigns.store.campaigns import CampaignRepository


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """The campaigns of one page; `next` is None on the last page."""

    items: Sequence[Campaign]
    next: CampaignPosition | None


def list_campaigns(database: Database, *, query: CampaignQuery) -> CampaignPage:
    """Return a page of the campaigns of a user, newest first."""
    with database.reading() as session:
        one_more = replace(query, limit=query.limit + 1)
        found = CampaignRepository(session).list_campaigns(one_more)
    items, last = cut_page(found, query.limit)
    if last is None:
        return CampaignPage(items, None)
    return CampaignPage(items, CampaignPosition(last.created_at, last.campaign_id))
