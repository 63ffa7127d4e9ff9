# SPDX-License-Identifier: Apache-2.0
"""Apply the events of render, drafts, hls and publish to exports and to copies of their data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis import clock
from services.library.domain.copies import (
    PRODUCTION,
    PROJECT,
    PublishedProduction,
    ReferencingDocument,
    UploadProduction,
)
from services.library.domain.events import ExportRegistered, ThumbnailRequested
from services.library.domain.text import MAX_NAME, remove_control_characters
from services.library.domain.upload import (
    Upload,
    UploadKind,
    UploadProbe,
    UploadState,
    VideoRole,
)
from services.library.store.unit_of_work import UnitOfWork
from services.library.usecases.dependencies import Dependencies

_UNTITLED = "Untitled"


@dataclass(frozen=True, slots=True)
class FinishedExport:
    """The stored and verified MP4 of a project's export."""

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


def register_export(deps: Dependencies, *, export: FinishedExport) -> None:
    """Add the upload of an export, once for each, and request its thumbnail."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.add_export(_export_upload(export))
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
    """Store a production, and show the newest production of its upload on an export.

    A production that was replaced has another upload than before, which shows it no more.
    """
    with deps.unit_of_work() as uow:
        if is_deleted:
            document = ReferencingDocument(PRODUCTION, production.production_id)
            uow.references.mark_document_deleted(document)
        before = uow.productions.lock_upload_of(production.production_id)
        concerned = {production.upload_id} | ({before} if before is not None else set())
        # The locks order concurrent events about the same production, and about the same upload.
        uploads = [uow.uploads.lock_upload(upload_id) for upload_id in sorted(concerned)]
        if is_deleted:
            uow.productions.mark_production_deleted(production)
        else:
            uow.productions.upsert_production(production)
        for upload in uploads:
            if upload is not None and upload.role is VideoRole.EXPORT:
                _show_newest_production(uow, upload)


def _show_newest_production(uow: UnitOfWork, upload: Upload) -> None:
    newest = uow.productions.find_newest_production(upload.upload_id)
    production_id, status = (newest.production_id, newest.status) if newest else (None, None)
    uow.uploads.save_upload(upload.set_production(production_id, status))


def update_publication(deps: Dependencies, *, publication: PublishedProduction) -> None:
    """Store whether a publication of a production is live."""
    with deps.unit_of_work() as uow:
        uow.publications.upsert_publication(publication)


def replace_references(
    deps: Dependencies, *, document: ReferencingDocument, upload_ids: Sequence[int], revision: int
) -> None:
    """Store which uploads a document uses."""
    with deps.unit_of_work() as uow:
        uow.references.replace_references(document, upload_ids=upload_ids, revision=revision)


def _export_upload(export: FinishedExport) -> Upload:
    now = clock.now()
    name = remove_control_characters(export.name).strip()[:MAX_NAME] or _UNTITLED
    return Upload(
        upload_id=0,
        user_id=export.owner_user_id,
        kind=UploadKind.VIDEO,
        state=UploadState.READY,
        storage_key=export.storage_key,
        original_filename=f"{name[: MAX_NAME - 4]}.mp4",
        content_type=export.content_type or "video/mp4",
        created_at=now,
        video_role=VideoRole.EXPORT,
        modified_filename=name,
        description=remove_control_characters(export.description, keep_lines=True) or None,
        size_bytes=export.size_bytes,
        sha256=export.sha256,
        probe=export.probe,
        project_id=export.project_id or None,
        project_name=name if export.name.strip() else None,
        export_id=export.export_id,
        uploaded_at=now,
    )
