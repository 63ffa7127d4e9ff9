# SPDX-License-Identifier: Apache-2.0
"""A project: a name, a description, and a timeline with a revision number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from chassis.caller import Caller
from services.drafts.domain.errors import (
    InvalidProjectDescription,
    InvalidProjectName,
    ProjectAccessDenied,
    ProjectArchived,
    StaleProjectRevision,
)
from services.drafts.domain.revision import Revision, RevisionWithDocument
from timeline.document.uploads import UploadDetails

MAX_NAME, MAX_DESCRIPTION = 255, 2000
_COPY = " copy"

ProjectTexts = Mapping[str, str | None]
"""New values of `name` and `description`; a key that is missing changes nothing."""


class ProjectStatus(StrEnum):
    """Whether a project can be changed."""

    ACTIVE = "active"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class ProjectPosition:
    """The position of a project in a list: active projects first, then the latest changed."""

    status: ProjectStatus
    updated_at: dt.datetime
    project_id: int


@dataclass(frozen=True, slots=True)
class Project:
    """A project without its timeline."""

    project_id: int
    owner_user_id: int
    name: str | None
    description: str | None
    status: ProjectStatus
    revision: int
    last_export_upload_id: int | None
    last_export_job_id: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    archived_at: dt.datetime | None

    @property
    def position(self) -> ProjectPosition:
        """Its position in a list."""
        return ProjectPosition(self.status, self.updated_at, self.project_id)

    def require_access(self, caller: Caller) -> None:
        """Raise ProjectAccessDenied unless the caller is the owner or an administrator."""
        if not caller.is_admin and caller.user_id != self.owner_user_id:
            raise ProjectAccessDenied("This project belongs to another user.")

    def require_active(self) -> None:
        """Raise ProjectArchived when the project is archived."""
        if self.status is not ProjectStatus.ACTIVE:
            raise ProjectArchived("This project is archived.")

    def describe(self, texts: ProjectTexts, at: dt.datetime) -> Project:
        """Return the project with new texts; the revision grows only when they differ."""
        name = texts.get("name", self.name)
        description = texts.get("description", self.description)
        described = replace(self, name=name, description=description)
        if described == self:
            return self
        return replace(described, revision=self.revision + 1, updated_at=at)

    def texts_of_copy(self) -> ProjectTexts:
        """Return the texts of a copy: ` copy` follows the name, which may be shortened for it."""
        name = None if self.name is None else f"{self.name[: MAX_NAME - len(_COPY)]}{_COPY}"
        return {"name": name, "description": self.description}

    def archive(self, at: dt.datetime) -> Project:
        """Return the archived project."""
        if self.status is ProjectStatus.ARCHIVED:
            return self
        return replace(
            self,
            status=ProjectStatus.ARCHIVED,
            revision=self.revision + 1,
            updated_at=at,
            archived_at=at,
        )

    def unarchive(self, at: dt.datetime) -> Project:
        """Return the active project."""
        if self.status is ProjectStatus.ACTIVE:
            return self
        return replace(
            self,
            status=ProjectStatus.ACTIVE,
            revision=self.revision + 1,
            updated_at=at,
            archived_at=None,
        )

    def add_master(self, upload_id: int) -> Project:
        """Return the project with its newest export, which is the upload with the highest id."""
        return replace(self, last_export_upload_id=max(upload_id, self.last_export_upload_id or 0))


@dataclass(frozen=True, slots=True)
class ProjectWithTimeline:
    """A project with its timeline document and the ids of the uploads that it uses.

    `checked_uploads` is what the library said of these uploads; None when it must be asked again
    before the next save. `earlier_upload_ids` are those that a timeline of the project has used.
    """

    project: Project
    document: str
    upload_ids: tuple[int, ...]
    checked_uploads: tuple[UploadDetails, ...] | None
    earlier_upload_ids: tuple[int, ...]

    @property
    def known_upload_ids(self) -> frozenset[int]:
        """The uploads that its timeline uses or has used."""
        return frozenset((*self.earlier_upload_ids, *self.upload_ids))

    def require_revision(self, expected: frozenset[int] | None) -> None:
        """Raise StaleProjectRevision unless the revision is one of these; None means any."""
        if expected is not None and self.project.revision not in expected:
            raise StaleProjectRevision(self)

    def revision_by(self, author_user_id: int) -> RevisionWithDocument:
        """Return what it is now as the revision that this user made."""
        revision = Revision(
            document_id=self.project.project_id,
            revision=self.project.revision,
            author_user_id=author_user_id,
            saved_at=self.project.updated_at,
            name=self.project.name,
            description=self.project.description,
        )
        return RevisionWithDocument(revision, self.document)


def validate_texts(texts: Mapping[str, object]) -> ProjectTexts:
    """Return stripped texts, None for empty ones.

    Raises InvalidProjectName or InvalidProjectDescription.
    """
    validated: dict[str, str | None] = {}
    if "name" in texts:
        if not _is_text(texts["name"], max_length=MAX_NAME):
            raise InvalidProjectName(f"A name is a text of at most {MAX_NAME} characters.")
        validated["name"] = _stripped(texts["name"])
    if "description" in texts:
        if not _is_text(texts["description"], max_length=MAX_DESCRIPTION):
            detail = f"A description is a text of at most {MAX_DESCRIPTION} characters."
            raise InvalidProjectDescription(detail)
        validated["description"] = _stripped(texts["description"])
    return validated


def _stripped(text: object) -> str | None:
    return str(text or "").strip() or None


def _is_text(value: object, *, max_length: int) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= max_length)
