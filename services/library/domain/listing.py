# SPDX-License-Identifier: Apache-2.0
"""Lists of uploads: which uploads a list contains, and what it shows of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from services.library.domain.upload import AudioRole, UploadKind, UploadState, VideoRole


@dataclass(frozen=True, slots=True)
class UploadFilter:
    """Which uploads of one user to list, newest first; None and an empty set mean any."""

    user_id: int
    states: frozenset[UploadState] = frozenset()
    kind: UploadKind | None = None
    image_role: str | None = None
    audio_role: AudioRole | None = None
    video_role: VideoRole | None = VideoRole.SOURCE
    """The role a video must have; uploads of other kinds count as sources."""
    before_id: int | None = None
    limit: int = 50


class UploadSummary(NamedTuple):
    """What REST shows of an upload; fractions are written n/d, as they are stored.

    `warnings` has one sentence a line, `tags` one tag a line.

    Lists are long and often requested, so a row becomes one of these without steps between.
    """

    upload_id: int
    name: str
    original_filename: str
    description: str | None
    kind: str
    video_role: str | None
    image_role: str | None
    audio_role: str | None
    state: str
    rejection_code: str | None
    rejection_reason: str | None
    size_bytes: int | None
    content_type: str
    width: int
    height: int
    duration: str | None
    frame_rate: str | None
    has_varying_rate: bool
    has_audio: bool
    warnings: str
    audio_track: int | None
    tags: str
    project_id: int | None
    project_name: str | None
    production_id: int | None
    production_status: str | None
    thumb_key: str | None
    created_at: dt.datetime
    uploaded_at: dt.datetime | None
    source_deleted_at: dt.datetime | None
