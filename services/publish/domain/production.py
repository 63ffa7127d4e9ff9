# SPDX-License-Identifier: Apache-2.0
"""What the publish service knows of uploads and productions, which other services own."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from services.publish.domain.chapters import Chapter

COMPLETED, FAILED, DELETED = "completed", "failed", "deleted"


@dataclass(frozen=True, slots=True)
class ProductionCopy:
    """A copy of a production of the hls service, as of a revision."""

    production_id: int
    ulid: str
    owner_user_id: int
    upload_id: int
    name: str
    status: str
    story_text: str = ""
    revision: int = 0

    @property
    def is_ready(self) -> bool:
        """Whether the production can be played."""
        return self.status == COMPLETED

    @property
    def hls_status(self) -> str:
        """The status as an upload's `hls-status` names it: ready, failed or in_progress."""
        return {COMPLETED: "ready", FAILED: "failed"}.get(self.status, "in_progress")


@dataclass(frozen=True, slots=True)
class ProductionCaptions:
    """The words of all captions of a production without times, as of a revision."""

    production_id: int
    text: str
    revision: int


@dataclass(frozen=True, slots=True)
class SignedPlayback:
    """The signed URLs of a production, its size in pixels and its duration in seconds."""

    production_id: int
    master_url: str
    poster_url: str
    width: int
    height: int
    duration: Fraction
    storyboard_url: str = ""
    """WebVTT that names parts of a picture; empty until the production is completed."""
    chapters_url: str = ""
    """WebVTT of the chapters of the production; empty for none."""
    chapters: tuple[Chapter, ...] = ()
    """The chapters of the production; empty unless they were asked for."""


@dataclass(frozen=True, slots=True)
class OwnedUpload:
    """An upload of the library service and its owner."""

    upload_id: int
    owner_user_id: int
