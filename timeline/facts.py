# SPDX-License-Identifier: Apache-2.0
"""What a timeline needs to know about the uploads it uses."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class UploadFacts:
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
