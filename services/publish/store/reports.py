# SPDX-License-Identifier: Apache-2.0
"""Reports on publications."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import insert_if_absent
from services.publish.domain.errors import ReportNotFound
from services.publish.domain.report import Report, ReportReason, ReportStatus, Resolution
from services.publish.store.tables import PRODUCTIONS, SPACE_PUBLICATIONS
from services.publish.store.tables_audience import COMMENTS, REPORTS

_FIELDS = [one.name for one in REPORTS.c if one.name != "id"]


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report with the name of the production, and the text of the comment it is on, if any."""

    report: Report
    title: str
    comment_text: str


class ReportRepository:
    """Reads and writes reports."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_report(self, report: Report) -> Report | None:
        """Insert a report and return it with its id; None when its user did so before."""
        row = insert_if_absent(self._session, REPORTS, _values(report))
        return None if row is None else replace(report, report_id=row.id)

    def get_report(self, report_id: int) -> Report:
        """Return a report, locked until the transaction ends; ReportNotFound when there is none."""
        query = sa.select(REPORTS).where(REPORTS.c.id == report_id).with_for_update()
        row = self._session.execute(query).first()
        if row is None:
            raise ReportNotFound("No report has this id.")
        return _report(row)

    def save_report(self, report: Report) -> None:
        """Update the row of a report."""
        update = sa.update(REPORTS).where(REPORTS.c.id == report.report_id)
        self._session.execute(update.values(_values(report)))

    def list_reports(
        self, space_id: int, *, status: ReportStatus | None, before: int | None, limit: int
    ) -> list[ListedReport]:
        """Return the reports of a space, newest first, with ids below `before`."""
        c = REPORTS.c
        query = (
            sa.select(REPORTS, PRODUCTIONS.c.name, COMMENTS.c.text)
            .join_from(REPORTS, SPACE_PUBLICATIONS, SPACE_PUBLICATIONS.c.id == c.publication_id)
            .join(PRODUCTIONS, PRODUCTIONS.c.production_id == SPACE_PUBLICATIONS.c.production_id)
            .join(COMMENTS, COMMENTS.c.id == c.comment_id, isouter=True)
            .where(c.space_id == space_id)
        )
        if status is not None:
            query = query.where(c.status == status)
        if before is not None:
            query = query.where(c.id < before)
        rows = self._session.execute(query.order_by(c.id.desc()).limit(limit))
        return [ListedReport(_report(row), row.name, row.text or "") for row in rows]


def _values(report: Report) -> dict[str, Any]:  # Any: columns of several types
    return {name: getattr(report, name) for name in _FIELDS}


def _report(row: sa.Row[Any]) -> Report:  # Any: a row of reports
    values = {name: getattr(row, name) for name in _FIELDS}
    values["reason"] = ReportReason(row.reason)
    values["status"] = ReportStatus(row.status)
    values["resolution"] = None if row.resolution is None else Resolution(row.resolution)
    return Report(report_id=row.id, **values)
