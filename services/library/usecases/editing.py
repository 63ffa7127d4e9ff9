# SPDX-License-Identifier: Apache-2.0
"""Rename and describe uploads, choose their sounds, and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from chassis import clock
from chassis.caller import Caller
from chassis.storage import StorageError
from services.library.domain import storage_keys
from services.library.domain.assets import validate_tags
from services.library.domain.deleted_upload import deleted_upload
from services.library.domain.errors import FileDeletionFailed, NotAnExport, UploadInUse
from services.library.domain.events import UploadChanged, UploadDeleted, UploadSourceDeleted
from services.library.domain.listing import UploadSummary
from services.library.domain.upload import Upload, VideoRole
from services.library.usecases.dependencies import Dependencies
from services.library.usecases.parts import abort_parts
from services.library.usecases.reading import list_uses, require_editable


class UploadChanges(TypedDict, total=False):
    """New values of an upload; a key that is missing changes nothing."""

    name: str | None
    description: str | None
    audio_track: int | None
    tags: tuple[str, ...]


def edit_upload(
    deps: Dependencies, *, caller: Caller, upload_id: int, changes: UploadChanges
) -> UploadSummary:
    """Change the texts and tags of an upload, or which of its sounds is heard."""
    with deps.unit_of_work() as uow:
        upload = require_editable(uow.uploads.lock_upload(upload_id), caller)
        if "name" in changes:
            upload = upload.rename(changes["name"])
        if "description" in changes:
            upload = upload.describe(changes["description"])
        if "tags" in changes:
            upload = replace(upload, tags=validate_tags(changes["tags"]))
        if "audio_track" in changes:
            upload = upload.choose_audio_track(changes["audio_track"])
            uow.derivatives.delete_requests(upload_id)
        uow.uploads.save_upload(upload)
        change = "audio_track" if "audio_track" in changes else "texts"
        uow.announce(UploadChanged(upload, change), acting_user_id=caller.user_id)
        return uow.uploads.find_summaries([upload_id])[0]


def delete_upload(
    deps: Dependencies,
    *,
    caller: Caller,
    upload_id: int,
    only_export: bool = False,
    even_if_used: bool = False,
) -> None:
    """Delete the file of an upload, every file derived from it except HLS, and its row.

    What a timeline shows of a missing file is recorded.

    UploadInUse when a project, a draft, a production or a live publication uses it, unless
    `even_if_used`.
    """
    upload = _find_editable(deps, caller, upload_id)
    if not even_if_used:
        _require_unused(deps, upload_id)
    if only_export and upload.role is not VideoRole.EXPORT:
        raise NotAnExport("This upload is not an export.")
    abort_parts(deps, upload_id)
    # Files first: if the process ends in between, the row remains and can be deleted again.
    thumbs = [upload.thumb_key] if upload.thumb_key else []
    folders = storage_keys.derived_folders(upload_id)
    _delete_files(deps, upload, keys=thumbs, folders=folders)
    with deps.unit_of_work() as uow:
        current = uow.uploads.lock_upload(upload_id)
        if current is None:
            return
        # Once more under the lock: a thumbnail may have been made meanwhile.
        _delete_folders(deps, folders)
        uow.unfinished.delete_unfinished(upload_id)
        uow.derivatives.delete_requests(upload_id)
        uow.assets.delete_uses(upload_id)
        uow.uploads.delete_upload(upload_id)
        if (deleted := deleted_upload(current, clock.now())) is not None:
            uow.deleted_uploads.add_deleted_upload(deleted)
        uow.announce(UploadDeleted(current), acting_user_id=caller.user_id)


def delete_late_files(deps: Dependencies, *, upload_id: int) -> None:
    """Delete what nodes derived from an upload that was deleted while they worked."""
    with deps.reading() as uow:
        is_there = uow.uploads.find_upload(upload_id) is not None
    if not is_there:
        _delete_folders(deps, storage_keys.derived_folders(upload_id))


def delete_source(deps: Dependencies, *, caller: Caller, upload_id: int) -> bool:
    """Delete the file of a video and its copies, not its row; False when it was deleted before."""
    upload = _find_editable(deps, caller, upload_id)
    if upload.source_deleted_at is not None:
        return False
    now = clock.now()
    upload.mark_source_deleted(now)
    _delete_files(deps, upload, folders=(storage_keys.proxy_folder(upload_id),))
    with deps.unit_of_work() as uow:
        upload = require_editable(uow.uploads.lock_upload(upload_id), caller)
        if upload.source_deleted_at is not None:
            return False
        upload = upload.mark_source_deleted(now)
        uow.uploads.save_upload(upload)
        uow.announce(UploadSourceDeleted(upload), acting_user_id=caller.user_id)
    return True


def _find_editable(deps: Dependencies, caller: Caller, upload_id: int) -> Upload:
    with deps.reading() as uow:
        return require_editable(uow.uploads.find_upload(upload_id), caller)


def _require_unused(deps: Dependencies, upload_id: int) -> None:
    with deps.reading() as uow:
        uses = list_uses(uow, upload_id)
    if uses:
        raise UploadInUse([(one.kind, one.document_id) for one in uses])


def _delete_files(
    deps: Dependencies, upload: Upload, *, keys: Sequence[str] = (), folders: Sequence[str]
) -> None:
    own_folder = storage_keys.own_folder(upload.storage_key)
    own_keys = [] if own_folder else [upload.storage_key]
    try:
        for key in [*own_keys, *keys]:
            deps.storage.delete(key)
    except (StorageError, OSError) as error:
        raise _not_deleted() from error
    _delete_folders(deps, [*([own_folder] if own_folder else []), *folders])


def _delete_folders(deps: Dependencies, folders: Sequence[str]) -> None:
    try:
        for folder in folders:
            deps.storage.delete_prefix(folder)
    except (StorageError, OSError) as error:
        raise _not_deleted() from error


def _not_deleted() -> FileDeletionFailed:
    return FileDeletionFailed("The storage did not delete the files; try again.")
