# SPDX-License-Identifier: Apache-2.0
"""The hands of the library: joined once in bootstrap, passed to every use case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from services.library.domain.events import Fact
from services.library.domain.upload import AudioRole, Bytes, Kind, State, Upload, VideoRole


@dataclass(frozen=True, slots=True)
class Selection:
    """Which uploads of one person to list, newest first."""

    user_id: int
    states: frozenset[State] = frozenset()
    kind: Kind | None = None
    image_role: str | None = None
    audio_role: AudioRole | None = None
    video_role: VideoRole | None = VideoRole.SOURCE
    """What a video must be to be listed; None lists sources and exports."""
    before_id: int | None = None
    limit: int = 50


class Card(NamedTuple):
    """An upload as it is shown; fractions are written n/d, as they are stored.

    Lists are long and often asked for, so a row becomes one of these and nothing between.
    """

    upload_id: int
    name: str
    original_filename: str
    description: str | None
    kind: str
    video_role: str | None
    image_role: str | None
    audio_role: str | None
    state: str
    rejection_code: str | None
    rejection_reason: str | None
    size_bytes: int | None
    content_type: str
    width: int
    height: int
    duration: str | None
    frame_rate: str | None
    has_audio: bool
    project_id: int | None
    project_name: str | None
    production_id: int | None
    production_status: str | None
    thumb_key: str | None
    created_at: dt.datetime
    uploaded_at: dt.datetime | None
    source_deleted_at: dt.datetime | None


class Uploads(Protocol):
    """The rows of the library."""

    def add(self, upload: Upload) -> Upload:
        """Add a row and return it with its id."""

    def add_export(self, upload: Upload) -> Upload | None:
        """Add an export's row; None when that export has one already."""

    def get(self, upload_id: int) -> Upload | None:
        """Return an upload."""

    def find(self, storage_key: str) -> Upload | None:
        """Return the upload whose bytes lie, or will lie, under a key."""

    def lock(self, upload_id: int) -> Upload | None:
        """Return an upload, locked until the transaction ends."""

    def save(self, upload: Upload) -> None:
        """Write an upload back."""

    def delete(self, upload_id: int) -> None:
        """Delete the row."""

    def by_ids(self, upload_ids: Sequence[int]) -> list[Upload]:
        """Return the uploads of these ids that exist."""

    def cards(self, upload_ids: Sequence[int]) -> list[Card]:
        """Show the uploads of these ids that exist."""

    def select(self, selection: Selection) -> list[Card]:
        """Show a page of uploads, newest first."""


class Projects(Protocol):
    """What the library remembers of projects; a deleted one is never heard of again."""

    def rename(self, project_id: int, *, name: str, revision: int) -> None:
        """Remember a name unless a newer one is known."""

    def forget(self, project_id: int) -> None:
        """Remember that the project is gone."""


@dataclass(frozen=True, slots=True)
class Production:
    """One HLS packaging of an upload, as last heard of."""

    production_id: int
    upload_id: int
    status: str
    revision: int


class Productions(Protocol):
    """What the library remembers of productions; a deleted one is never heard of again."""

    def remember(self, production: Production) -> None:
        """Remember a production's status unless a newer one is known."""

    def forget(self, production: Production) -> None:
        """Remember that the production is gone."""

    def newest_of(self, upload_id: int) -> Production | None:
        """Return the newest production of an upload that is not gone."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A document that uses uploads: a project or a draft."""

    kind: str
    subject_id: int


class References(Protocol):
    """Which documents use which uploads; a deleted one is never heard of again."""

    def replace(self, subject: Subject, *, upload_ids: Sequence[int], revision: int) -> None:
        """Remember what a document uses unless something newer is known."""

    def forget(self, subject: Subject) -> None:
        """Remember that the document is gone."""

    def users_of(self, upload_id: int) -> list[Subject]:
        """List the documents that use an upload."""


class UnitOfWork(Protocol):
    """One transaction: it commits when the block ends well and never otherwise."""

    @property
    def uploads(self) -> Uploads:
        """The rows."""

    @property
    def projects(self) -> Projects:
        """The projects heard of."""

    @property
    def productions(self) -> Productions:
        """The productions heard of."""

    @property
    def references(self) -> References:
        """The use made of uploads."""

    def announce(self, fact: Fact, *, acting_user_id: int = 0) -> None:
        """Announce a fact together with the rows that made it true."""


@dataclass(frozen=True, slots=True)
class Form:
    """A signed form by which a browser sends the bytes itself."""

    url: str
    fields: dict[str, str]


class Files(Protocol):
    """The bytes of the library."""

    @property
    def bucket(self) -> str:
        """The name of the place."""

    def form(self, key: str, *, max_bytes: int, content_type: str) -> Form:
        """Sign a form that takes one file of exactly this type, for a few minutes."""

    def find(self, key: str) -> Bytes | None:
        """Describe what lies under a key."""

    def delete(self, *, keys: Sequence[str], folders: Sequence[str]) -> None:
        """Delete objects and folders, or raise FilesNotDeleted."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the use cases of the library work with."""

    unit_of_work: Callable[[], AbstractContextManager[UnitOfWork]]
    reading: Callable[[], AbstractContextManager[UnitOfWork]]
    files: Files
    max_bytes: int
    now: Callable[[], dt.datetime]
    new_uuid: Callable[[], str]
