# SPDX-License-Identifier: Apache-2.0
"""How an upload is renamed, described and deleted."""

from __future__ import annotations

from collections.abc import Mapping

from services.library.domain import keys
from services.library.domain.errors import NotAnExport
from services.library.domain.events import SourceDeleted, UploadDeleted
from services.library.domain.upload import Person, Upload, VideoRole
from services.library.usecases.dependencies import Card, Dependencies
from services.library.usecases.finding import changeable


def edit_upload(
    deps: Dependencies, *, person: Person, upload_id: int, changes: Mapping[str, str | None]
) -> Card:
    """Change the `name` or the `description`; what is not named stays."""
    with deps.unit_of_work() as uow:
        upload = changeable(uow.uploads.lock(upload_id), person)
        if "name" in changes:
            upload = upload.rename(changes["name"])
        if "description" in changes:
            upload = upload.describe(changes["description"])
        uow.uploads.save(upload)
        return uow.uploads.cards([upload_id])[0]


def delete_upload(
    deps: Dependencies, *, person: Person, upload_id: int, only_export: bool = False
) -> None:
    """Delete the bytes, all that was derived from them but HLS, and then the row."""
    upload = _find(deps, person, upload_id)
    if only_export and upload.role is not VideoRole.EXPORT:
        raise NotAnExport("This upload is no export.")
    # Bytes first: should the row's turn never come, the next attempt finds it and ends the work.
    _delete_files(deps, upload, folders=keys.derived_folders(upload_id))
    with deps.unit_of_work() as uow:
        current = uow.uploads.lock(upload_id)
        if current is None:
            return
        uow.uploads.delete(upload_id)
        uow.announce(UploadDeleted(current), acting_user_id=person.user_id)


def delete_source(deps: Dependencies, *, person: Person, upload_id: int) -> bool:
    """Delete a video's own bytes and nothing else; False when that was done before."""
    upload = _find(deps, person, upload_id)
    if upload.source_deleted_at is not None:
        return False
    upload.lose_source(deps.now())
    _delete_files(deps, upload)
    with deps.unit_of_work() as uow:
        upload = changeable(uow.uploads.lock(upload_id), person)
        if upload.source_deleted_at is not None:
            return False
        upload = upload.lose_source(deps.now())
        uow.uploads.save(upload)
        uow.announce(SourceDeleted(upload), acting_user_id=person.user_id)
    return True


def _find(deps: Dependencies, person: Person, upload_id: int) -> Upload:
    with deps.reading() as uow:
        return changeable(uow.uploads.get(upload_id), person)


def _delete_files(deps: Dependencies, upload: Upload, folders: tuple[str, ...] = ()) -> None:
    own = keys.own_folder(upload.storage_key)
    thumb = [upload.thumb_key] if upload.thumb_key and folders else []
    bare = [] if own else [upload.storage_key]
    deps.files.delete(keys=[*bare, *thumb], folders=[*([own] if own else []), *folders])
