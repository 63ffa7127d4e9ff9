# SPDX-License-Identifier: Apache-2.0
"""How the library keeps up with what is rendered, packaged and edited elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.library.domain.events import ExportRegistered, ThumbWanted
from services.library.domain.upload import (
    LONGEST_NAME,
    Kind,
    Probe,
    State,
    Upload,
    VideoRole,
    readable,
)
from services.library.usecases.dependencies import Dependencies, Production, Subject

_UNTITLED = "Untitled"
_PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Master:
    """A rendered master of a project, stored and verified."""

    export_id: str
    owner_user_id: int
    project_id: int
    name: str
    description: str
    storage_key: str
    size_bytes: int
    sha256: str
    content_type: str
    probe: Probe


def register_export(deps: Dependencies, *, master: Master) -> None:
    """Make a master an upload, once, and ask for its thumbnail."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.add_export(_export(deps, master))
        if upload is not None:
            uow.announce(ExportRegistered(upload))
            uow.announce(ThumbWanted(upload))


def rename_project(deps: Dependencies, *, project_id: int, name: str, revision: int) -> None:
    """Show a project's new name on its exports."""
    with deps.unit_of_work() as uow:
        uow.projects.rename(project_id, name=readable(name)[:LONGEST_NAME], revision=revision)


def detach_project(deps: Dependencies, *, project_id: int) -> None:
    """Let go of a deleted project: its exports stay, what it used is no longer used by it."""
    with deps.unit_of_work() as uow:
        uow.projects.forget(project_id)
        uow.references.forget(Subject(_PROJECT, project_id))


def follow_production(
    deps: Dependencies, *, production: Production, is_deleted: bool = False
) -> None:
    """Point an export at its newest production."""
    with deps.unit_of_work() as uow:
        # The lock makes two facts about one upload take turns.
        upload = uow.uploads.lock(production.upload_id)
        if is_deleted:
            uow.productions.forget(production)
        else:
            uow.productions.remember(production)
        if upload is not None and upload.role is VideoRole.EXPORT:
            newest = uow.productions.newest_of(upload.upload_id)
            uow.uploads.save(
                upload.point_at(newest.production_id, newest.status)
                if newest
                else upload.point_at(None, None)
            )


def follow_references(
    deps: Dependencies, *, subject: Subject, upload_ids: Sequence[int], revision: int
) -> None:
    """Remember which uploads a document uses."""
    with deps.unit_of_work() as uow:
        uow.references.replace(subject, upload_ids=upload_ids, revision=revision)


def _export(deps: Dependencies, master: Master) -> Upload:
    now = deps.now()
    name = readable(master.name).strip()[:LONGEST_NAME] or _UNTITLED
    return Upload(
        upload_id=0,
        user_id=master.owner_user_id,
        kind=Kind.VIDEO,
        state=State.READY,
        storage_key=master.storage_key,
        original_filename=f"{name[: LONGEST_NAME - 4]}.mp4",
        content_type=master.content_type or "video/mp4",
        created_at=now,
        video_role=VideoRole.EXPORT,
        modified_filename=name,
        description=readable(master.description, lines=True) or None,
        size_bytes=master.size_bytes,
        sha256=master.sha256,
        probe=master.probe,
        project_id=master.project_id or None,
        project_name=name if master.name.strip() else None,
        export_id=master.export_id,
        uploaded_at=now,
    )
