# SPDX-License-Identifier: Apache-2.0
"""Make an image upload of one frame of a video."""

from __future__ import annotations

from dataclasses import replace

from chassis import clock
from chassis.caller import Caller
from services.library.domain.errors import UploadRejected
from services.library.domain.events import FreezeFrameRequested, ThumbnailRequested, UploadChanged
from services.library.domain.freeze_frame import CONTENT_TYPE, FrameRequest, new_freeze_frame
from services.library.domain.upload import Rejection, Upload, UploadProbe, UploadState
from services.library.usecases.dependencies import Dependencies
from services.library.usecases.reading import require_editable

_PENDING = (UploadState.SIGNED, UploadState.UPLOADED)


def request_freeze_frame(
    deps: Dependencies, *, caller: Caller, upload_id: int, frame: FrameRequest
) -> Upload:
    """Return the image upload of a frame; the first request for a frame has its file made."""
    with deps.unit_of_work() as uow:
        # The lock on the video orders concurrent requests for the same frame.
        video = require_editable(uow.uploads.lock_upload(upload_id), caller)
        new_image = new_freeze_frame(video, frame, now=clock.now())
        existing = uow.uploads.find_upload_by_key(new_image.storage_key)
        if existing is not None:
            return _require_usable(existing)
        image = uow.uploads.add_upload(new_image)
        event = FreezeFrameRequested(video, image, frame)
        uow.announce(event, acting_user_id=caller.user_id)
        return image


def finish_freeze_frame(
    deps: Dependencies, *, upload_id: int, probe: UploadProbe, sha256: str, size_bytes: int
) -> None:
    """Mark a freeze frame as ready after a node stored its file, and request its thumbnail."""
    with deps.unit_of_work() as uow:
        image = uow.uploads.lock_upload(upload_id)
        if image is None or image.state not in _PENDING:
            return
        stored = replace(image, size_bytes=size_bytes, uploaded_at=clock.now())
        ready = stored.mark_ready(probe, sha256=sha256, content_type=CONTENT_TYPE, thumb_key=None)
        uow.uploads.save_upload(ready)
        uow.announce(UploadChanged(ready, "state"))
        uow.announce(ThumbnailRequested(ready))


def fail_freeze_frame(deps: Dependencies, *, upload_id: int, rejection: Rejection) -> None:
    """Reject a freeze frame that could not be made."""
    with deps.unit_of_work() as uow:
        image = uow.uploads.lock_upload(upload_id)
        if image is not None and image.state in _PENDING:
            rejected = image.reject(rejection)
            uow.uploads.save_upload(rejected)
            uow.announce(UploadChanged(rejected, "state"))


def _require_usable(image: Upload) -> Upload:
    if image.rejection is not None:
        raise UploadRejected(image.rejection)
    return image
