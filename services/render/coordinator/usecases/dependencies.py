# SPDX-License-Identifier: Apache-2.0
"""The hands of render's coordinator: joined once in bootstrap, passed to every use case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from services.render.contract.results import (
    CachedFile,
    DerivedFile,
    FrameResult,
    Handed,
    IngestResult,
)
from services.render.coordinator.domain.counters import Load, Tally
from services.render.coordinator.domain.job import Kind, Lease, NewPiece, Piece
from services.render.coordinator.domain.planning import Order
from services.render.coordinator.domain.progress import Share
from services.render.coordinator.domain.render import Failure, Render
from services.render.coordinator.domain.report import Report
from timeline.spec.render_plan import RenderBuild


class Renders(Protocol):
    """The renders."""

    def get(self, export_id: str) -> Render | None:
        """Return a render, locked until the transaction ends when this is one that writes."""

    def add(self, render: Render) -> None:
        """Add a render."""

    def save(self, render: Render) -> None:
        """Store a render's changes."""

    def oldest_active(self) -> dt.datetime | None:
        """Tell when the oldest active render was ordered."""

    def needing(self, piece_id: int) -> list[Render]:
        """Return the active renders that need a piece, locked."""

    def needing_unlocked(self, piece_id: int) -> list[Render]:
        """Lock and return the active renders that need a piece, but none that others hold."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where wanted work stands: the id of its piece by key ("" for the join)."""

    piece_ids: dict[str, int]
    claimable: list[int]


@dataclass(frozen=True, slots=True)
class Claimant:
    """A node that asks for work of some kinds (all when empty), and what it encodes with."""

    node_id: str
    slots: int
    encoder: str
    kinds: Collection[str] = ()


class Pieces(Protocol):
    """The work, and who holds it."""

    def want(self, pieces: Sequence[NewPiece], *, for_user: int | None) -> Wanted:
        """Add work, join work that is under way, and take up again what had ended.

        It is done in the turns of a user who waits for it, or, for nobody, in the background.
        """

    def link(self, export_id: str, pieces: Sequence[NewPiece], piece_ids: dict[str, int]) -> None:
        """Note which pieces a render waits for, instead of those it waited for before."""

    def claim(self, node: Claimant) -> Piece | None:
        """Lease the most urgent piece that a node can do, of the user whose turn it is."""

    def heartbeat(self, lease: Lease, *, fraction: float) -> bool:
        """Prolong a lease; False when it is gone."""

    def give_back(self, lease: Lease) -> bool:
        """Let somebody else do it; False when the lease is gone."""

    def finish(self, lease: Lease, handed: Handed) -> Piece | None:
        """Note a piece as done; None when the lease is gone."""

    def held(self, lease: Lease) -> Piece | None:
        """Return the piece that is held under a lease; None when the lease is gone."""

    def retry_later(self, lease: Lease, *, seconds: float) -> None:
        """Count a failure and let the piece wait."""

    def fail(self, piece_id: int, failure: Failure) -> None:
        """Note that a piece cannot be done."""

    def release(self, piece_id: int) -> list[int]:
        """Return the pieces that became claimable because this one is done."""

    def stranded(self, piece_id: int) -> list[Piece]:
        """Return what waits for this piece and is wanted whatever becomes of any render."""

    def cancel_unneeded(self, export_id: str) -> None:
        """Cancel what nobody needs but this render."""

    def waiting_for_others(self, encoders: Collection[str]) -> list[Piece]:
        """Return the waiting pieces that are for other encoders than these."""

    def take_back_lost(self) -> list[Piece]:
        """Take back every lease that ran out, as a crash of its holder."""

    def shares(self, export_id: str) -> list[Share]:
        """Return the parts of a render."""

    def load(self) -> list[Load]:
        """Count what may be begun and what is being made, by kind."""

    def report(self, export_id: str) -> Report:
        """Tell what became of the pieces a render waits for, and what they took."""


class Cache(Protocol):
    """The index of stored pieces by content key."""

    def find(self, keys: Collection[str]) -> dict[str, CachedFile]:
        """Return what is stored of these keys."""

    def put(self, file: CachedFile) -> None:
        """Note that a file is stored."""

    def touch(self, keys: Collection[str]) -> list[str]:
        """Note that these files are of use now, and return those that are there and will stay."""

    def forget(self, keys: Collection[str]) -> None:
        """Drop files that are not there any more."""

    def evict(self, *, most_bytes: int, unused_since: dt.datetime) -> list[str]:
        """Drop what was not used since then until the rest fits; return its storage keys."""


class Tallies(Protocol):
    """What was made, reused and failed, counted for good."""

    def add(self, tallies: Sequence[Tally]) -> None:
        """Add to the tallies; the last that a transaction does, so that nobody waits for long."""

    def all(self) -> list[Tally]:
        """Return all tallies."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node that asked for work."""

    node_id: str
    slots: int
    seen_at: dt.datetime
    encoder: str


class Nodes(Protocol):
    """The nodes that asked for work."""

    def note(self, node: Claimant) -> None:
        """Note that a node is there."""

    def encoders(self, since: dt.datetime) -> list[str]:
        """Name what the nodes seen since then encode with, what most slots have first."""

    def at_work(self, since: dt.datetime) -> tuple[int, int]:
        """Count the nodes that asked since then or hold a piece, and their slots."""

    def all(self) -> list[Node]:
        """List the nodes, those seen last first."""


class UnitOfWork(Protocol):
    """One transaction: it commits when the block ends well and never otherwise."""

    @property
    def renders(self) -> Renders:
        """The renders."""

    @property
    def pieces(self) -> Pieces:
        """The work."""

    @property
    def tallies(self) -> Tallies:
        """What was made, reused and failed."""

    @property
    def cache(self) -> Cache:
        """The index of stored pieces."""

    @property
    def nodes(self) -> Nodes:
        """The nodes."""

    def wake(self, piece_ids: Sequence[int]) -> None:
        """Wake nodes, one for each piece that became claimable."""

    def announce(self, render: Render) -> None:
        """Announce the state a render came to."""

    def announce_ingested(self, upload_id: int, found: IngestResult) -> None:
        """Announce what an upload is."""

    def announce_derived(self, upload_id: int, kind: str, file: DerivedFile) -> None:
        """Announce a derived file."""

    def announce_frame(self, upload_id: int, found: FrameResult) -> None:
        """Announce the image that a frame became."""

    def announce_underivable(self, upload_id: int, kind: str, failure: Failure) -> None:
        """Announce that a derived file cannot be made."""


class Orders(Protocol):
    """What drafts sealed."""

    def get(self, export_id: str) -> Order:
        """Return an order, or raise SealedTimelineNotFound."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the use cases of the coordinator work with."""

    unit_of_work: Callable[[], AbstractContextManager[UnitOfWork]]
    reading: Callable[[], AbstractContextManager[UnitOfWork]]
    orders: Orders
    is_stored: Callable[[str], bool]
    discard: Callable[[str], None]
    publish_progress: Callable[[Render], None]
    build: RenderBuild
    crash_limit: int
    kept_bytes: int
    lease_seconds: int
    now: Callable[[], dt.datetime]


DERIVATIVES = (Kind.INGEST, Kind.THUMB, Kind.FRAME)
"""Kinds of work whose outcome other services are told."""
