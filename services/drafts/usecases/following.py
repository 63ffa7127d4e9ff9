# SPDX-License-Identifier: Apache-2.0
"""What drafts does when render or the library says something; twice or late does no harm."""

from __future__ import annotations

from services.drafts.domain.export import RenderNews
from services.drafts.usecases.ports import Ports


def follow_render(ports: Ports, *, export_id: str, news: RenderNews) -> None:
    """Take news of a render in, if it renders an export of ours."""
    with ports.unit_of_work() as uow:
        export = uow.exports.lock(export_id)
        if export is None:
            return
        heard = export.hear(news, ports.now())
        if heard is not export:
            uow.exports.put(heard)


def register_result(ports: Ports, *, export_id: str, upload_id: int) -> None:
    """Complete an export whose master has become an upload."""
    with ports.unit_of_work() as uow:
        known = uow.exports.get(export_id)
        if known is None or known.result_upload_id is not None:
            return
        # Everybody locks a project before its exports, so nobody waits in a circle.
        found = uow.projects.lock(known.project_id)
        export = uow.exports.lock(export_id)
        if found is not None:
            uow.projects.put(found.project.exported(upload_id))
        if export is not None:
            uow.exports.put(export.register(upload_id, ports.now()))


def forget_upload(ports: Ports, *, upload_id: int, owner_user_id: int) -> None:
    """Stop trusting what is known of an upload that was deleted; saved timelines stay."""
    with ports.unit_of_work() as uow:
        uow.projects.forget_checks(upload_id, owner_user_id=owner_user_id)
