# SPDX-License-Identifier: Apache-2.0
"""Thumbnails: a missing one is requested when somebody looks for it."""

from __future__ import annotations

import datetime as dt

from chassis import clock
from chassis.caller import Caller
from chassis.storage import StoredObject
from services.library.domain.events import ThumbnailRequested
from services.library.domain.upload import Upload, UploadKind, UploadState
from services.library.usecases import reading
from services.library.usecases.dependencies import Dependencies

_AGAIN_AFTER = dt.timedelta(minutes=10)
"""A thumbnail that was requested and is not there is requested again after so long."""


def find_thumbnail(
    deps: Dependencies, *, caller: Caller, upload_id: int
) -> tuple[Upload, StoredObject | None]:
    """Return an upload with the stored file of its thumbnail, None while there is none.

    A missing thumbnail of an upload with a picture is requested.
    """
    upload = reading.get_upload(deps, caller=caller, upload_id=upload_id)
    stored = None if upload.thumb_key is None else deps.storage.head(upload.thumb_key)
    if stored is None:
        _request(deps, upload)
    return upload, stored


def _request(deps: Dependencies, upload: Upload) -> None:
    is_possible = upload.state is UploadState.READY and upload.source_deleted_at is None
    if not is_possible or upload.kind is UploadKind.AUDIO:
        return
    now = clock.now()
    with deps.unit_of_work() as uow:
        if uow.uploads.mark_thumb_requested(upload.upload_id, at=now, before=now - _AGAIN_AFTER):
            uow.announce(ThumbnailRequested(upload))
