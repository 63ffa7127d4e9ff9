# SPDX-License-Identifier: Apache-2.0
"""A Create Video project: a name, a description, and a timeline under a revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from services.drafts.domain.errors import (
    InvalidDescription,
    InvalidName,
    ProjectArchived,
    ProjectForbidden,
)
from timeline.document.uploads import UploadDetails

MOST_NAME, MOST_DESCRIPTION = 255, 2000

Texts = Mapping[str, str | None]
"""New values of `name` and `description`; what is left out stays."""


class Status(StrEnum):
    """Whether a project is worked on."""

    ACTIVE = "active"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who asks."""

    user_id: int
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """A project without its timeline."""

    project_id: int
    owner_user_id: int
    name: str | None
    description: str | None
    status: Status
    revision: int
    last_export_upload_id: int | None
    last_export_job_id: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    archived_at: dt.datetime | None

    def must_admit(self, actor: Actor) -> None:
        """Refuse everybody but the owner and administrators."""
        if not actor.is_admin and actor.user_id != self.owner_user_id:
            raise ProjectForbidden("This project belongs to somebody else.")

    def must_be_active(self) -> None:
        """Refuse to go on with an archived project."""
        if self.status is not Status.ACTIVE:
            raise ProjectArchived("This project is archived.")

    def describe(self, texts: Texts, at: dt.datetime) -> Project:
        """Take new texts; a new revision only when they differ."""
        name = texts.get("name", self.name)
        description = texts.get("description", self.description)
        described = replace(self, name=name, description=description)
        if described == self:
            return self
        return replace(described, revision=self.revision + 1, updated_at=at)

    def archive(self, at: dt.datetime) -> Project:
        """Put the project away."""
        if self.status is Status.ARCHIVED:
            return self
        revision = self.revision + 1
        return replace(
            self, status=Status.ARCHIVED, revision=revision, updated_at=at, archived_at=at
        )

    def exported(self, upload_id: int) -> Project:
        """Remember the newest master; uploads are numbered in the order they arrive."""
        return replace(self, last_export_upload_id=max(upload_id, self.last_export_upload_id or 0))


@dataclass(frozen=True, slots=True)
class OpenProject:
    """A project with its timeline, and what is freshly known of the uploads in it.

    `checked` is None when the library has to be asked before the timeline is saved again.
    """

    project: Project
    document: str
    upload_ids: tuple[int, ...]
    checked: tuple[UploadDetails, ...] | None


def clean_texts(given: Mapping[str, object]) -> Texts:
    """Check the texts of a request and turn empty ones into none."""
    cleaned: dict[str, str | None] = {}
    if "name" in given:
        if not _is_text(given["name"], most=MOST_NAME):
            raise InvalidName(f"A name is a text of at most {MOST_NAME} characters.")
        cleaned["name"] = str(given["name"] or "").strip() or None
    if "description" in given:
        if not _is_text(given["description"], most=MOST_DESCRIPTION):
            detail = f"A description is a text of at most {MOST_DESCRIPTION} characters."
            raise InvalidDescription(detail)
        cleaned["description"] = str(given["description"] or "").strip() or None
    return cleaned


def _is_text(value: object, *, most: int) -> bool:
    """Whether every database can hold this: PostgreSQL takes neither NUL nor half a character."""
    if value is None:
        return True
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in value)
