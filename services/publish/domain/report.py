# SPDX-License-Identifier: Apache-2.0
"""Reports: a user tells the moderators of a space that a publication should not be there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from services.publish.domain.errors import InvalidRange, ResolutionRequired

MAX_REPORT_NOTE_LENGTH = 2000


class ReportReason(StrEnum):
    """Why a publication is reported."""

    SPAM = "spam"
    HARASSMENT = "harassment"
    VIOLENCE = "violence"
    SEXUAL = "sexual"
    COPYRIGHT = "copyright"
    OTHER = "other"


class ReportStatus(StrEnum):
    """How far the moderators are with a report."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"


class Resolution(StrEnum):
    """What the moderators did about a report."""

    UNPUBLISHED = "unpublished"
    COMMENT_DELETED = "comment_deleted"
    WARNED = "warned"
    NO_VIOLATION = "no_violation"
    DUPLICATE = "duplicate"
    OTHER = "other"


CLOSED = frozenset({ReportStatus.RESOLVED, ReportStatus.DISMISSED})
"""The statuses with which a report has a resolution."""
_MEASURES = frozenset({Resolution.UNPUBLISHED, Resolution.COMMENT_DELETED, Resolution.WARNED})
"""The resolutions of a report that was right, so that it cannot be dismissed with them."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report on a publication, or on one of its comments; one of each from each user."""

    report_id: int
    publication_id: int
    space_id: int
    reporter_user_id: int
    reason: ReportReason
    note: str
    created_at: dt.datetime
    comment_id: int | None = None
    from_ms: int | None = None
    until_ms: int | None = None
    status: ReportStatus = ReportStatus.OPEN
    resolution: Resolution | None = None
    handled_by: int | None = None
    handled_at: dt.datetime | None = None

    def handled(
        self, status: ReportStatus, resolution: Resolution | None, *, by: int, now: dt.datetime
    ) -> Report:
        """Return this report in a new status; only a closed one has a resolution.

        ResolutionRequired when they do not go together.
        """
        if (status in CLOSED) is not (resolution is not None):
            raise ResolutionRequired(
                "Resolved and dismissed reports have a resolution, others none."
            )
        if status is ReportStatus.DISMISSED and resolution in _MEASURES:
            raise ResolutionRequired(
                "A report is dismissed when nothing was done: with `no_violation`, `duplicate` or "
                "`other`."
            )
        return replace(self, status=status, resolution=resolution, handled_by=by, handled_at=now)


def check_range(from_ms: int | None, until_ms: int | None) -> None:
    """Raise InvalidRange when a part of a video ends before it begins."""
    if from_ms is not None and until_ms is not None and until_ms < from_ms:
        raise InvalidRange("The part that is meant ends before it begins.")
