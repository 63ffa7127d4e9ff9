# SPDX-License-Identifier: Apache-2.0
"""How an upload's bytes are taken in: pinned when they arrive, believed when looked into."""

from __future__ import annotations

from services.library.domain import intake
from services.library.domain.errors import (
    NothingUploaded,
    UploadTooLarge,
    UploadUnusable,
)
from services.library.domain.events import UploadReady, UploadReceived, UploadRejected
from services.library.domain.upload import Person, Probe, Rejection, State, Upload
from services.library.usecases.dependencies import Dependencies, UnitOfWork
from services.library.usecases.finding import changeable


def mark_complete(
    deps: Dependencies,
    *,
    person: Person,
    upload_id: int,
    size_bytes: int | None = None,
    etag: str | None = None,
) -> None:
    """Pin what the storage really holds; saying so again changes nothing."""
    with deps.reading() as uow:
        upload = changeable(uow.uploads.get(upload_id), person)
    upload.check_source()
    if upload.state is State.SIGNED:
        found = deps.files.find(upload.storage_key)
        if found is None:
            raise NothingUploaded("No bytes have arrived for this upload.")
        announced = [one for one in (upload.size_bytes, size_bytes) if one is not None]
        rejection = intake.unfit(found, max_bytes=deps.max_bytes, announced=announced, etag=etag)
        with deps.unit_of_work() as uow:
            upload = changeable(uow.uploads.lock(upload_id), person)
            if upload.state is State.SIGNED:
                received = upload.receive(found, deps.now())
                upload = _settle(uow, upload, received, rejection, person)
    _refuse_unreceived(upload)


def finish_ingest(
    deps: Dependencies,
    *,
    upload_id: int,
    probe: Probe,
    sha256: str,
    content_type: str,
    thumb_key: str | None,
) -> None:
    """Declare an upload usable once a node has looked into it."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.lock(upload_id)
        if upload is None or upload.state is not State.UPLOADED:
            return
        ready = upload.become_ready(
            probe, sha256=sha256, content_type=content_type, thumb_key=thumb_key
        )
        misfit = intake.misfit(upload.kind, content_type)
        if misfit is not None:
            _reject(uow, ready, Rejection("invalid_file_type", misfit))
            return
        uow.uploads.save(ready)
        uow.announce(UploadReady(ready))


def fail_ingest(deps: Dependencies, *, upload_id: int, code: str, reason: str) -> None:
    """Declare an upload unusable, and say why."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.lock(upload_id)
        if upload is not None and upload.state is State.UPLOADED:
            _reject(uow, upload, Rejection(code, reason))


def keep_thumb(deps: Dependencies, *, upload_id: int, thumb_key: str) -> None:
    """Remember where an upload's thumbnail is."""
    with deps.unit_of_work() as uow:
        upload = uow.uploads.lock(upload_id)
        if upload is not None:
            uow.uploads.save(upload.show(thumb_key))


def _settle(
    uow: UnitOfWork,
    upload: Upload,
    received: Upload,
    rejection: Rejection | None,
    person: Person,
) -> Upload:
    if rejection is not None:
        return _reject(uow, upload, rejection)
    uow.uploads.save(received)
    uow.announce(UploadReceived(received), acting_user_id=person.user_id)
    return received


def _reject(uow: UnitOfWork, upload: Upload, rejection: Rejection) -> Upload:
    rejected = upload.reject(rejection)
    uow.uploads.save(rejected)
    uow.announce(UploadRejected(rejected))
    return rejected


def _refuse_unreceived(upload: Upload) -> None:
    """Refuse bytes that never came in; what was rejected after it came in did arrive."""
    rejection = upload.rejection
    if rejection is None or upload.uploaded_at is not None:
        return
    if rejection.code == intake.TOO_LARGE:
        raise UploadTooLarge(rejection.reason)
    raise UploadUnusable(rejection.code, rejection.reason)
