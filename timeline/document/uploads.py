# SPDX-License-Identifier: Apache-2.0
"""The details of uploads that checks and planning need."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from media.timecode import FrameRate


class UnusableUpload(Exception):
    """A timeline cannot be planned with an upload that is missing or was never probed."""

    def __init__(self, upload_id: int, reason: str) -> None:
        super().__init__(f"Upload {upload_id} {reason}.")


@dataclass(frozen=True, slots=True)
class UploadDetails:
    """One upload as the library and its probe describe it.

    An upload that was not probed has no size, frame rate or duration (in seconds). `audio_track` is
    the index of the stream that is heard, None for the one that players prefer.
    """

    upload_id: int
    owner_user_id: int | None
    kind: str
    state: str
    source_deleted: bool = False
    width: int = 0
    height: int = 0
    rotation: int = 0
    fps: Fraction | None = None
    frames: int | None = None
    duration: Fraction | None = None
    has_audio: bool = False
    is_hdr: bool = False
    sha256: str = ""
    storage_key: str = ""
    image_role: str = ""
    audio_role: str = ""
    is_system: bool = False
    video_role: str = ""
    audio_track: int | None = None
    has_alpha: bool = False

    @property
    def is_export(self) -> bool:
        """Whether it was rendered here: by its role, or without one by its storage key."""
        if self.video_role:
            return self.video_role == "export"
        return self.kind == "video" and "renders/" in self.storage_key


def source_frames(upload: UploadDetails, *, rate: FrameRate) -> int:
    """Return the number of frames of a video's mezzanine at a frame rate, at least 1.

    Raises UnusableUpload for an upload that was never probed.
    """
    if upload.duration is None or not upload.width or not upload.height:
        raise UnusableUpload(upload.upload_id, "was never probed")
    return max(1, rate.frame(upload.duration))
