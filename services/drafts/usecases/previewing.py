# SPDX-License-Identifier: Apache-2.0
"""Return the timeline of a project as an export of it would be sealed now, without one."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.caller import Caller
from services.drafts.domain.errors import ProjectNotFound
from services.drafts.domain.export import PREVIEW, SealedDocument
from services.drafts.domain.project import ProjectWithTimeline
from services.drafts.domain.timeline_document import load_document
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases import validating
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.projects import find_project


@dataclass(frozen=True, slots=True)
class PreviewedTimeline:
    """A timeline with its uploads as they are now, and the revision of its project."""

    sealed: SealedDocument
    revision: int


def get_project_timeline(
    deps: Dependencies, *, project_id: int, user_id: int | None
) -> PreviewedTimeline:
    """Return the timeline of a project of a user; without a user, that of anybody.

    Raises what an export of the project would be refused by, except that it may be archived.
    """
    with deps.reading() as uow:
        found = _find(uow, project_id, user_id)
    document = load_document(found.document)
    validating.validate_renderable(document)
    owner_user_id = found.project.owner_user_id
    uploads = validating.get_uploads(deps, document.upload_ids, owner_user_id=owner_user_id)
    validating.validate_uploads(document, uploads, owner_user_id=owner_user_id, for_export=True)
    sealed = SealedDocument(
        export_id="",
        purpose=PREVIEW,
        owner_user_id=owner_user_id,
        project_id=project_id,
        name="",
        description="",
        document=document.text,
        uploads=tuple(uploads),
    )
    return PreviewedTimeline(sealed, found.project.revision)


def _find(uow: UnitOfWork, project_id: int, user_id: int | None) -> ProjectWithTimeline:
    if user_id is not None:
        return find_project(uow, caller=Caller(user_id), project_id=project_id)
    found = uow.projects.find_project(project_id)
    if found is None:
        raise ProjectNotFound("There is no such project.")
    return found
