# SPDX-License-Identifier: Apache-2.0
"""How an upload is renamed, described and deleted."""

from __future__ import annotations

from collections.abc import Mapping

from services.library.domain import keys
from services.library.domain.errors import NotAnExport
from services.library.domain.facts import SourceDeleted, UploadDeleted
from services.library.domain.upload import Person, Upload, VideoRole
from services.library.usecases.finding import changeable
from services.library.usecases.ports import Card, Ports


def edit_upload(
    ports: Ports, *, person: Person, upload_id: int, changes: Mapping[str, str | None]
) -> Card:
    """Change the `name` or the `description`; what is not named stays."""
    with ports.unit_of_work() as uow:
        upload = changeable(uow.uploads.lock(upload_id), person)
        if "name" in changes:
            upload = upload.rename(changes["name"])
        if "description" in changes:
            upload = upload.describe(changes["description"])
        uow.uploads.save(upload)
        return uow.uploads.cards([upload_id])[0]


def delete_upload(
    ports: Ports, *, person: Person, upload_id: int, only_export: bool = False
) -> None:
    """Delete the bytes, all that was derived from them but HLS, and then the row."""
    upload = _find(ports, person, upload_id)
    if only_export and upload.role is not VideoRole.EXPORT:
        raise NotAnExport("This upload is no export.")
    # Bytes first: should the row's turn never come, the next attempt finds it and ends the work.
    _delete_files(ports, upload, folders=keys.derived_folders(upload_id))
    with ports.unit_of_work() as uow:
        current = uow.uploads.lock(upload_id)
        if current is None:
            return
        uow.uploads.delete(upload_id)
        uow.announce(UploadDeleted(current), acting_user_id=person.user_id)


def delete_source(ports: Ports, *, person: Person, upload_id: int) -> bool:
    """Delete a video's own bytes and nothing else; False when that was done before."""
    upload = _find(ports, person, upload_id)
    if upload.source_deleted_at is not None:
        return False
    upload.lose_source(ports.now())
    _delete_files(ports, upload)
    with ports.unit_of_work() as uow:
        upload = changeable(uow.uploads.lock(upload_id), person)
        if upload.source_deleted_at is not None:
            return False
        upload = upload.lose_source(ports.now())
        uow.uploads.save(upload)
        uow.announce(SourceDeleted(upload), acting_user_id=person.user_id)
    return True


def _find(ports: Ports, person: Person, upload_id: int) -> Upload:
    with ports.reading() as uow:
        return changeable(uow.uploads.get(upload_id), person)


def _delete_files(ports: Ports, upload: Upload, folders: tuple[str, ...] = ()) -> None:
    own = keys.own_folder(upload.storage_key)
    thumb = [upload.thumb_key] if upload.thumb_key and folders else []
    bare = [] if own else [upload.storage_key]
    ports.files.delete(keys=[*bare, *thumb], folders=[*([own] if own else []), *folders])
