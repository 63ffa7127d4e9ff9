# SPDX-License-Identifier: Apache-2.0
"""Sign, list, edit and delete a user's own narrations and music."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from chassis.caller import Caller
from chassis.storage import UploadForm
from services.library.domain.errors import AudioTooLarge, UploadNotFound, UploadTooLarge
from services.library.domain.listing import UploadFilter, UploadSummary
from services.library.domain.upload import AudioRole, Upload, UploadState
from services.library.domain.upload_request import UploadRequest
from services.library.usecases import editing, reading, signing
from services.library.usecases.dependencies import Dependencies

MAX_SECONDS = Fraction(1200)


def sign_audio(
    deps: Dependencies, *, caller: Caller, request: UploadRequest
) -> tuple[Upload, UploadForm]:
    """Sign the upload of a narration or music; a declared duration is cut to 20 minutes."""
    duration = None if request.duration is None else min(request.duration, MAX_SECONDS)
    try:
        return signing.sign_upload(deps, caller=caller, request=replace(request, duration=duration))
    except UploadTooLarge as error:
        raise AudioTooLarge(str(error)) from error


def list_audio(
    deps: Dependencies, *, caller: Caller, role: AudioRole, before_id: int | None, limit: int
) -> tuple[list[UploadSummary], int | None]:
    """Return a page of the caller's narrations or music whose files were received.

    The second value is the id that the next page starts below, None on the last page.
    """
    upload_filter = UploadFilter(
        caller.user_id,
        states=frozenset({UploadState.UPLOADED, UploadState.READY}),
        audio_role=role,
        before_id=before_id,
        limit=limit,
    )
    return reading.list_uploads(deps, caller=caller, upload_filter=upload_filter)


def edit_audio(
    deps: Dependencies,
    *,
    caller: Caller,
    role: AudioRole,
    upload_id: int,
    changes: editing.UploadChanges,
) -> UploadSummary:
    """Rename or describe a narration or music."""
    _require_role(deps, caller, role, upload_id)
    return editing.edit_upload(deps, caller=caller, upload_id=upload_id, changes=changes)


def delete_audio(deps: Dependencies, *, caller: Caller, role: AudioRole, upload_id: int) -> None:
    """Delete a narration or music and every file derived from it."""
    _require_role(deps, caller, role, upload_id)
    editing.delete_upload(deps, caller=caller, upload_id=upload_id)


def _require_role(deps: Dependencies, caller: Caller, role: AudioRole, upload_id: int) -> None:
    upload = reading.get_upload(deps, caller=caller, upload_id=upload_id)
    if upload.audio_role != role:
        raise UploadNotFound("There is no such upload.")
