# SPDX-License-Identifier: Apache-2.0
"""The events of drafts that other services receive."""

from __future__ import annotations

from dataclasses import dataclass

from services.drafts.domain.export import Export
from services.drafts.domain.project import Project, ProjectWithTimeline


@dataclass(frozen=True, slots=True)
class ExportRequested:
    """A timeline was sealed and must be rendered."""

    export: Export


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
    """The timeline of a project uses other uploads than before."""

    saved: ProjectWithTimeline


DraftsEvent = (
    ExportRequested | ExportCancelled | ProjectRenamed | ProjectDeleted | ReferencesChanged
)
