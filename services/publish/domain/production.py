# SPDX-License-Identifier: Apache-2.0
"""What publishing knows of a production: a copy of what hls last said."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

COMPLETED, FAILED, DELETED = "completed", "failed", "deleted"


@dataclass(frozen=True, slots=True)
class Production:
    """One HLS packaging of an upload, as of a revision."""

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
        """Whether it plays."""
        return self.status == COMPLETED

    @property
    def state(self) -> str:
        """Its state in the words of an export's HLS view."""
        return {COMPLETED: "ready", FAILED: "failed"}.get(self.status, "in_progress")


@dataclass(frozen=True, slots=True)
class Playback:
    """Where a production plays, signed for some hours."""

    production_id: int
    master_url: str
    poster_url: str
    width: int
    height: int
    duration: Fraction


@dataclass(frozen=True, slots=True)
class Upload:
    """What publishing needs to know of an upload."""

    upload_id: int
    owner_user_id: int
