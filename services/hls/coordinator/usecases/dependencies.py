# SPDX-License-Identifier: Apache-2.0
"""The hands of hls: joined once in bootstrap, passed to every use case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from services.hls.contract.packaging import Rendition
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.upload import Upload


class Productions(Protocol):
    """The packagings of uploads."""

    def add(self, production: Production) -> Production:
        """Store a new one and return it numbered.

        AlreadyLive when its export has a live one, or its request id is taken.
        """

    def get(self, production_id: int, *, lock: bool = False) -> Production | None:
        """Return one, on request locked until the transaction ends."""

    def by_ids(self, production_ids: Sequence[int]) -> list[Production]:
        """Return those of these numbers that exist."""

    def by_ulid(self, ulid: str) -> Production | None:
        """Return the one of this ULID."""

    def by_request(self, request_id: str) -> Production | None:
        """Return the one that a request made."""

    def live_of_export(self, upload_id: int) -> Production | None:
        """Return the one production of an export that has not failed."""

    def newest_of(self, upload_ids: Sequence[int]) -> dict[int, Production]:
        """Return the newest production of each upload that has one."""

    def page(
        self, *, owner_user_id: int | None, upload_id: int | None, before: int | None, limit: int
    ) -> list[Production]:
        """List productions, newest first, from below a number."""

    def save(self, production: Production) -> None:
        """Replace what is stored of one."""

    def delete(self, production_id: int) -> None:
        """Forget one and its renditions."""

    def renditions(self, production_ids: Sequence[int]) -> dict[int, list[Rendition]]:
        """Return the renditions of productions, best first."""

    def set_renditions(self, production_id: int, renditions: Sequence[Rendition]) -> None:
        """Replace the renditions of a production."""


@dataclass(frozen=True, slots=True)
class Job:
    """The leased work of packaging one production."""

    task_id: int
    production_id: int
    state: str
    token: int
    attempts: int
    crashes: int
    fraction: float

    @property
    def is_running(self) -> bool:
        """Whether a packager holds it."""
        return self.state == "running"

    @property
    def is_done(self) -> bool:
        """Whether its stream was handed in."""
        return self.state == "done"


class Jobs(Protocol):
    """The leased work; a verb that names a token is False when the lease is gone.

    Whoever writes both takes the job before its production, so that two never wait for each other.
    """

    def add(self, production_id: int) -> int:
        """Add the work of a new production and return its number."""

    def of(self, production_ids: Sequence[int]) -> dict[int, Job]:
        """Return the work of productions."""

    def get(self, task_id: int) -> Job | None:
        """Return one piece of work."""

    def claim(self, worker: str) -> Job | None:
        """Lease the oldest waiting piece to a worker."""

    def heartbeat(self, task_id: int, token: int, *, fraction: float) -> bool:
        """Prolong a lease."""

    def finish(self, task_id: int, token: int) -> bool:
        """Mark a piece done."""

    def give_back(self, task_id: int, token: int) -> bool:
        """Let somebody else do it, without blame."""

    def retry_later(self, task_id: int, token: int, *, seconds: float) -> bool:
        """Count a failure and let it wait."""

    def fail(self, task_id: int, token: int) -> bool:
        """Mark a piece failed for good."""

    def take_back_lost(self) -> list[Job]:
        """Take back every lease that has run out, as a crash."""

    def abandon(self, task_id: int) -> None:
        """Mark a piece that nobody holds failed for good."""

    def remove(self, production_id: int) -> Job | None:
        """Delete the work of a production and return it as it was."""


@dataclass(frozen=True, slots=True)
class PublicationCounts:
    """How a production stands with publish: what keeps it, and what is in feeds."""

    live: int = 0
    published: int = 0


class Publications(Protocol):
    """What publish last said of each publication."""

    def record(
        self, publication_id: int, production_id: int, *, status: str, revision: int
    ) -> None:
        """Note a publication's status unless a newer one is known."""

    def counts(self, production_ids: Sequence[int]) -> dict[int, PublicationCounts]:
        """Count the publications of productions."""


class Removals(Protocol):
    """Folders of output that nothing refers to any more."""

    def add(self, prefix: str, *, not_before: dt.datetime) -> None:
        """Have a folder removed."""

    def due(self, now: dt.datetime) -> list[str]:
        """List the folders to remove now."""

    def done(self, prefix: str) -> None:
        """Forget a folder that is gone."""


class UnitOfWork(Protocol):
    """One transaction: it commits when the block ends well and never otherwise."""

    @property
    def productions(self) -> Productions:
        """The packagings of uploads."""

    @property
    def jobs(self) -> Jobs:
        """The leased work."""

    @property
    def publications(self) -> Publications:
        """What publish last said."""

    @property
    def removals(self) -> Removals:
        """The output to be removed."""

    def announce(self, what: str, production: Production) -> None:
        """Announce created, queued, ready, failed, story_changed or deleted."""

    def wake_packagers(self, task_id: int) -> None:
        """Tell packagers that there is something to do."""


class Library(Protocol):
    """The neighbour who knows uploads."""

    def uploads(self, upload_ids: Sequence[int]) -> Mapping[int, Upload]:
        """Return the uploads of these numbers that exist, whoever owns them."""


class Links(Protocol):
    """Playback addresses that carry their own permission."""

    def folder(self, ulid: str) -> str:
        """Sign the folder of a stream, with its final slash, relative to the public URL."""

    def seconds_left(self, token: str, ulid: str) -> int:
        """Check a link's token and tell how long it still lives; BadSignature, PlaybackExpired."""


class Files(Protocol):
    """The storage in which streams lie."""

    def delete_prefix(self, prefix: str) -> int:
        """Delete everything in a folder, and count it."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the use cases of hls work with."""

    unit_of_work: Callable[[], AbstractContextManager[UnitOfWork]]
    reading: Callable[[], AbstractContextManager[UnitOfWork]]
    library: Library
    links: Links
    files: Files
    lease_seconds: int
    now: Callable[[], dt.datetime]
    new_ulid: Callable[[], str]
