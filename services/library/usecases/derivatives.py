# SPDX-License-Identifier: Apache-2.0
"""Find the files that are derived from an upload; those that are missing are requested."""

from __future__ import annotations

from chassis import clock
from chassis.caller import Caller
from chassis.storage import StoredObject
from services.library.domain import storage_keys
from services.library.domain.derivatives import DerivativeKind, require_possible
from services.library.domain.errors import DerivativeUnavailable
from services.library.domain.events import DerivativeRequested, UploadChanged
from services.library.domain.upload import Upload
from services.library.usecases import reading
from services.library.usecases.dependencies import Dependencies


def find_derivative(
    deps: Dependencies, *, caller: Caller, upload_id: int, kind: DerivativeKind, number: int = 0
) -> StoredObject | None:
    """Return one of the stored files of a kind, None while they are being made.

    Raises DerivativeUnavailable when there are none and none can be made.
    """
    upload = reading.get_upload(deps, caller=caller, upload_id=upload_id)
    keys = storage_keys.derivative_keys(upload_id, kind, audio_track=upload.audio_track)
    stored = deps.storage.head(keys[number])
    if stored is None:
        require_possible(upload, kind)
        _request(deps, upload, kind)
    return stored


def finish_derivative(deps: Dependencies, *, upload_id: int, kind: DerivativeKind) -> None:
    """Tell that files are stored; those of an upload that was deleted meanwhile are deleted."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.lock_upload(upload_id)
        if upload is not None:
            uow.announce(UploadChanged(upload, kind.value))
    folders = storage_keys.derived_folders(upload_id) if upload is None else ()
    if upload is not None and upload.source_deleted_at is not None:
        folders = (storage_keys.proxy_folder(upload_id),)
    for folder in folders:
        deps.storage.delete_prefix(folder)


def fail_derivative(
    deps: Dependencies, *, upload_id: int, kind: DerivativeKind, reason: str
) -> None:
    """Record why files could not be made."""
    with deps.unit_of_work() as uow:
        uow.derivatives.set_failure(upload_id, kind, reason)


def _request(deps: Dependencies, upload: Upload, kind: DerivativeKind) -> None:
    now = clock.now()
    with deps.unit_of_work() as uow:
        # The lock on the upload orders concurrent requests.
        current = uow.uploads.lock_upload(upload.upload_id)
        if current is None:
            return
        earlier = uow.derivatives.find_request(upload.upload_id, kind)
        if earlier is None or earlier.may_be_repeated(now):
            uow.derivatives.set_requested(upload.upload_id, kind, at=now)
            uow.announce(DerivativeRequested(current, kind))
        elif earlier.failure:
            raise DerivativeUnavailable(earlier.failure)
