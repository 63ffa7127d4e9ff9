# SPDX-License-Identifier: Apache-2.0
"""One HLS packaging of an upload: its states, its name and its story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from services.hls.coordinator.domain.errors import InvalidName, InvalidStory, UnknownProfile
from services.hls.coordinator.domain.upload import Source

PENDING_MEDIA, QUEUED, PROCESSING = "pending_media", "queued", "processing"
COMPLETED, FAILED = "completed", "failed"
NOT_READY, IN_PROGRESS, READY = "not_ready", "in_progress", "ready"

AUTO = "auto"
PROFILES: Mapping[str, str] = {
    AUTO: "The film's own shape up to 1080 lines and the usual sizes below, never enlarged.",
}

LONGEST_NAME, LONGEST_STORY, LONGEST_REASON = 255, 2000, 500

_NEXT: Mapping[str, frozenset[str]] = {
    PENDING_MEDIA: frozenset({QUEUED, FAILED}),
    QUEUED: frozenset({PROCESSING, FAILED}),
    PROCESSING: frozenset({QUEUED, COMPLETED, FAILED}),
    COMPLETED: frozenset(),
    FAILED: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """One HLS packaging of an upload; its number is 0 until it is stored."""

    production_id: int = 0
    ulid: str
    owner_user_id: int
    name: str
    source: Source
    output_prefix: str
    created_at: dt.datetime
    updated_at: dt.datetime
    status: str = QUEUED
    settings: Mapping[str, str] = field(default_factory=lambda: {"profile": AUTO})
    default_story_text: str = ""
    request_id: str | None = None
    error_code: str = ""
    error_message: str = ""
    duration: str = ""
    started_at: dt.datetime | None = None
    completed_at: dt.datetime | None = None
    revision: int = 1

    @property
    def upload_id(self) -> int:
        """The upload that is packaged."""
        return self.source.upload_id

    @property
    def is_completed(self) -> bool:
        """Whether it plays."""
        return self.status == COMPLETED

    @property
    def state(self) -> str:
        """Its state in the words of an export's HLS view."""
        return {COMPLETED: READY, FAILED: FAILED}.get(self.status, IN_PROGRESS)

    def begin(self, now: dt.datetime) -> Production:
        """A packager took it up."""
        return replace(self._moved(PROCESSING, now), started_at=self.started_at or now)

    def wait_again(self, now: dt.datetime) -> Production:
        """Nobody works on it any more; somebody else shall."""
        return self._moved(QUEUED, now)

    def complete(self, duration: str, now: dt.datetime) -> Production:
        """It plays from now on."""
        return replace(self._moved(COMPLETED, now), duration=duration, completed_at=now)

    def fail(self, code: str, reason: str, now: dt.datetime) -> Production:
        """It can not be packaged, for a reason that people can read."""
        moved = self._moved(FAILED, now)
        return replace(moved, error_code=code[:80], error_message=reason[:LONGEST_REASON])

    def retell(self, story: str, now: dt.datetime) -> Production:
        """Give it another default story."""
        text = checked_story(story)
        return replace(self, default_story_text=text, updated_at=now, revision=self.revision + 1)

    def _moved(self, status: str, now: dt.datetime) -> Production:
        if status not in _NEXT[self.status]:
            raise ValueError(f"a production never goes from {self.status} to {status}")
        return replace(self, status=status, updated_at=now, revision=self.revision + 1)


def output_prefix(source: Source, ulid: str, now: dt.datetime) -> str:
    """The folder of a production's files, with its final slash."""
    return f"hls/{now:%Y-%m/%d}/{source.asset}/{ulid}/"


def checked_name(given: str) -> str:
    """Return a name, trimmed, or refuse it."""
    name = given.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InvalidName(f"A name has 1 to {LONGEST_NAME} characters.")
    return name


def checked_story(given: str) -> str:
    """Return a story or refuse one that is too long."""
    if len(given) > LONGEST_STORY:
        raise InvalidStory(f"A story has up to {LONGEST_STORY:,} characters.")
    return given


def checked_profile(given: str) -> str:
    """Return the name of a ladder we know, or refuse it."""
    if given not in PROFILES:
        raise UnknownProfile(f"There is no profile {given[:80]!r}; see GET /api/profiles.")
    return given
