# SPDX-License-Identifier: Apache-2.0
"""Upload large files in parts: begin or resume, sign parts, put them together, give up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis import clock
from chassis.caller import Caller
from chassis.errors import ApiError
from chassis.storage import MultipartUploadMissing, StoredPart
from services.library.domain import upload_request
from services.library.domain.errors import (
    FileDeletionFailed,
    MultipartUploadNotFound,
    UploadFinished,
)
from services.library.domain.listing import UploadSummary
from services.library.domain.multipart import UNFINISHED_DAYS, PartPlan, UnfinishedUpload
from services.library.domain.upload import Upload, UploadKind, UploadState
from services.library.domain.upload_request import AcceptedFile, DeclaredFile, UploadRequest
from services.library.usecases import completing, editing, signing, usage
from services.library.usecases.dependencies import Dependencies
from services.library.usecases.parts import to_multipart
from services.library.usecases.reading import require_editable

MAX_UNFINISHED = 500
PART_SECONDS = 3600
"""How long the URL of a part is valid."""


@dataclass(frozen=True, slots=True)
class BegunUpload:
    """What beginning an upload found: an equal file, or the unfinished upload to send parts of."""

    existing: UploadSummary | None = None
    unfinished: UnfinishedUpload | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class PartUrl:
    """Where one part is sent."""

    number: int
    size_bytes: int
    url: str


def begin_upload(
    deps: Dependencies,
    *,
    caller: Caller,
    request: UploadRequest,
    fingerprint: str | None,
    even_if_stored: bool,
) -> BegunUpload:
    """Begin to upload a file in parts, or find the upload of an equal file of the same user.

    An unfinished one is resumed. One that was received is returned as `existing` and nothing is
    begun, unless `even_if_stored`. One whose parts the storage has dropped is begun anew.
    """
    file = upload_request.accept(request, caller=caller, max_bytes=deps.max_multipart_bytes)
    if fingerprint is not None:
        found = _find_equal(deps, caller, request, file.kind, fingerprint)
        if found.existing and not even_if_stored:
            return found
        if found.unfinished and not _is_lost(deps, found.unfinished):
            return found
    deps.storage.check_space(request.size_bytes or 0)
    return _begin(deps, caller, request, file, fingerprint)


def list_unfinished(deps: Dependencies, *, caller: Caller) -> list[UnfinishedUpload]:
    """Return the caller's unfinished uploads, newest first."""
    with deps.reading() as uow:
        return uow.unfinished.list_unfinished(caller.user_id, limit=MAX_UNFINISHED)


def sign_parts(
    deps: Dependencies, *, caller: Caller, upload_id: int, numbers: Sequence[int]
) -> tuple[list[PartUrl], dt.datetime]:
    """Return the URLs of parts, and until when they are valid."""
    unfinished = _find(deps, caller, upload_id)
    multipart, now = to_multipart(unfinished), clock.now()
    urls = [
        PartUrl(
            number,
            size,
            deps.storage.multipart.presign_part(
                multipart, number, size_bytes=size, expires_in=PART_SECONDS
            ),
        )
        for number, size in unfinished.sizes_of(dict.fromkeys(numbers))
    ]
    with deps.unit_of_work() as uow:
        uow.unfinished.touch_unfinished(upload_id, at=now)
    return urls, now + dt.timedelta(seconds=PART_SECONDS)


def list_parts(
    deps: Dependencies, *, caller: Caller, upload_id: int
) -> tuple[UnfinishedUpload, list[StoredPart]]:
    """Return an unfinished upload with the parts that the storage has."""
    unfinished = _find(deps, caller, upload_id)
    return unfinished, _stored_parts(deps, unfinished)


def complete_upload(deps: Dependencies, *, caller: Caller, upload_id: int) -> None:
    """Put the parts together and record the file; repeating it changes nothing.

    PartsMissing when the storage has not every part in its size.
    """
    with deps.reading() as uow:
        upload = require_editable(uow.uploads.find_upload(upload_id), caller)
        unfinished = uow.unfinished.find_unfinished(upload_id)
    upload.require_source()
    if unfinished is not None:
        _put_together(deps, unfinished)
        declared = DeclaredFile(deps.max_multipart_bytes, sizes=[unfinished.plan.size_bytes])
        upload = completing.record_file(deps, caller, upload, declared)
    elif upload.state is UploadState.SIGNED:
        raise MultipartUploadNotFound("This upload is not sent in parts.")
    completing.require_received(upload)


def abort_upload(deps: Dependencies, *, caller: Caller, upload_id: int) -> None:
    """Delete an unfinished upload with its parts; UploadFinished once its file was received."""
    with deps.reading() as uow:
        upload = require_editable(uow.uploads.find_upload(upload_id), caller)
    if upload.state is not UploadState.SIGNED:
        raise UploadFinished("The file of this upload was received.")
    editing.delete_upload(deps, caller=caller, upload_id=upload_id)


