# SPDX-License-Identifier: Apache-2.0
"""What a timeline needs to know about the uploads it uses."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from media.timecode import FrameRate


@dataclass(frozen=True, slots=True)
class UploadDetails:
    """One upload as the library and its probe describe it; unprobed uploads lack the facts."""

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


def source_frames(upload: UploadDetails, *, rate: FrameRate) -> int:
    """How many frames the mezzanine of a video has."""
    if upload.duration is None or not upload.width or not upload.height:
        raise ValueError(f"upload {upload.upload_id} was never probed")
    return max(1, rate.frame(upload.duration))
