# SPDX-License-Identifier: Apache-2.0
"""Reviews: a link under which people without an account watch, write notes and give a verdict."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from services.publish.domain.errors import (
    BehindTheEnd,
    Forbidden,
    NoteHasReplies,
    ReplyToReply,
    ReviewerNameRequired,
    ReviewFull,
)

MAX_NOTE_LENGTH = 2000
MAX_REVIEWER_NAME_LENGTH = 80
MAX_REVIEWERS = 100
MAX_NOTES = 2000
MAX_DAYS = 365
_PATIENCE_MS = 1000


class Verdict(StrEnum):
    """What a reviewer thinks of a production as it is."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"


class ReviewChange(StrEnum):
    """What happened in a review, as its event says."""

    NOTE_ADDED = "note_added"
    NOTE_CHANGED = "note_changed"
    NOTE_DELETED = "note_deleted"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class ReviewLink:
    """A link to the review of a production; its token is stored as a digest only."""

    link_id: int
    production_id: int
    publication_id: int | None
    """The publication that is reviewed, where the link was made for one."""
    owner_user_id: int
    """The owner of the production."""
    name: str
    created_at: dt.datetime
    expires_at: dt.datetime
    revoked_at: dt.datetime | None = None
    video_replaced_at: dt.datetime | None = None
    """When the production got its present video, if that is not its first."""

    def is_of_earlier_video(self, moment: dt.datetime | None) -> bool:
        """Whether what was written at a moment is about a video that was replaced since."""
        replaced = self.video_replaced_at
        return moment is not None and replaced is not None and moment < replaced


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who opened a review link and gave a name."""

    reviewer_id: int
    link_id: int
    name: str
    created_at: dt.datetime
    verdict: Verdict | None = None
    verdict_note: str = ""
    decided_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteAuthor:
    """Who writes in a review: a reviewer, or the owner or an administrator with an account."""

    name: str
    reviewer_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """A note at a moment of a production, or a reply to one, which has the moment of the note."""

    note_id: int
    link_id: int
    author: NoteAuthor
    parent_id: int | None
    at_ms: int
    until_ms: int | None
    text: str
    created_at: dt.datetime
    edited_at: dt.datetime | None = None
    resolved_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewAccess:
    """What a token gives: the link, and who the caller is in its review, as far as they said."""

    link: ReviewLink
    reviewer: Reviewer | None = None
    manager_user_id: int | None = None
    """The user who calls, if they own the production or administer the site."""

    def is_author(self, note: ReviewNote) -> bool:
        """Whether the caller wrote a note."""
        author = note.author
        if self.reviewer is not None:
            return author.reviewer_id == self.reviewer.reviewer_id
        return self.manager_user_id is not None and author.user_id == self.manager_user_id

    def require_named(self) -> None:
        """Raise ReviewerNameRequired when nobody knows who the caller is."""
        if self.reviewer is None and self.manager_user_id is None:
            raise ReviewerNameRequired("Give your name first; then you may write notes.")

    def check_text_change(self, note: ReviewNote) -> None:
        """Raise Forbidden unless the caller wrote the note."""
        if not self.is_author(note):
            raise Forbidden("Only its author may change the text of a note.")

    def check_resolution(self, note: ReviewNote) -> None:
        """Raise Forbidden unless the caller wrote the note or manages the review."""
        if self.manager_user_id is None and not self.is_author(note):
            raise Forbidden("Only its author and the owner of the video may resolve a note.")

    def check_deletion(self, note: ReviewNote, *, has_replies: bool) -> None:
        """Raise Forbidden or NoteHasReplies unless the caller may delete a note.

        Whoever manages the review may delete every note with its replies; authors may delete their
        own while nobody has replied.
        """
        if self.manager_user_id is not None:
            return
        if not self.is_author(note):
            raise Forbidden("Only its author and the owner of the video may delete a note.")
        if has_replies:
            raise NoteHasReplies("Others have replied to this note: resolve it instead.")


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note as it was written, before it is stored."""

    text: str
    at_ms: int = 0
    until_ms: int | None = None
    parent_id: int | None = None

    def under(self, parent: ReviewNote) -> NoteDraft:
        """Return this reply with the moment of the note it answers; ReplyToReply if that is one."""
        if parent.parent_id is not None:
            raise ReplyToReply("A reply cannot be replied to: reply to the note above it.")
        return replace(self, at_ms=parent.at_ms, until_ms=parent.until_ms)

    def within(self, duration: Fraction) -> NoteDraft:
        """Return this note of a video that lasts so many seconds; BehindTheEnd if it is too late.

        Players may show the last picture for a moment longer: what is at most a second behind the
        end is at the end.
        """
        end_ms = math.ceil(duration * 1000)
        last_ms = self.at_ms if self.until_ms is None else self.until_ms
        if last_ms > end_ms + _PATIENCE_MS:
            raise BehindTheEnd(f"The video ends after {float(duration):.1f} seconds.")
        at_ms = min(self.at_ms, end_ms)
        until_ms = None if self.until_ms is None else min(self.until_ms, end_ms)
        return replace(self, at_ms=at_ms, until_ms=None if until_ms == at_ms else until_ms)


def check_room(count: int, limit: int, what: str) -> None:
    """Raise ReviewFull when a review has as many of something as it may have."""
    if count >= limit:
        raise ReviewFull(f"This review has {limit} {what}, and cannot have more.")
