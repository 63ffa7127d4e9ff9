# SPDX-License-Identifier: Apache-2.0
"""A production draft: what one user has chosen so far for a production of one source upload."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from chassis.caller import Caller
from services.drafts.domain.errors import DraftAccessDenied, DraftArchived, StaleDraftRevision
from services.drafts.domain.revision import Revision, RevisionWithDocument
from timeline.document.uploads import UploadDetails

UNTOUCHED_REVISION = 1
"""The revision of a draft that was created and never saved."""


class DraftStatus(StrEnum):
    """Whether a draft can be changed; a user has one active draft of an upload."""

    ACTIVE = "active"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class DraftFailure:
    """Why the last attempt to produce a draft failed: a stable code, a sentence and the time."""

    code: str
    detail: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class DraftPosition:
    """The position of a draft in the list of active ones: the latest changed first."""

    updated_at: dt.datetime
    draft_id: int


@dataclass(frozen=True, slots=True)
class ProductionDraft:
    """A draft without its config."""

    draft_id: int
    owner_user_id: int
    upload_id: int
    status: DraftStatus
    revision: int
    rendered_production_id: int | None
    last_failure: DraftFailure | None
    created_at: dt.datetime
    updated_at: dt.datetime
    archived_at: dt.datetime | None

    @property
    def position(self) -> DraftPosition:
        """Its position in the list of active drafts."""
        return DraftPosition(self.updated_at, self.draft_id)

    @property
    def is_active(self) -> bool:
        """Whether it can be changed."""
        return self.status is DraftStatus.ACTIVE

    def require_reader(self, caller: Caller) -> None:
        """Raise DraftAccessDenied unless the caller is the owner or an administrator."""
        if not caller.is_admin:
            self.require_owner(caller)

    def require_owner(self, caller: Caller) -> None:
        """Raise DraftAccessDenied unless the caller is the owner; administrators only read."""
        if caller.user_id != self.owner_user_id:
            raise DraftAccessDenied("This draft belongs to another user.")

    def require_active(self) -> None:
        """Raise DraftArchived when the draft is archived."""
        if not self.is_active:
            raise DraftArchived("This draft is archived.")

    def require_not_produced(self) -> None:
        """Raise DraftArchived when a production was made of the draft, which is made only once."""
        if self.rendered_production_id is not None:
            raise DraftArchived("A production was made of this draft, so it stays archived.")

    def archive(self, at: dt.datetime, *, production_id: int | None = None) -> ProductionDraft:
        """Return the archived draft, with the production that was made of it if there is one."""
        if not self.is_active:
            return self
        return replace(
            self,
            status=DraftStatus.ARCHIVED,
            revision=self.revision + 1,
            rendered_production_id=production_id,
            updated_at=at,
            archived_at=at,
        )

    def unarchive(self, at: dt.datetime) -> ProductionDraft:
        """Return the active draft."""
        if self.is_active:
            return self
        return replace(
            self,
            status=DraftStatus.ACTIVE,
            revision=self.revision + 1,
            updated_at=at,
            archived_at=None,
        )


@dataclass(frozen=True, slots=True)
class DraftWithConfig:
    """A draft with the JSON of its config and the ids of the uploads and presets that it names.

    `checked_uploads` is what the library said of these and of the draft's own upload; None when it
    must be asked again before the next save.
    """

    draft: ProductionDraft
    config: str
    upload_ids: tuple[int, ...]
    preset_ids: tuple[int, ...]
    checked_uploads: tuple[UploadDetails, ...] | None

    @property
    def all_upload_ids(self) -> tuple[int, ...]:
        """The uploads that the config names and the draft's own, in ascending order."""
        return tuple(sorted({self.draft.upload_id, *self.upload_ids}))

    def require_revision(self, expected: frozenset[int] | None) -> None:
        """Raise StaleDraftRevision unless the revision is one of these; None means any."""
        if expected is not None and self.draft.revision not in expected:
            raise StaleDraftRevision(self)

    def revision_by(self, author_user_id: int) -> RevisionWithDocument:
        """Return what it is now as the revision that this user made."""
        revision = Revision(
            document_id=self.draft.draft_id,
            revision=self.draft.revision,
            author_user_id=author_user_id,
            saved_at=self.draft.updated_at,
        )
        return RevisionWithDocument(revision, self.config)
