# SPDX-License-Identifier: Apache-2.0
"""Create, list, read, describe, archive and delete projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chassis.caller import Caller
from services.drafts.domain.errors import ProjectNotFound
from services.drafts.domain.events import ExportCancelled, ProjectDeleted, ProjectRenamed
from services.drafts.domain.project import (
    Project,
    ProjectPosition,
    ProjectWithTimeline,
    validate_texts,
)
from services.drafts.domain.timeline_document import empty_document
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases.dependencies import Dependencies


def create_project(
    deps: Dependencies, *, caller: Caller, texts: Mapping[str, object]
) -> ProjectWithTimeline:
    """Create a project with an empty timeline."""
    validated = validate_texts(texts)
    with deps.unit_of_work() as uow:
        project_id = uow.projects.add_project(
            caller.user_id, validated, empty_document(), deps.now()
        )
        return find_project(uow, caller=caller, project_id=project_id)


def list_projects(
    deps: Dependencies, *, caller: Caller, limit: int, after: ProjectPosition | None
) -> tuple[list[Project], ProjectPosition | None]:
    """Return a page of the caller's projects: active ones first, then the latest changed.

    The second value is the position of the last project, None on the last page.
    """
    with deps.reading() as uow:
        found = uow.projects.list_projects(caller.user_id, limit=limit + 1, after=after)
    page = found[:limit]
    return page, page[-1].position if len(found) > len(page) else None


def get_project(deps: Dependencies, *, caller: Caller, project_id: int) -> ProjectWithTimeline:
    """Return a project with its timeline."""
    with deps.reading() as uow:
        return find_project(uow, caller=caller, project_id=project_id)


def describe_project(
    deps: Dependencies,
    *,
    caller: Caller,
    project_id: int,
    texts: Mapping[str, object],
    expected_revisions: frozenset[int] | None = None,
) -> ProjectWithTimeline:
    """Change the name or description; None as expected revisions means any revision."""
    validated = validate_texts(texts)
    with deps.unit_of_work() as uow:
        found = lock_project(uow, caller=caller, project_id=project_id)
        found.require_revision(expected_revisions)
        described = found.project.describe(validated, deps.now())
        if described is not found.project:
            uow.projects.save_project(described)
            uow.announce(ProjectRenamed(described), acting_user_id=caller.user_id)
        return replace(found, project=described)


def archive_project(deps: Dependencies, *, caller: Caller, project_id: int) -> None:
    """Archive a project and cancel its running exports; repeating it changes nothing."""
    with deps.unit_of_work() as uow:
        project = lock_project(uow, caller=caller, project_id=project_id).project
        uow.projects.save_project(project.archive(deps.now()))
        _cancel_exports(deps, uow, project=project, caller=caller)


def delete_project(deps: Dependencies, *, caller: Caller, project_id: int) -> None:
    """Delete a project and cancel its running exports; its masters stay in the library."""
    with deps.unit_of_work() as uow:
        project = lock_project(uow, caller=caller, project_id=project_id).project
        _cancel_exports(deps, uow, project=project, caller=caller)
        uow.projects.delete_project(project_id)
        uow.announce(ProjectDeleted(project), acting_user_id=caller.user_id)


def find_project(uow: UnitOfWork, *, caller: Caller, project_id: int) -> ProjectWithTimeline:
    """Return a project that the caller may use, or raise."""
    return _accessible(uow.projects.find_project(project_id), caller)


def lock_project(uow: UnitOfWork, *, caller: Caller, project_id: int) -> ProjectWithTimeline:
    """Return a project that the caller may use, locked until the transaction ends, or raise."""
    return _accessible(uow.projects.lock_project(project_id), caller)


def _accessible(found: ProjectWithTimeline | None, caller: Caller) -> ProjectWithTimeline:
    if found is None:
        raise ProjectNotFound("There is no such project.")
    found.project.require_access(caller)
    return found


def _cancel_exports(
    deps: Dependencies, uow: UnitOfWork, *, project: Project, caller: Caller
) -> None:
    for export in uow.exports.lock_running_exports(project.project_id):
        uow.exports.save_export(export.cancel(deps.now()))
        uow.announce(ExportCancelled(export), acting_user_id=caller.user_id)
