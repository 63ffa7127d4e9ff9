# SPDX-License-Identifier: Apache-2.0
"""The hands of drafts: joined once in bootstrap, passed to every use case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from services.drafts.domain.document import Document
from services.drafts.domain.export import Export, SealedTimeline
from services.drafts.domain.project import OpenProject, Project, Status, Texts
from timeline.document.uploads import UploadDetails


@dataclass(frozen=True, slots=True)
class LibraryUpload:
    """An upload as the library describes it: the facts, and the library's own JSON to seal."""

    facts: UploadDetails
    record: str


class Library(Protocol):
    """The neighbour who knows the uploads."""

    def uploads(self, upload_ids: Sequence[int]) -> list[LibraryUpload]:
        """Return the uploads of these ids that exist, whoever owns them."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in somebody's list of projects: the last one that was seen."""

    status: Status
    updated_at: dt.datetime
    project_id: int


class Projects(Protocol):
    """The projects."""

    def add(self, owner_user_id: int, texts: Texts, document: Document, at: dt.datetime) -> int:
        """Add an active project and return its id."""

    def get(self, project_id: int) -> OpenProject | None:
        """Return a project, None when there is none."""

    def lock(self, project_id: int) -> OpenProject | None:
        """Return a project, locked until the transaction ends."""

    def page(self, owner_user_id: int, *, limit: int, after: Position | None) -> list[Project]:
        """List somebody's projects: the active first, then the latest changed."""

    def put(self, project: Project) -> None:
        """Write everything of a project but its timeline."""

    def delete(self, project_id: int) -> None:
        """Remove a project."""

    def save_known(
        self,
        project_id: int,
        document: Document,
        *,
        owner_user_id: int,
        revisions: frozenset[int] | None,
        at: dt.datetime,
    ) -> OpenProject | None:
        """Replace the timeline by one with the same uploads while they are freshly known."""

    def save(
        self,
        locked: OpenProject,
        document: Document,
        *,
        checked: Sequence[UploadDetails] | None,
        at: dt.datetime,
    ) -> OpenProject:
        """Replace the timeline of a locked project."""

    def forget_checks(self, upload_id: int, *, owner_user_id: int) -> None:
        """Let the library be asked again by whoever uses this upload; owner 0: by everybody."""


class Exports(Protocol):
    """The sealed timelines and how they are doing."""

    def add(self, export: Export, sealed: SealedTimeline, *, digest: str) -> None:
        """Add a sealed timeline."""

    def get(self, export_id: str) -> Export | None:
        """Return how an export is doing."""

    def lock(self, export_id: str) -> Export | None:
        """Return how an export is doing, locked until the transaction ends."""

    def put(self, export: Export) -> None:
        """Write how an export is doing."""

    def sealed(self, export_id: str) -> SealedTimeline | None:
        """Return what was sealed."""

    def running(self, project_id: int, *, digest: str | None = None) -> list[Export]:
        """Return a project's running exports, of one document or of any, locked."""


class UnitOfWork(Protocol):
    """One transaction: it commits when the block ends well and never otherwise."""

    @property
    def projects(self) -> Projects:
        """The projects."""

    @property
    def exports(self) -> Exports:
        """The sealed timelines."""

    def announce_requested(self, export: Export, *, by: int) -> None:
        """Announce that an export wants rendering."""

    def announce_cancelled(self, export: Export, *, by: int) -> None:
        """Announce that nobody wants an export any more."""

    def announce_renamed(self, project: Project, *, by: int) -> None:
        """Announce a project's texts."""

    def announce_deleted(self, project: Project, *, by: int) -> None:
        """Announce that a project is gone."""

    def announce_references(self, saved: OpenProject, *, by: int) -> None:
        """Announce which uploads a project uses now."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the use cases of drafts work with."""

    unit_of_work: Callable[[], AbstractContextManager[UnitOfWork]]
    reading: Callable[[], AbstractContextManager[UnitOfWork]]
    library: Library
    now: Callable[[], dt.datetime]
    new_id: Callable[[], str]
