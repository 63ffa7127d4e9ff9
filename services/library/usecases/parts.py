# SPDX-License-Identifier: Apache-2.0
"""The parts of an unfinished upload in the storage."""

from __future__ import annotations

from chassis.storage import MultipartUpload, StorageError
from services.library.domain.errors import FileDeletionFailed
from services.library.domain.multipart import UnfinishedUpload
from services.library.usecases.dependencies import Dependencies


def to_multipart(unfinished: UnfinishedUpload) -> MultipartUpload:
    """Return what the storage needs to find the parts of an upload."""
    upload, plan = unfinished.upload, unfinished.plan
    return MultipartUpload(upload.storage_key, plan.part_bytes, unfinished.name)


def abort_parts(deps: Dependencies, upload_id: int) -> None:
    """Delete the parts of an upload from the storage; nothing happens when it has none."""
    with deps.reading() as uow:
        unfinished = uow.unfinished.find_unfinished(upload_id)
    if unfinished is None:
        return
    try:
        deps.storage.multipart.abort(to_multipart(unfinished))
    except (StorageError, OSError) as error:
        raise FileDeletionFailed("The storage did not delete the parts; try again.") from error
