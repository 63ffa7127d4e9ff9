# SPDX-License-Identifier: Apache-2.0
"""Read and list uploads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from chassis.caller import Caller
from services.library.domain.audio_tracks import UploadAudioTrack
from services.library.domain.copies import ReferencingDocument
from services.library.domain.deleted_upload import DeletedUpload
from services.library.domain.errors import TooManyUploadIds, UploadAccessDenied, UploadNotFound
from services.library.domain.listing import UploadFilter, UploadSummary
from services.library.domain.upload import Upload
from services.library.store.unit_of_work import UnitOfWork
from services.library.usecases.dependencies import Dependencies

Found = TypeVar("Found", Upload, UploadSummary)

MAX_SUMMARIES = 50
MAX_BATCH = 500


def list_uploads(
    deps: Dependencies, *, caller: Caller, upload_filter: UploadFilter
) -> tuple[list[UploadSummary], int | None]:
    """Return one page of a user's uploads, and the id that the next page starts below."""
    if upload_filter.user_id != caller.user_id and not caller.is_admin:
        raise UploadAccessDenied("These uploads belong to another user.")
    limit = upload_filter.limit
    with deps.reading() as uow:
        found = uow.uploads.list_summaries(replace(upload_filter, limit=limit + 1))
    page = found[:limit]
    return page, page[-1].upload_id if len(found) > len(page) else None


def get_upload(deps: Dependencies, *, caller: Caller, upload_id: int) -> Upload:
    """Return an upload that the caller may read."""
    with deps.reading() as uow:
        return require_readable(uow.uploads.find_upload(upload_id), caller)


@dataclass(frozen=True, slots=True)
class UploadInDetail:
    """An upload, the documents that use it, and the sounds of its file."""

    summary: UploadSummary
    uses: list[ReferencingDocument]
    audio_tracks: tuple[UploadAudioTrack, ...]


def get_details(deps: Dependencies, *, caller: Caller, upload_id: int) -> UploadInDetail:
    """Return an upload that the caller may read, in detail."""
    with deps.reading() as uow:
        upload = require_readable(uow.uploads.find_upload(upload_id), caller)
        # Another transaction may delete the upload between the two statements.
        summary = _existing(next(iter(uow.uploads.find_summaries([upload_id])), None))
        uses = list_uses(uow, upload_id)
        return UploadInDetail(summary, uses, upload.probe.audio_tracks)


def list_uses(uow: UnitOfWork, upload_id: int) -> list[ReferencingDocument]:
    """Return the projects, drafts, productions and live publications that use an upload."""
    found = [
        *uow.references.list_documents(upload_id),
        *uow.productions.list_productions(upload_id),
        *uow.publications.list_live_publications(upload_id),
    ]
    # A production may be packaged anew from the upload that it has.
    return list(dict.fromkeys(found))


def summarize_uploads(
    deps: Dependencies, *, caller: Caller, upload_ids: Sequence[int]
) -> list[UploadSummary]:
    """Return the summaries of those of these uploads that the caller may read."""
    if len(upload_ids) > MAX_SUMMARIES:
        raise TooManyUploadIds(f"Ask for at most {MAX_SUMMARIES} uploads at once.")
    with deps.reading() as uow:
        readable = [
            upload.upload_id
            for upload in uow.uploads.find_uploads(upload_ids)
            if upload.is_readable_by(caller)
        ]
        return uow.uploads.find_summaries(readable)


def batch_get_uploads(
    deps: Dependencies, *, upload_ids: Sequence[int], caller: Caller | None
) -> list[Upload]:
    """Return those of these uploads that the caller may read; all of them without a caller."""
    if len(upload_ids) > MAX_BATCH:
        raise TooManyUploadIds(f"Ask for at most {MAX_BATCH} uploads at once.")
    with deps.reading() as uow:
        found = uow.uploads.find_uploads(upload_ids)
    return [upload for upload in found if caller is None or upload.is_readable_by(caller)]


def find_deleted_uploads(
    deps: Dependencies, *, caller: Caller, upload_ids: Sequence[int]
) -> list[DeletedUpload]:
    """Return those of these uploads that were deleted and that the caller might read before."""
    if len(upload_ids) > MAX_BATCH:
        raise TooManyUploadIds(f"Ask for at most {MAX_BATCH} uploads at once.")
    with deps.reading() as uow:
        found = uow.deleted_uploads.find_deleted_uploads(upload_ids)
    return [one for one in found if one.is_readable_by(caller)]


def require_readable(upload: Upload | None, caller: Caller) -> Upload:
    """Return an upload that exists and that the caller may read, or raise."""
    return _existing(upload).require_readable(caller)


def require_editable(upload: Upload | None, caller: Caller) -> Upload:
    """Return an upload that exists and that the caller may change, or raise."""
    return _existing(upload).require_editable(caller)


def _existing(found: Found | None) -> Found:
    if found is None:
        raise UploadNotFound("There is no such upload.")
    return found
