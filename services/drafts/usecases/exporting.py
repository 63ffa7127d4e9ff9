# SPDX-License-Identifier: Apache-2.0
"""How a timeline is sealed for rendering, and how one learns what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.drafts.domain import document as documents
from services.drafts.domain.document import Document
from services.drafts.domain.errors import ExportForbidden, ExportNotFound
from services.drafts.domain.export import PROJECT_EXPORT, Export, SealedTimeline
from services.drafts.domain.project import Actor, Project
from services.drafts.usecases import checking
from services.drafts.usecases.dependencies import Dependencies, LibraryUpload, UnitOfWork
from services.drafts.usecases.editing import get_admitted, lock_admitted


def request_export(deps: Dependencies, *, actor: Actor, project_id: int) -> str:
    """Seal a project's timeline and ask for its rendering; return the export's id.

    The same film asked for again while it is being made is the same export. The library is always
    asked: keys and digests are sealed as they are now.
    """
    with deps.reading() as uow:
        opened = get_admitted(uow, actor=actor, project_id=project_id)
    opened.project.must_be_active()
    document = documents.stored(opened.document)
    checking.check_renderable(document)
    uploads = checking.ask_library(deps, document)
    owner, facts = opened.project.owner_user_id, [upload.facts for upload in uploads]
    checking.check(document, facts, owner_user_id=owner, for_export=True)
    with deps.unit_of_work() as uow:
        project = lock_admitted(uow, actor=actor, project_id=project_id).project
        project.must_be_active()
        for export in uow.exports.running(project_id, digest=document.digest):
            return export.export_id
        export = _seal(deps, uow, project=project, document=document, uploads=uploads)
        uow.announce_requested(export, by=actor.user_id)
    return export.export_id


def export_status(
    deps: Dependencies, *, actor: Actor, project_id: int, export_id: str | None
) -> Export | None:
    """Return how an export of a project is doing, by default its last; None when there is none."""
    with deps.reading() as uow:
        project = get_admitted(uow, actor=actor, project_id=project_id).project
        wanted = export_id or project.last_export_job_id
        export = uow.exports.get(wanted) if wanted else None
    if export is None:
        return None
    if not actor.is_admin and export.owner_user_id != actor.user_id:
        raise ExportForbidden("This export belongs to somebody else.")
    if export.project_id != project_id:
        raise ExportNotFound("This project has no such export.")
    return export


def get_sealed_timeline(deps: Dependencies, *, export_id: str) -> SealedTimeline:
    """Return what is to be rendered."""
    with deps.reading() as uow:
        sealed = uow.exports.sealed(export_id)
    if sealed is None:
        raise ExportNotFound("There is no such export.")
    return sealed


def _seal(
    deps: Dependencies,
    uow: UnitOfWork,
    *,
    project: Project,
    document: Document,
    uploads: Sequence[LibraryUpload],
) -> Export:
    at = deps.now()
    export = Export(deps.new_id(), project.owner_user_id, project.project_id, at, at)
    sealed = SealedTimeline(
        export_id=export.export_id,
        purpose=PROJECT_EXPORT,
        owner_user_id=project.owner_user_id,
        project_id=project.project_id,
        name=project.name or "",
        description=project.description or "",
        document=document.text,
        uploads=f"[{','.join(upload.record for upload in uploads)}]",
    )
    uow.exports.add(export, sealed, digest=document.digest)
    uow.projects.put(replace(project, last_export_job_id=export.export_id))
    return export
