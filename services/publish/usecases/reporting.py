# SPDX-License-Identifier: Apache-2.0
"""Report publications to the moderators of their space, and handle reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.comment import check_live
from services.publish.domain.errors import AlreadyReported, CommentNotFound, Forbidden
from services.publish.domain.report import (
    Report,
    ReportReason,
    ReportStatus,
    Resolution,
    check_range,
)
from services.publish.store.reports import ListedReport
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import get_viewed


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a user says against a publication, or against a comment on it."""

    reason: ReportReason
    note: str = ""
    comment_id: int | None = None
    from_ms: int | None = None
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Some reports, newest first; the next page begins below the id `next_before`."""

    items: Sequence[ListedReport]
    reporter_names: Mapping[int, str]
    next_before: int | None


def report(
    deps: Dependencies, *, caller: Caller, publication_id: int, complaint: Complaint
) -> Report:
    """Report a publication or a comment; AlreadyReported when the caller has reported it before.

    InvalidRange when what is reported ends before it begins.
    """
    check_range(complaint.from_ms, complaint.until_ms)
    with deps.unit_of_work() as uow:
        publication, _ = get_viewed(uow, caller, publication_id)
        check_live(publication)
        if complaint.comment_id is not None:
            _check_comment(uow, publication_id, complaint.comment_id)
        made = Report(
            report_id=0,
            publication_id=publication_id,
            space_id=publication.space_id,
            reporter_user_id=caller.user_id,
            reason=complaint.reason,
            note=complaint.note,
            created_at=deps.now(),
            comment_id=complaint.comment_id,
            from_ms=complaint.from_ms,
            until_ms=complaint.until_ms,
        )
        added = uow.reports.add_report(made)
        if added is None:
            raise AlreadyReported("You have reported this before.")
        return added


def list_reports(
    deps: Dependencies,
    *,
    caller: Caller,
    space_id: int,
    status: ReportStatus | None,
    before: int | None,
    limit: int,
) -> ReportPage:
    """Return a page of the reports of a space; Forbidden unless the caller moderates it."""
    with deps.reading() as uow:
        _check_moderator(uow, caller, space_id)
        found = uow.reports.list_reports(space_id, status=status, before=before, limit=limit + 1)
    items, last = cut_page(found, limit)
    reporters = sorted({one.report.reporter_user_id for one in items})
    names = deps.accounts.get_display_names(reporters) if reporters else {}
    return ReportPage(items, names, None if last is None else last.report.report_id)


def handle_report(
    deps: Dependencies,
    *,
    caller: Caller,
    report_id: int,
    status: ReportStatus,
    resolution: Resolution | None,
) -> Report:
    """Give a report a status and a resolution; Forbidden unless the caller moderates its space."""
    with deps.unit_of_work() as uow:
        found = uow.reports.get_report(report_id)
        _check_moderator(uow, caller, found.space_id)
        handled = found.handled(status, resolution, by=caller.user_id, now=deps.now())
        uow.reports.save_report(handled)
        return handled


def _check_moderator(uow: UnitOfWork, caller: Caller, space_id: int) -> None:
    if not uow.spaces.get_membership(caller, space_id).may_moderate:
        raise Forbidden("Only the moderators of the space may read and handle its reports.")


def _check_comment(uow: UnitOfWork, publication_id: int, comment_id: int) -> None:
    if uow.comments.get_comment(comment_id).publication_id != publication_id:
        raise CommentNotFound("This publication has no comment of this id.")
