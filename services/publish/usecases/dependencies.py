# SPDX-License-Identifier: Apache-2.0
"""The hands of publishing: joined once in bootstrap, passed to every use case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from services.publish.domain.membership import Person, Standing
from services.publish.domain.production import Playback, Production, Upload
from services.publish.domain.publication import Entry, Publication
from services.publish.domain.space import SiteSettings, Space


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page of a feed ended."""

    published_at: dt.datetime
    publication_id: int


@dataclass(frozen=True, slots=True)
class FeedQuery:
    """Which publications of which feed; without a space, those of the whole site."""

    space_id: int | None
    shows_members_only: bool
    before: Position | None
    limit: int


class Spaces(Protocol):
    """The spaces and who holds which role in them."""

    def get(self, space_id: int) -> Space | None:
        """Return a space, None when there is none."""

    def the_global(self) -> Space:
        """Return the space that is the feed of the whole site."""

    def personal(self, user_id: int) -> Space | None:
        """Return somebody's personal space, None when they have none yet."""

    def make_personal(self, user_id: int, name: str) -> Space:
        """Make somebody's personal space, or return the one that another just made."""

    def held_by(self, user_id: int) -> list[Space]:
        """List the spaces somebody owns or holds a role in."""

    def visible_to(self, person: Person | None, *, after: int, limit: int) -> list[Space]:
        """List the spaces somebody may look at, by id."""

    def standings(self, person: Person | None, spaces: Sequence[Space]) -> list[Standing]:
        """Return who somebody is in each of these spaces."""

    def site_settings(self) -> SiteSettings:
        """Return what the administrators decided for every space."""


class Publications(Protocol):
    """The publications and their event logs."""

    def get(self, publication_id: int, *, lock: bool = False) -> Publication | None:
        """Return a publication, locked until the transaction ends when asked."""

    def find(self, production_id: int, space_id: int) -> Publication | None:
        """Return the publication of a production in a space, locked."""

    def add(self, publication: Publication) -> Publication | None:
        """Add a publication; None when its production was placed into its space meanwhile."""

    def save(self, publication: Publication) -> None:
        """Write a changed publication."""

    def of_production(self, production_id: int, *, lock: bool = False) -> list[Publication]:
        """List the publications of a production, newest first."""

    def of_upload(self, upload_id: int, *, lock: bool = False) -> list[Publication]:
        """List the publications of an upload's productions, newest first."""

    def feed(self, query: FeedQuery) -> list[tuple[Publication, Production]]:
        """Return a page of a feed, newest first, with the copies of the productions."""

    def record(self, publication_id: int, entry: Entry) -> None:
        """Add a line to a publication's event log."""

    def log(self, publication_id: int) -> list[Entry]:
        """Return a publication's event log, oldest first."""


class Requests(Protocol):
    """The publications asked for by other services, by the id they chose."""

    def answered(self, request_id: str) -> int | None:
        """Return the publication this request got, None when it is new."""

    def keep(self, request_id: str, publication_id: int) -> None:
        """Remember what a request got."""


class ProductionCopies(Protocol):
    """What hls last said of each production; the newest revision wins."""

    def get(self, production_id: int) -> Production | None:
        """Return the copy of a production."""

    def keep(self, production: Production) -> bool:
        """Take over what hls says; False when it is no news."""


class UnitOfWork(Protocol):
    """One transaction: it commits when the block ends well and never otherwise."""

    @property
    def spaces(self) -> Spaces:
        """The spaces."""

    @property
    def publications(self) -> Publications:
        """The publications."""

    @property
    def requests(self) -> Requests:
        """The requests of other services."""

    @property
    def productions(self) -> ProductionCopies:
        """The copies of productions."""

    def announce(self, publication: Publication, *, acting_user_id: int) -> None:
        """Announce the state a publication has got into, together with its row."""


class Productions(Protocol):
    """The productions, as hls answers."""

    def by_id(self, production_id: int) -> Production | None:
        """Return a production, None when there is none."""

    def newest_of(self, upload_id: int) -> Production | None:
        """Return the newest production of an upload, None when it has none."""

    def create(self, upload_id: int, *, acting_user_id: int, request_id: str) -> Production:
        """Create a production of an upload, once per request id."""

    def playback(self, production_ids: Sequence[int]) -> Mapping[int, Playback]:
        """Sign playback of those that play."""


class Uploads(Protocol):
    """The uploads, as library answers."""

    def by_id(self, upload_id: int) -> Upload | None:
        """Return an upload, None when there is none."""


class People(Protocol):
    """The users, as accounts answers."""

    def names(self, user_ids: Sequence[int]) -> Mapping[int, str]:
        """Return the display names of those that exist."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the use cases of publishing work with."""

    unit_of_work: Callable[[], AbstractContextManager[UnitOfWork]]
    reading: Callable[[], AbstractContextManager[UnitOfWork]]
    productions: Productions
    uploads: Uploads
    people: People
    now: Callable[[], dt.datetime]
