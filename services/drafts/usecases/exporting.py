# SPDX-License-Identifier: Apache-2.0
"""Request an export of a project, read its status, and return its sealed timeline."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import replace

from chassis.caller import Caller
from services.drafts.domain.errors import ExportAccessDenied, ExportNotFound
from services.drafts.domain.events import ExportRequested
from services.drafts.domain.export import PROJECT_EXPORT, Export, SealedDocument
from services.drafts.domain.project import Project
from services.drafts.domain.timeline_document import TimelineDocument, load_document
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases import usage, validating
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.projects import find_project, lock_project
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.cues import TextCue, text_cues


def request_export(deps: Dependencies, *, caller: Caller, project_id: int) -> str:
    """Seal the timeline of a project, request its rendering and return the id of the export.

    While an export of the same timeline is running, its id is returned. The library is asked each
    time, so that keys and digests are sealed as they are now.
    """
    with deps.reading() as uow:
        found = find_project(uow, caller=caller, project_id=project_id)
    found.project.require_active()
    document = load_document(found.document)
    validating.validate_renderable(document)
    owner_user_id = found.project.owner_user_id
    uploads = validating.get_uploads(deps, document.upload_ids, owner_user_id=owner_user_id)
    validating.validate_uploads(document, uploads, owner_user_id=owner_user_id, for_export=True)
    with deps.unit_of_work() as uow:
        project = lock_project(uow, caller=caller, project_id=project_id).project
        project.require_active()
        running = uow.exports.lock_running_exports(project_id, digest=document.digest)
        if running:
            return running[0].export_id
        usage.check(deps, uow, usage.running_exports, owner_user_id)
        export = _seal(deps, uow, project=project, document=document, uploads=uploads)
        uow.announce(ExportRequested(export), acting_user_id=caller.user_id)
    return export.export_id


def get_export(
    deps: Dependencies, *, caller: Caller, project_id: int, export_id: str | None
) -> Export | None:
    """Return an export of a project, by default the last one; None when there is none."""
    with deps.reading() as uow:
        project = find_project(uow, caller=caller, project_id=project_id).project
        requested_id = export_id or project.last_export_job_id
        export = uow.exports.find_export(requested_id) if requested_id else None
    if export is None:
        return None
    if not caller.is_admin and export.owner_user_id != caller.user_id:
        raise ExportAccessDenied("This export belongs to another user.")
    if export.project_id != project_id:
        raise ExportNotFound("This project has no such export.")
    return export


def get_sealed_timeline(deps: Dependencies, *, export_id: str) -> SealedDocument:
    """Return the sealed timeline of an export; ExportNotFound when there is none."""
    with deps.reading() as uow:
        sealed = uow.exports.find_sealed_timeline(export_id)
    if sealed is None:
        raise ExportNotFound("There is no such export.")
    return sealed


def get_text_cues(deps: Dependencies, *, caller: Caller, export_id: str) -> tuple[TextCue, ...]:
    """Return the texts of an export of the caller; ExportNotFound when there is none."""
    sealed = get_sealed_timeline(deps, export_id=export_id)
    if sealed.owner_user_id != caller.user_id:
        raise ExportNotFound("There is no such export.")
    return text_cues(Timeline.model_validate(json.loads(sealed.document)))


def _seal(
    deps: Dependencies,
    uow: UnitOfWork,
    *,
    project: Project,
    document: TimelineDocument,
    uploads: Sequence[UploadDetails],
) -> Export:
    now = deps.now()
    export = Export(str(uuid.uuid4()), project.owner_user_id, project.project_id, now, now)
    sealed = SealedDocument(
        export_id=export.export_id,
        purpose=PROJECT_EXPORT,
        owner_user_id=project.owner_user_id,
        project_id=project.project_id,
        name=project.name or "",
        description=project.description or "",
        document=document.text,
        uploads=tuple(uploads),
    )
    uow.exports.add_export(export, sealed, digest=document.digest)
    uow.projects.save_project(replace(project, last_export_job_id=export.export_id))
    return export
