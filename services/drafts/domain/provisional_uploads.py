# SPDX-License-Identifier: Apache-2.0
"""Details that stand in for those of uploads which a timeline uses but which cannot be used yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from timeline.document.numbers import MAX_DURATION
from timeline.document.uploads import UploadDetails

_WIDTH, _HEIGHT = 1920, 1080


def uploads_to_lay_out(
    upload_ids: Iterable[int], known: Mapping[int, UploadDetails], *, owner_user_id: int
) -> dict[int, UploadDetails]:
    """Return details of every upload with which its items can be laid out.

    What was not probed yet is as long as a timeline may be, and as large as full HD. Of an upload
    that does not exist or belongs to another user, nothing else is told.
    """
    return {
        upload_id: _complete(upload_id, known.get(upload_id), owner_user_id)
        for upload_id in upload_ids
    }


def _complete(upload_id: int, known: UploadDetails | None, owner_user_id: int) -> UploadDetails:
    is_foreign = (
        known is not None
        and not known.is_system
        and known.owner_user_id not in (None, owner_user_id)
    )
    if known is None or is_foreign:
        known = UploadDetails(upload_id, owner_user_id, kind="video", state="signed")
    is_probed = bool(known.width and known.height) or known.duration is not None
    return replace(
        known,
        width=known.width or _WIDTH,
        height=known.height or _HEIGHT,
        duration=MAX_DURATION if known.duration is None else known.duration,
        has_audio=known.has_audio or not is_probed,
    )
