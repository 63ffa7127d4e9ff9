# SPDX-License-Identifier: Apache-2.0
"""What drafts does when render or the library says something; twice or late does no harm."""

from __future__ import annotations

from services.drafts.domain.export import RenderStatusUpdate
from services.drafts.usecases.dependencies import Dependencies


def follow_render(deps: Dependencies, *, export_id: str, news: RenderStatusUpdate) -> None:
    """Take news of a render in, if it renders an export of ours."""
    with deps.unit_of_work() as uow:
        export = uow.exports.lock(export_id)
        if export is None:
            return
        heard = export.hear(news, deps.now())
        if heard is not export:
            uow.exports.put(heard)


def register_result(deps: Dependencies, *, export_id: str, upload_id: int) -> None:
    """Complete an export whose master has become an upload."""
    with deps.unit_of_work() as uow:
        known = uow.exports.get(export_id)
        if known is None or known.result_upload_id is not None:
            return
        # Everybody locks a project before its exports, so nobody waits in a circle.
        found = uow.projects.lock(known.project_id)
        export = uow.exports.lock(export_id)
        if found is not None:
            uow.projects.put(found.project.exported(upload_id))
        if export is not None:
            uow.exports.put(export.register(upload_id, deps.now()))


def forget_upload(deps: Dependencies, *, upload_id: int, owner_user_id: int) -> None:
    """Stop trusting what is known of an upload that was deleted; saved timelines stay."""
    with deps.unit_of_work() as uow:
        uow.projects.forget_checks(upload_id, owner_user_id=owner_user_id)
