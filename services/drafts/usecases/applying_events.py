# SPDX-License-Identifier: Apache-2.0
"""Apply the events of render and library to exports; events may arrive twice and in any order."""

from __future__ import annotations

from services.drafts.domain.export import RenderStatusUpdate
from services.drafts.usecases.dependencies import Dependencies


def apply_render_status(deps: Dependencies, *, export_id: str, update: RenderStatusUpdate) -> None:
    """Store the status of a render; renders of other services' exports are ignored."""
    with deps.unit_of_work() as uow:
        export = uow.exports.lock_export(export_id)
        if export is None:
            return
        updated = export.apply_status(update, deps.now())
        if updated is not export:
            uow.exports.save_export(updated)


def complete_export(deps: Dependencies, *, export_id: str, upload_id: int) -> None:
    """Complete an export whose MP4 became an upload."""
    with deps.unit_of_work() as uow:
        export = uow.exports.find_export(export_id)
        if export is None or export.result_upload_id is not None:
            return
        # Every transaction locks a project before its exports, so that none waits in a circle.
        found = uow.projects.lock_project(export.project_id)
        locked = uow.exports.lock_export(export_id)
        if found is not None:
            uow.projects.save_project(found.project.add_master(upload_id))
        if locked is not None:
            uow.exports.save_export(locked.complete(upload_id, deps.now()))


def clear_checked_uploads(deps: Dependencies, *, upload_id: int, owner_user_id: int) -> None:
    """Ask the library again at the next save of each project or draft that uses this upload."""
    with deps.unit_of_work() as uow:
        uow.projects.clear_checked_uploads(upload_id, owner_user_id=owner_user_id)
        uow.production_drafts.clear_checked_uploads(upload_id, owner_user_id=owner_user_id)


def clear_last_export(deps: Dependencies, *, upload_id: int, owner_user_id: int) -> None:
    """Let projects forget a deleted upload that was their last export."""
    with deps.unit_of_work() as uow:
        uow.projects.clear_last_export(upload_id, owner_user_id=owner_user_id)
