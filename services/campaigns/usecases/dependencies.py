# SPDX-License-Identifier: Apache-2.0
"""The hands of campaigns: joined once in bootstrap, passed to every use case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from services.campaigns.domain.campaign import Campaign, Kind, Status


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page of campaigns ended."""

    created_at: dt.datetime
    campaign_id: str


@dataclass(frozen=True, slots=True)
class Query:
    """Whose campaigns of which kind, and which page of them."""

    kind: Kind
    user_id: int
    status: Status | None
    before: Position | None
    limit: int


class Campaigns(Protocol):
    """The campaigns."""

    def page(self, query: Query) -> list[Campaign]:
        """List campaigns, newest first."""

    def by_ids(self, campaign_ids: Sequence[str]) -> list[Campaign]:
        """Return the campaigns of these ids that exist, whatever they make."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the use cases of campaigns work with."""

    reading: Callable[[], AbstractContextManager[Campaigns]]
    page_size: int
