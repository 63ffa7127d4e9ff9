# SPDX-License-Identifier: Apache-2.0
"""Sign uploads: validate a request, add its upload and sign the form that sends its file."""

from __future__ import annotations

import datetime as dt
import uuid

from chassis import clock
from chassis.caller import Caller
from chassis.storage import UploadForm
from services.library.domain import storage_keys, upload_request
from services.library.domain.errors import UploadNotFound
from services.library.domain.text import validate_description, validate_name
from services.library.domain.upload import (
    Upload,
    UploadKind,
    UploadProbe,
    UploadState,
    VideoRole,
)
from services.library.domain.upload_request import AcceptedFile, UploadRequest
from services.library.usecases import usage
from services.library.usecases.dependencies import Dependencies

_FORM_SECONDS = 300


def sign_upload(
    deps: Dependencies, *, caller: Caller, request: UploadRequest
) -> tuple[Upload, UploadForm]:
    """Validate a request, add its upload and return it with a form that is valid for 5 minutes."""
    file = upload_request.accept(request, caller=caller, max_bytes=deps.max_bytes)
    deps.storage.check_space(request.size_bytes or 0)
    upload = new_upload(caller, request, file)
    form = deps.storage.presign_upload(
        upload.storage_key,
        max_bytes=request.size_bytes or deps.max_bytes,
        content_type=file.content_type,
        expires_in=_FORM_SECONDS,
    )
    with deps.unit_of_work() as uow:
        usage.check_quotas(deps, uow, caller.user_id, size_bytes=request.size_bytes or 0)
        return uow.uploads.add_upload(upload), form


def require_expected(deps: Dependencies, *, storage_key: str) -> None:
    """Raise UploadNotFound unless a key is that of an upload: one may have been deleted since."""
    with deps.reading() as uow:
        if uow.uploads.find_upload_by_key(storage_key) is None:
            raise UploadNotFound("The upload of this form was deleted.")


def discard_unexpected(deps: Dependencies, *, storage_key: str) -> None:
    """Delete a file whose upload was deleted while it was sent, and raise UploadNotFound."""
    try:
        require_expected(deps, storage_key=storage_key)
    except UploadNotFound:
        deps.storage.delete(storage_key)
        raise


def new_upload(caller: Caller, request: UploadRequest, file: AcceptedFile) -> Upload:
    """Return the signed upload of an accepted file, not stored yet."""
    kind, now = file.kind, clock.now()
    is_system = kind is UploadKind.AUDIO and request.audio_role is None
    return Upload(
        upload_id=0,
        user_id=None if is_system else caller.user_id,
        kind=kind,
        state=UploadState.SIGNED,
        storage_key=_storage_key(request, file, at=now),
        original_filename=file.filename,
        content_type=file.content_type,
        created_at=now,
        video_role=VideoRole.SOURCE if kind is UploadKind.VIDEO else None,
        image_role=request.image_role,
        audio_role=request.audio_role and request.audio_role.value,
        modified_filename=validate_name(request.modified_filename),
        description=validate_description(
            request.description, upload_request.MAX_SIGNED_DESCRIPTION
        ),
        size_bytes=request.size_bytes,
        probe=UploadProbe(width=request.width, height=request.height, duration=request.duration),
        is_system=is_system,
    )


def _storage_key(request: UploadRequest, file: AcceptedFile, *, at: dt.datetime) -> str:
    asset_uuid, extension = str(uuid.uuid4()), file.extension
    role = request.audio_role
    if role is not None:
        return storage_keys.user_audio_key(role, at=at, asset_uuid=asset_uuid, extension=extension)
    return storage_keys.source_key(file.kind, at=at, asset_uuid=asset_uuid, extension=extension)
