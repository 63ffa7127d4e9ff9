# SPDX-License-Identifier: Apache-2.0
"""Reports: a user tells the moderators of a space that a publication should not be there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from services.publish.domain.errors import ResolutionRequired

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


@dataclass(frozen=True, slots=True)
class Report:
    """A report on a publication, or on one of its comments; one from each user."""

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
        return replace(self, status=status, resolution=resolution, handled_by=by, handled_at=now)
