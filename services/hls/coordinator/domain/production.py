# SPDX-License-Identifier: Apache-2.0
"""A production: one HLS packaging of an upload, with its states, its name and its story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from services.hls.contract.packagers import FFMPEG, Packager
from services.hls.contract.packaging import PackagedStream
from services.hls.contract.profiles import AUTO, PROFILES
from services.hls.coordinator.domain.errors import (
    InvalidProductionName,
    InvalidStory,
    UnknownProfile,
)
from services.hls.coordinator.domain.upload import SourceFile

QUEUED, PROCESSING, COMPLETED, FAILED = "queued", "processing", "completed", "failed"
PENDING_MEDIA, CANCELLED = "pending_media", "cancelled"
"""The statuses of productions of drafts only: the master is being rendered, or was cancelled."""

NOT_READY, IN_PROGRESS, READY = "not_ready", "in_progress", "ready"

STATUSES_OF_STATE: Mapping[str, frozenset[str]] = {
    IN_PROGRESS: frozenset({PENDING_MEDIA, QUEUED, PROCESSING}),
    READY: frozenset({COMPLETED}),
    FAILED: frozenset({FAILED, CANCELLED}),
}

LONGEST_NAME, LONGEST_STORY, LONGEST_REASON = 255, 2000, 500
LONGEST_QUALITY = 40
_LONGEST_CODE = 80

_NEXT: Mapping[str, frozenset[str]] = {
    PENDING_MEDIA: frozenset({QUEUED, FAILED, CANCELLED}),
    QUEUED: frozenset({PROCESSING, FAILED}),
    PROCESSING: frozenset({QUEUED, COMPLETED, FAILED}),
    COMPLETED: frozenset(),
    FAILED: frozenset(),
    CANCELLED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class PackagingSettings:
    """The settings by which a production is packaged, as they were when it was created.

    A `quality` that begins with hq takes the finer variant of the profile.
    """

    profile: str = AUTO
    packager: Packager = FFMPEG
    quality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """One HLS packaging of an upload; `production_id` is 0 until it is stored.

    `duration` is exact, in seconds, and None until its first rendition can be played. Its picture
    begins at the tick `clock_start`, of 1/90000 s, of the clock of its stream. `revision` grows
    with every change.
    """

    production_id: int = 0
    ulid: str
    owner_user_id: int
    name: str
    source: SourceFile
    output_prefix: str
    created_at: dt.datetime
    updated_at: dt.datetime
    status: str = QUEUED
    settings: PackagingSettings = PackagingSettings()
    default_story_text: str = ""
    request_id: str | None = None
    error_code: str = ""
    error_message: str = ""
    duration: Fraction | None = None
    clock_start: int = 0
    damaged_pictures: int = 0
    """How many of its pictures could not be restored, and are shown grey or smeared."""
    started_at: dt.datetime | None = None
    completed_at: dt.datetime | None = None
    revision: int = 1
    replaces_id: int | None = None
    """Of a replacement: the production whose stream it will become."""
    requested_by: int = 0
    """Of a replacement: the user who asked for it; 0 when it is not known."""

    @property
    def upload_id(self) -> int:
        """The upload that is packaged."""
        return self.source.upload_id

    @property
    def warnings(self) -> list[str]:
        """What is not shown as one may expect, in sentences for people."""
        if not self.damaged_pictures:
            return []
        many = self.damaged_pictures > 1
        return [
            f"{self.damaged_pictures} of its pictures {'are' if many else 'is'} damaged in the"
            " uploaded file, and may be grey or smeared."
        ]

    @property
    def is_completed(self) -> bool:
        """Whether all its renditions can be played."""
        return self.status == COMPLETED

    @property
    def is_playable(self) -> bool:
        """Whether at least one of its renditions can be played, while others are still made."""
        return self.duration is not None and self.state != FAILED

    @property
    def state(self) -> str:
        """Its state as the HLS status of an export: in_progress, ready or failed."""
        ends = {COMPLETED: READY, FAILED: FAILED, CANCELLED: FAILED}
        return ends.get(self.status, IN_PROGRESS)

    def start(self, now: dt.datetime) -> Production:
        """Return it as processed by a packager."""
        return replace(self._with_status(PROCESSING, now), started_at=self.started_at or now)

    def advance(self, duration: Fraction, now: dt.datetime) -> Production:
        """Return it as playable, while more renditions are made."""
        if self.status != PROCESSING:
            raise ValueError(f"a production that is {self.status} is not being packaged")
        return replace(self, duration=duration, updated_at=now, revision=self.revision + 1)

    def requeue(self, now: dt.datetime) -> Production:
        """Return it as waiting for another packager."""
        return self._with_status(QUEUED, now)

    def complete(self, stream: PackagedStream, now: dt.datetime) -> Production:
        """Return it as completed with its stream."""
        return replace(
            self._with_status(COMPLETED, now),
            duration=stream.duration,
            clock_start=stream.clock_start,
            damaged_pictures=stream.damaged_pictures,
            completed_at=now,
        )

    def fail(self, code: str, reason: str, now: dt.datetime) -> Production:
        """Return it as failed, with a stable code and one sentence for people."""
        return self._ended(FAILED, code, reason, now)

    def cancel(self, code: str, reason: str, now: dt.datetime) -> Production:
        """Return it as cancelled, with a stable code and one sentence for people."""
        return self._ended(CANCELLED, code, reason, now)

    def touch(self, now: dt.datetime) -> Production:
        """Return it as changed: something that belongs to it is another."""
        return replace(self, updated_at=now, revision=self.revision + 1)

    def take_over(self, replacement: Production, now: dt.datetime) -> Production:
        """Return it with the stream of its completed replacement in place of its own."""
        return replace(
            self,
            ulid=replacement.ulid,
            source=replacement.source,
            output_prefix=replacement.output_prefix,
            settings=replacement.settings,
            duration=replacement.duration,
            clock_start=replacement.clock_start,
            damaged_pictures=replacement.damaged_pictures,
            completed_at=now,
            updated_at=now,
            revision=self.revision + 1,
        )

    def with_story(self, story: str, now: dt.datetime) -> Production:
        """Return it with another default story; InvalidStory when that is too long."""
        text = checked_story(story)
        return replace(self, default_story_text=text, updated_at=now, revision=self.revision + 1)

    def _ended(self, status: str, code: str, reason: str, now: dt.datetime) -> Production:
        ended = self._with_status(status, now)
        code, reason = code[:_LONGEST_CODE], reason[:LONGEST_REASON]
        return replace(ended, error_code=code, error_message=reason)

    def _with_status(self, status: str, now: dt.datetime) -> Production:
        if status not in _NEXT[self.status]:
            raise ValueError(f"a production never goes from {self.status} to {status}")
        return replace(self, status=status, updated_at=now, revision=self.revision + 1)


@dataclass(frozen=True, slots=True)
class ProductionFilter:
    """Whose productions are listed; None of upload and state means all."""

    owner_user_id: int
    upload_id: int | None = None
    state: str | None = None
    """in_progress, ready or failed."""


def output_prefix(source: SourceFile, ulid: str, now: dt.datetime) -> str:
    """Return the folder of a production's files, with its final slash."""
    return f"hls/{now:%Y-%m/%d}/{source.asset}/{ulid}/"


def checked_name(given: str) -> str:
    """Return a name without outer blanks; InvalidProductionName when it is empty or too long."""
    name = given.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InvalidProductionName(f"A name has 1 to {LONGEST_NAME} characters.")
    return name


def checked_story(given: str) -> str:
    """Return a story; InvalidStory when it is too long."""
    if len(given) > LONGEST_STORY:
        raise InvalidStory(f"A story has up to {LONGEST_STORY:,} characters.")
    return given


def checked_profile(given: str) -> str:
    """Return the name of a profile; UnknownProfile when there is none of that name."""
    if given not in PROFILES:
        raise UnknownProfile(f"There is no profile {given[:80]!r}; see GET /api/profiles.")
    return given
