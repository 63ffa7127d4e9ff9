# SPDX-License-Identifier: Apache-2.0
"""The table of jobs at MediaConvert that are to be cancelled."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import insert_if_absent
from services.hls.coordinator.store.tables import CONVERSION_CANCELLATIONS

_MOST = 100


class ConversionCancellationRepository:
    """The jobs at MediaConvert that nobody waits for any more, in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_cancellation(self, mediaconvert_job_id: str, now: dt.datetime) -> None:
        """Add a job to be cancelled, once."""
        row = {"mediaconvert_job_id": mediaconvert_job_id, "since": now}
        insert_if_absent(self._session, CONVERSION_CANCELLATIONS, row)

    def list_cancellations(self) -> list[str]:
        """List up to 100 jobs to be cancelled, those first that have waited longest."""
        c = CONVERSION_CANCELLATIONS.c
        query = sa.select(c.mediaconvert_job_id).order_by(c.since).limit(_MOST)
        return list(self._session.execute(query).scalars())

    def delete_cancellations_before(self, moment: dt.datetime) -> None:
        """Remove the jobs from the list that have waited since before a moment."""
        delete = sa.delete(CONVERSION_CANCELLATIONS)
        self._session.execute(delete.where(CONVERSION_CANCELLATIONS.c.since < moment))

    def delete_cancellation(self, mediaconvert_job_id: str) -> None:
        """Remove a job that was cancelled from the list."""
        c = CONVERSION_CANCELLATIONS.c
        delete = sa.delete(CONVERSION_CANCELLATIONS)
        self._session.execute(delete.where(c.mediaconvert_job_id == mediaconvert_job_id))