def abort_stale_uploads(deps: Dependencies) -> int:
    """Delete the unfinished uploads that nobody continued for a week, and return how many."""
    before = clock.now() - dt.timedelta(days=UNFINISHED_DAYS)
    with deps.reading() as uow:
        stale = uow.unfinished.list_stale(before)
    return sum(_abort_if_stale(deps, one.upload.upload_id, before) for one in stale)


def _abort_if_stale(deps: Dependencies, upload_id: int, before: dt.datetime) -> bool:
    """Delete an unfinished upload unless it was continued or finished since it was listed."""
    with deps.reading() as uow:
        found = uow.unfinished.find_unfinished(upload_id)
    if found is None or found.active_at >= before:
        return False
    owner = Caller(found.user_id, frozenset({"site_admin"}))
    try:
        editing.delete_upload(deps, caller=owner, upload_id=upload_id, even_if_used=True)
    except FileDeletionFailed:
        return False  # It is tried again in an hour, and the others are deleted now.
    return True


def _find_equal(
    deps: Dependencies,
    caller: Caller,
    request: UploadRequest,
    kind: UploadKind,
    fingerprint: str,
) -> BegunUpload:
    size = request.size_bytes or 0
    with deps.unit_of_work() as uow:
        existing = uow.uploads.find_summary_by_fingerprint(
            caller.user_id, fingerprint=fingerprint, size_bytes=size, kind=kind
        )
        unfinished = uow.unfinished.find_unfinished_like(
            caller.user_id, fingerprint=fingerprint, size_bytes=size, kind=kind
        )
        if unfinished is not None:
            now = clock.now()
            uow.unfinished.touch_unfinished(unfinished.upload.upload_id, at=now)
            unfinished = replace(unfinished, active_at=now)
    return BegunUpload(existing, unfinished)


def _begin(
    deps: Dependencies,
    caller: Caller,
    request: UploadRequest,
    file: AcceptedFile,
    fingerprint: str | None,
) -> BegunUpload:
    upload = replace(signing.new_upload(caller, request, file), fingerprint=fingerprint)
    plan = PartPlan.of_size(request.size_bytes or 0)
    multipart = deps.storage.multipart.begin(
        upload.storage_key, content_type=upload.content_type, part_bytes=plan.part_bytes
    )
    try:
        unfinished = _add(deps, caller, upload, plan, multipart.name)
    except ApiError:
        deps.storage.multipart.abort(multipart)
        raise
    return BegunUpload(unfinished=unfinished, is_new=True)


def _add(
    deps: Dependencies, caller: Caller, upload: Upload, plan: PartPlan, name: str
) -> UnfinishedUpload:
    """Add an upload that is sent in parts; ApiError `quota_exceeded` when there is no room."""
    with deps.unit_of_work() as uow:
        usage.check_quotas(deps, uow, caller.user_id, size_bytes=plan.size_bytes)
        unfinished = UnfinishedUpload(
            upload=uow.uploads.add_upload(upload),
            user_id=caller.user_id,
            plan=plan,
            name=name,
            fingerprint=upload.fingerprint,
            active_at=upload.created_at,
        )
        uow.unfinished.add_unfinished(unfinished)
        return unfinished


def _find(deps: Dependencies, caller: Caller, upload_id: int) -> UnfinishedUpload:
    with deps.reading() as uow:
        require_editable(uow.uploads.find_upload(upload_id), caller)
        unfinished = uow.unfinished.find_unfinished(upload_id)
    if unfinished is None:
        raise MultipartUploadNotFound("This upload is not being sent in parts.")
    return unfinished


def _is_lost(deps: Dependencies, unfinished: UnfinishedUpload) -> bool:
    """Whether the storage dropped the parts, as the rules of a bucket may tell it to."""
    try:
        _stored_parts(deps, unfinished)
    except MultipartUploadMissing:
        return True
    return False


def _stored_parts(deps: Dependencies, unfinished: UnfinishedUpload) -> list[StoredPart]:
    """Return the parts that were received: all of them once they are put together."""
    try:
        return deps.storage.multipart.list_parts(to_multipart(unfinished))
    except MultipartUploadMissing:
        stored = deps.storage.head(unfinished.upload.storage_key)
        if stored is None:
            raise
    every = range(1, unfinished.plan.count + 1)
    return [StoredPart(number, size, stored.etag) for number, size in unfinished.sizes_of(every)]


def _put_together(deps: Dependencies, unfinished: UnfinishedUpload) -> None:
    """Make the object of the parts; one that exists was made by a request that was interrupted."""
    if deps.storage.head(unfinished.upload.storage_key) is not None:
        return
    multipart = to_multipart(unfinished)
    try:
        parts = deps.storage.multipart.list_parts(multipart)
        unfinished.plan.require_all({one.number: one.size_bytes for one in parts})
        deps.storage.multipart.complete(multipart, parts)
    except MultipartUploadMissing:
        # Another request may have put them together since, such as the first try of a slow one.
        if deps.storage.head(unfinished.upload.storage_key) is None:
            raise
