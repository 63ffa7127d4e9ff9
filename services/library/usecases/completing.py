# SPDX-License-Identifier: Apache-2.0
"""Complete an upload: record the file that arrived, then accept or reject what a probe found."""

from __future__ import annotations

from chassis import clock
from chassis.caller import Caller
from services.library.domain import upload_request
from services.library.domain.errors import (
    EmptyFileStored,
    FileChanged,
    FileNotUploaded,
    FileSizeDiffers,
    LibraryError,
    UploadTooLarge,
)
from services.library.domain.events import UploadChanged, UploadReceived
from services.library.domain.upload import Rejection, Upload, UploadProbe, UploadState
from services.library.domain.upload_request import DeclaredFile
from services.library.usecases.dependencies import Dependencies
from services.library.usecases.reading import require_editable

_ERRORS: dict[str, type[LibraryError]] = {
    upload_request.TOO_LARGE: UploadTooLarge,
    upload_request.EMPTY: EmptyFileStored,
    upload_request.SIZE_DIFFERS: FileSizeDiffers,
    upload_request.CHANGED: FileChanged,
}
"""The error of each rejection of a stored file."""


def mark_complete(
    deps: Dependencies,
    *,
    caller: Caller,
    upload_id: int,
    size_bytes: int | None = None,
    etag: str | None = None,
) -> None:
    """Record the size and entity tag of the stored file; repeating it changes nothing.

    A file that differs from what was declared rejects the upload.
    """
    with deps.reading() as uow:
        upload = require_editable(uow.uploads.find_upload(upload_id), caller)
    upload.require_source()
    if upload.state is UploadState.SIGNED:
        sizes = [one for one in (upload.size_bytes, size_bytes) if one is not None]
        declared = DeclaredFile(max_bytes=deps.max_bytes, sizes=sizes, etag=etag)
        upload = record_file(deps, caller, upload, declared)
    require_received(upload)


def finish_ingest(
    deps: Dependencies,
    *,
    upload_id: int,
    probe: UploadProbe,
    sha256: str,
    content_type: str,
    thumb_key: str | None,
) -> None:
    """Mark an upload as ready after a node probed its file; reject a file of another kind."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.lock_upload(upload_id)
        if upload is None or upload.state is not UploadState.UPLOADED:
            return
        ready = upload.mark_ready(
            probe, sha256=sha256, content_type=content_type, thumb_key=thumb_key
        )
        rejection = upload_request.rejection_of_type(upload.kind, content_type)
        checked = ready if rejection is None else ready.reject(rejection)
        uow.uploads.save_upload(checked)
        uow.announce(UploadChanged(checked, "state"))


def fail_ingest(deps: Dependencies, *, upload_id: int, rejection: Rejection) -> None:
    """Reject an upload whose file could not be probed."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.lock_upload(upload_id)
        if upload is not None and upload.state is UploadState.UPLOADED:
            rejected = upload.reject(rejection)
            uow.uploads.save_upload(rejected)
            uow.announce(UploadChanged(rejected, "state"))


def set_thumbnail(deps: Dependencies, *, upload_id: int, thumb_key: str) -> None:
    """Record the storage key of an upload's thumbnail."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.lock_upload(upload_id)
        if upload is not None:
            changed = upload.set_thumbnail(thumb_key)
            uow.uploads.save_upload(changed)
            uow.announce(UploadChanged(changed, "thumb"))


def record_file(
    deps: Dependencies, caller: Caller, upload: Upload, declared: DeclaredFile
) -> Upload:
    """Record the stored file of a signed upload, or reject the upload when the file differs."""
    stored = deps.storage.head(upload.storage_key)
    if stored is None:
        raise FileNotUploaded("No file has been sent for this upload.")
    rejection = upload_request.rejection_of_file(stored.size_bytes, stored.etag, declared)
    with deps.unit_of_work() as uow:
        locked = require_editable(uow.uploads.lock_upload(upload.upload_id), caller)
        if locked.state is not UploadState.SIGNED:
            return locked
        uow.unfinished.delete_unfinished(upload.upload_id)
        if rejection is not None:
            rejected = locked.reject(rejection)
            uow.uploads.save_upload(rejected)
            return rejected
        received = locked.mark_uploaded(
            size_bytes=stored.size_bytes, etag=stored.etag, at=clock.now()
        )
        uow.uploads.save_upload(received)
        uow.announce(UploadReceived(received), acting_user_id=caller.user_id)
        return received


def require_received(upload: Upload) -> None:
    """Raise the rejection of a file that was never accepted; a later rejection raises nothing."""
    rejection = upload.rejection
    if rejection is not None and upload.uploaded_at is None:
        raise _ERRORS[rejection.code](rejection.reason)
