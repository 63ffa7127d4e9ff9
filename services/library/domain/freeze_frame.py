# SPDX-License-Identifier: Apache-2.0
"""A freeze frame: one frame of a video, stored as an image upload."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from services.library.domain import storage_keys
from services.library.domain.errors import NotAVideo, TimeAfterEnd, UploadNotReady
from services.library.domain.text import MAX_NAME
from services.library.domain.upload import Upload, UploadKind, UploadState

ROLE = "freeze_frame"
"""The image role of a freeze frame; no user can sign an upload with it."""

CONTENT_TYPE = "image/png"


@dataclass(frozen=True, slots=True)
class FrameRequest:
    """Which frame of a video is requested, and the longer edge of its image in pixels at most."""

    at_milliseconds: int
    long_edge: int


def new_freeze_frame(video: Upload, frame: FrameRequest, *, now: dt.datetime) -> Upload:
    """Return the image upload of a frame before its file exists; it belongs to the video's owner.

    Raises NotAVideo, UploadFileDeleted, UploadNotReady or TimeAfterEnd.
    """
    _validate(video, frame)
    name = f"{video.name[: MAX_NAME - 24]} {_seconds_text(frame.at_milliseconds)} s"
    key = storage_keys.freeze_frame_key(
        video.upload_id, milliseconds=frame.at_milliseconds, long_edge=frame.long_edge
    )
    return Upload(
        upload_id=0,
        user_id=video.user_id,
        kind=UploadKind.IMAGE,
        state=UploadState.SIGNED,
        storage_key=key,
        original_filename=f"{name}.png",
        content_type=CONTENT_TYPE,
        created_at=now,
        image_role=ROLE,
        modified_filename=name,
        is_system=video.is_system,
    )


def _validate(video: Upload, frame: FrameRequest) -> None:
    if video.kind is not UploadKind.VIDEO:
        raise NotAVideo("Only a video has frames.")
    video.require_source()
    if video.state is not UploadState.READY:
        reason = f"This upload is not ready but {video.state}; wait until it is ready."
        raise UploadNotReady(reason)
    duration = video.probe.duration
    if duration is not None and Fraction(frame.at_milliseconds, 1000) > duration:
        end = _seconds_text(round(duration * 1000))
        raise TimeAfterEnd(f"The video ends after {end} seconds.")


def _seconds_text(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds}.{rest:03d}"
