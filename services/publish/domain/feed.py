# SPDX-License-Identifier: Apache-2.0
"""A request for one page of a feed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedPosition:
    """The last publication of a page; the next page begins after it."""

    published_at: dt.datetime
    publication_id: int


@dataclass(frozen=True, slots=True)
class FeedQuery:
    """One page of the feed of a space; without a space id, of the feed of the whole site."""

    space_id: int | None
    includes_members_only: bool
    after: FeedPosition | None
    limit: int
    pin: str = ""
    """The ULID of a production whose publication is on no page, because it stands before all."""
