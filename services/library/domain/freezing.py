# SPDX-License-Identifier: Apache-2.0
"""A frame of a video that becomes an image of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from services.library.domain import keys
from services.library.domain.errors import NoSuchMoment, NotAVideo, UploadNotReady
from services.library.domain.upload import LONGEST_NAME, Kind, State, Upload

ROLE = "freeze_frame"
"""The role of such an image; nobody can sign for one."""

CONTENT_TYPE = "image/png"

_PER_SECOND = 1000


@dataclass(frozen=True, slots=True)
class Moment:
    """When the frame is shown, to the millisecond, and how long its longer edge may be."""

    at: Fraction
    long_edge: int

    @property
    def milliseconds(self) -> int:
        """When it is shown."""
        return _milliseconds(self.at)


def frozen(video: Upload, moment: Moment, *, now: dt.datetime) -> Upload:
    """Promise the image of a frame; it is the video owner's, whoever asked for it."""
    _check(video, moment)
    name = f"{video.name[: LONGEST_NAME - 24]} {_written(moment.at)} s"
    key = keys.frame_key(
        video.upload_id, milliseconds=moment.milliseconds, long_edge=moment.long_edge
    )
    return Upload(
        upload_id=0,
        user_id=video.user_id,
        kind=Kind.IMAGE,
        state=State.SIGNED,
        storage_key=key,
        original_filename=f"{name}.png",
        content_type=CONTENT_TYPE,
        created_at=now,
        image_role=ROLE,
        modified_filename=name,
        is_system=video.is_system,
    )


def _check(video: Upload, moment: Moment) -> None:
    if video.kind is not Kind.VIDEO:
        raise NotAVideo("Only a video has frames.")
    video.check_source()
    if video.state is not State.READY:
        raise UploadNotReady(f"This upload is {video.state}.")
    length = video.probe.duration
    if length is not None and moment.at > length:
        raise NoSuchMoment(f"The video is over after {_written(length)} seconds.")


def _milliseconds(at: Fraction) -> int:
    return round(at * _PER_SECOND)


def _written(at: Fraction) -> str:
    seconds, rest = divmod(_milliseconds(at), _PER_SECOND)
    return f"{seconds}.{rest:03d}"
