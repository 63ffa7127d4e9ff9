# SPDX-License-Identifier: Apache-2.0
"""How projects are made, found, described and put away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from services.drafts.domain import document
from services.drafts.domain.errors import ProjectNotFound, StaleRevision
from services.drafts.domain.project import Actor, OpenProject, Project, clean_texts
from services.drafts.usecases.dependencies import Dependencies, Position, UnitOfWork


def create_project(deps: Dependencies, *, actor: Actor, texts: Mapping[str, object]) -> OpenProject:
    """Make a project with an empty timeline."""
    cleaned = clean_texts(texts)
    with deps.unit_of_work() as uow:
        project_id = uow.projects.add(actor.user_id, cleaned, document.empty(), deps.now())
        return get_admitted(uow, actor=actor, project_id=project_id)


def list_projects(
    deps: Dependencies, *, actor: Actor, limit: int, after: Position | None
) -> list[Project]:
    """List one's own projects, the active first, then the latest changed."""
    with deps.reading() as uow:
        return uow.projects.page(actor.user_id, limit=limit, after=after)


def open_project(deps: Dependencies, *, actor: Actor, project_id: int) -> OpenProject:
    """Return a project with its timeline."""
    with deps.reading() as uow:
        return get_admitted(uow, actor=actor, project_id=project_id)


def describe_project(
    deps: Dependencies,
    *,
    actor: Actor,
    project_id: int,
    texts: Mapping[str, object],
    revisions: frozenset[int] | None = None,
) -> OpenProject:
    """Change name or description; `revisions` are those the author has seen, None: any."""
    cleaned = clean_texts(texts)
    with deps.unit_of_work() as uow:
        found = lock_admitted(uow, actor=actor, project_id=project_id)
        must_be_seen(found, revisions)
        described = found.project.describe(cleaned, deps.now())
        if described is not found.project:
            uow.projects.put(described)
            uow.announce_renamed(described, by=actor.user_id)
        return replace(found, project=described)


def archive_project(deps: Dependencies, *, actor: Actor, project_id: int) -> None:
    """Put a project away and stop its exports; doing it twice is fine."""
    with deps.unit_of_work() as uow:
        project = lock_admitted(uow, actor=actor, project_id=project_id).project
        uow.projects.put(project.archive(deps.now()))
        _withdraw_exports(deps, uow, project=project, actor=actor)


def delete_project(deps: Dependencies, *, actor: Actor, project_id: int) -> None:
    """Remove a project and stop its exports; what was exported stays in the library."""
    with deps.unit_of_work() as uow:
        project = lock_admitted(uow, actor=actor, project_id=project_id).project
        _withdraw_exports(deps, uow, project=project, actor=actor)
        uow.projects.delete(project_id)
        uow.announce_deleted(project, by=actor.user_id)


def get_admitted(uow: UnitOfWork, *, actor: Actor, project_id: int) -> OpenProject:
    """Return a project that this person may use."""
    return _admitted(uow.projects.get(project_id), actor)


def lock_admitted(uow: UnitOfWork, *, actor: Actor, project_id: int) -> OpenProject:
    """Return a project that this person may use, locked until the transaction ends."""
    return _admitted(uow.projects.lock(project_id), actor)


def must_be_seen(current: OpenProject, revisions: frozenset[int] | None) -> None:
    """Refuse a change that builds on another revision than the current one."""
    if revisions is not None and current.project.revision not in revisions:
        raise StaleRevision(current)


def _admitted(found: OpenProject | None, actor: Actor) -> OpenProject:
    if found is None:
        raise ProjectNotFound("There is no such project.")
    found.project.must_admit(actor)
    return found


def _withdraw_exports(
    deps: Dependencies, uow: UnitOfWork, *, project: Project, actor: Actor
) -> None:
    for export in uow.exports.running(project.project_id):
        uow.exports.put(export.withdraw(deps.now()))
        uow.announce_cancelled(export, by=actor.user_id)
