# SPDX-License-Identifier: Apache-2.0
"""The events of drafts that other services receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.drafts.domain.export import PROJECT_EXPORT, Export
from services.drafts.domain.production_draft import DraftWithConfig
from services.drafts.domain.project import Project, ProjectWithTimeline


@dataclass(frozen=True, slots=True)
class ExportRequested:
    """A timeline was sealed and must be rendered."""

    export: Export
    purpose: str = PROJECT_EXPORT


@dataclass(frozen=True, slots=True)
class ExportCancelled:
    """An export must not be rendered any further."""

    export: Export


@dataclass(frozen=True, slots=True)
class ProjectRenamed:
    """The name or description of a project changed."""

    project: Project


@dataclass(frozen=True, slots=True)
class ProjectDeleted:
    """A project was deleted."""

    project: Project


@dataclass(frozen=True, slots=True)
class ReferencesChanged:
    """A project or a draft uses other uploads than before; its newest revision counts."""

    document_kind: Literal["project", "draft"]
    document_id: int
    upload_ids: tuple[int, ...]
    revision: int

    @classmethod
    def of_project(cls, saved: ProjectWithTimeline) -> ReferencesChanged:
        """Return the event of a project with other uploads in its timeline."""
        project = saved.project
        return cls("project", project.project_id, saved.upload_ids, project.revision)

    @classmethod
    def of_draft(cls, saved: DraftWithConfig) -> ReferencesChanged:
        """Return the event of a draft; an archived one uses nothing."""
        draft = saved.draft
        used = saved.all_upload_ids if draft.is_active else ()
        return cls("draft", draft.draft_id, used, draft.revision)


DraftsEvent = (
    ExportRequested | ExportCancelled | ProjectRenamed | ProjectDeleted | ReferencesChanged
)
