# SPDX-License-Identifier: Apache-2.0
"""Create, duplicate, list, read, describe, archive, unarchive and delete projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from chassis.caller import Caller
from services.drafts.domain.errors import ProjectNotFound
from services.drafts.domain.events import (
    ExportCancelled,
    ProjectDeleted,
    ProjectRenamed,
    ReferencesChanged,
)
from services.drafts.domain.project import (
    Project,
    ProjectPosition,
    ProjectWithTimeline,
    validate_texts,
)
from services.drafts.domain.timeline_document import empty_document
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases import usage
from services.drafts.usecases.dependencies import Dependencies

_EXPORT_LIFE = dt.timedelta(days=30)
"""How long the exports of a deleted project are kept: a render of one may be tried again."""


def create_project(
    deps: Dependencies, *, caller: Caller, texts: Mapping[str, object]
) -> ProjectWithTimeline:
    """Create a project with an empty timeline."""
    validated = validate_texts(texts)
    with deps.unit_of_work() as uow:
        usage.check(deps, uow, usage.projects, caller.user_id)
        project_id = uow.projects.add_project(
            caller.user_id, validated, empty_document(), deps.now()
        )
        created = find_project(uow, caller=caller, project_id=project_id)
        uow.project_revisions.add_revision(created.revision_by(caller.user_id))
        return created


def get_current_project(deps: Dependencies, *, caller: Caller) -> ProjectWithTimeline | None:
    """Return the caller's latest changed active project, None when there is none."""
    with deps.reading() as uow:
        project_id = uow.projects.find_current_project_id(caller.user_id)
        return None if project_id is None else uow.projects.find_project(project_id)


def duplicate_project(
    deps: Dependencies, *, caller: Caller, project_id: int, texts: Mapping[str, object]
) -> ProjectWithTimeline:
    """Create an active project of the same owner with the same timeline.

    Texts that are not given are the original's, its name with ` copy` behind it.
    """
    validated = validate_texts(texts)
    with deps.unit_of_work() as uow:
        found = lock_project(uow, caller=caller, project_id=project_id)
        usage.check(deps, uow, usage.projects, found.project.owner_user_id)
        copied = {**found.project.texts_of_copy(), **validated}
        copy_id = uow.projects.copy_project(found, copied, deps.now())
        copy = find_project(uow, caller=caller, project_id=copy_id)
        uow.project_revisions.add_revision(copy.revision_by(caller.user_id))
        if copy.upload_ids:
            uow.announce(ReferencesChanged.of_project(copy), acting_user_id=caller.user_id)
        return copy


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
        described = replace(found, project=found.project.describe(validated, deps.now()))
        if described != found:
            uow.projects.save_project(described.project)
            uow.project_revisions.add_revision(described.revision_by(caller.user_id))
            uow.announce(ProjectRenamed(described.project), acting_user_id=caller.user_id)
        return described


def archive_project(deps: Dependencies, *, caller: Caller, project_id: int) -> None:
    """Archive a project and cancel its running exports; repeating it changes nothing."""
    with deps.unit_of_work() as uow:
        found = lock_project(uow, caller=caller, project_id=project_id)
        archived = replace(found, project=found.project.archive(deps.now()))
        if archived != found:
            uow.projects.save_project(archived.project)
            uow.project_revisions.add_revision(archived.revision_by(caller.user_id))
        _cancel_exports(deps, uow, project=found.project, caller=caller)


def unarchive_project(
    deps: Dependencies, *, caller: Caller, project_id: int
) -> ProjectWithTimeline:
    """Make an archived project active again; repeating it changes nothing."""
    with deps.unit_of_work() as uow:
        found = lock_project(uow, caller=caller, project_id=project_id)
        active = replace(found, project=found.project.unarchive(deps.now()))
        if active != found:
            uow.projects.save_project(active.project)
            uow.project_revisions.add_revision(active.revision_by(caller.user_id))
        return active


def delete_project(deps: Dependencies, *, caller: Caller, project_id: int) -> None:
    """Delete a project and cancel its running exports; its exports stay in the library."""
    with deps.unit_of_work() as uow:
        project = lock_project(uow, caller=caller, project_id=project_id).project
        _cancel_exports(deps, uow, project=project, caller=caller)
        uow.projects.delete_project(project_id)
        uow.project_revisions.delete_revisions(project_id)
        uow.announce(ProjectDeleted(project), acting_user_id=caller.user_id)


def delete_old_exports(deps: Dependencies) -> int:
    """Delete the exports of projects that were deleted a month ago, and return how many.

    The seals and masters of drafts that are a month old are deleted, too: hls has what it needs.
    """
    with deps.unit_of_work() as uow:
        uow.draft_seals.delete_draft_seals(before=deps.now() - _EXPORT_LIFE)
        return uow.exports.delete_exports_without_project(before=deps.now() - _EXPORT_LIFE)


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
