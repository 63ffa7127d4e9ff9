# SPDX-License-Identifier: Apache-2.0
"""Apply the events of render, drafts and hls to exports and to the copies of their data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis import clock
from services.library.domain.copies import PROJECT, ReferencingDocument, UploadProduction
from services.library.domain.events import ExportRegistered, ThumbnailRequested
from services.library.domain.text import MAX_NAME, remove_control_characters
from services.library.domain.upload import (
    Upload,
    UploadKind,
    UploadProbe,
    UploadState,
    VideoRole,
)
from services.library.usecases.dependencies import Dependencies

_UNTITLED = "Untitled"


@dataclass(frozen=True, slots=True)
class RenderedMaster:
    """The stored and verified MP4 master of a project's export."""

    export_id: str
    owner_user_id: int
    project_id: int
    name: str
    description: str
    storage_key: str
    size_bytes: int
    sha256: str
    content_type: str
    probe: UploadProbe


def register_export(deps: Dependencies, *, master: RenderedMaster) -> None:
    """Add the upload of a master, once for each export, and request its thumbnail."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.add_export(_export_upload(master))
        if upload is not None:
            uow.announce(ExportRegistered(upload))
            uow.announce(ThumbnailRequested(upload))


def rename_project(deps: Dependencies, *, project_id: int, name: str, revision: int) -> None:
    """Store the name of a project, which lists of exports show."""
    cleaned = remove_control_characters(name)[:MAX_NAME]
    with deps.unit_of_work() as uow:
        uow.projects.upsert_project(project_id, name=cleaned, revision=revision)


def delete_project(deps: Dependencies, *, project_id: int) -> None:
    """Detach the exports of a deleted project and delete its references to uploads."""
    with deps.unit_of_work() as uow:
        uow.projects.mark_project_deleted(project_id)
        uow.references.mark_document_deleted(ReferencingDocument(PROJECT, project_id))


def update_production(
    deps: Dependencies, *, production: UploadProduction, is_deleted: bool = False
) -> None:
    """Store a production, and show the newest production of its upload on an export."""
    with deps.unit_of_work() as uow:
        # The lock orders concurrent events about the same upload.
        upload = uow.uploads.lock_upload(production.upload_id)
        if is_deleted:
            uow.productions.mark_production_deleted(production)
        else:
            uow.productions.upsert_production(production)
        if upload is None or upload.role is not VideoRole.EXPORT:
            return
        newest = uow.productions.find_newest_production(upload.upload_id)
        production_id, status = (newest.production_id, newest.status) if newest else (None, None)
        uow.uploads.save_upload(upload.set_production(production_id, status))


def replace_references(
    deps: Dependencies, *, document: ReferencingDocument, upload_ids: Sequence[int], revision: int
) -> None:
    """Store which uploads a document uses."""
    with deps.unit_of_work() as uow:
        uow.references.replace_references(document, upload_ids=upload_ids, revision=revision)


def _export_upload(master: RenderedMaster) -> Upload:
    now = clock.now()
    name = remove_control_characters(master.name).strip()[:MAX_NAME] or _UNTITLED
    return Upload(
        upload_id=0,
        user_id=master.owner_user_id,
        kind=UploadKind.VIDEO,
        state=UploadState.READY,
        storage_key=master.storage_key,
        original_filename=f"{name[: MAX_NAME - 4]}.mp4",
        content_type=master.content_type or "video/mp4",
        created_at=now,
        video_role=VideoRole.EXPORT,
        modified_filename=name,
        description=remove_control_characters(master.description, keep_lines=True) or None,
        size_bytes=master.size_bytes,
        sha256=master.sha256,
        probe=master.probe,
        project_id=master.project_id or None,
        project_name=name if master.name.strip() else None,
        export_id=master.export_id,
        uploaded_at=now,
    )
