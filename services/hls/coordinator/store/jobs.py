# SPDX-License-Identifier: Apache-2.0
"""The table of packaging jobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.jobs.errors import JobFailure
from chassis.jobs.job import Lease
from chassis.jobs.table import FailureOutcome, Leases, LostLeases, unattempted
from services.hls.contract.packagers import FFMPEG, Packager
from services.hls.contract.packaging import RenditionProgress
from services.hls.coordinator.domain.job import PackagingJob
from services.hls.coordinator.store.tables import JOBS


class PackagingJobRepository:
    """The packaging jobs in one transaction.

    A transaction that writes a job and its production writes the job first, so that no two wait
    for each other.
    """

    def __init__(self, session: Session, leases: Leases) -> None:
        self._session = session
        self._leases = leases

    def add_job(self, production_id: int, packager: Packager = FFMPEG) -> int:
        """Add the job of a new production for a packager and return its id."""
        row = {"production_id": production_id, "packager": packager, **unattempted()}
        insert = sa.insert(JOBS).values(row).returning(JOBS.c.id)
        return int(self._session.execute(insert).scalar_one())

    def find_jobs_of(self, production_ids: Sequence[int]) -> dict[int, PackagingJob]:
        """Return the jobs of productions by production id."""
        query = sa.select(JOBS).where(JOBS.c.production_id.in_(production_ids))
        return {row.production_id: _job(row) for row in self._session.execute(query)}

    def find_job(self, job_id: int) -> PackagingJob | None:
        """Return one job."""
        row = self._session.execute(sa.select(JOBS).where(JOBS.c.id == job_id)).first()
        return None if row is None else _job(row)

    def claim_job(self, worker_id: str, packagers: Sequence[str]) -> PackagingJob | None:
        """Lease the oldest job that waits for such packagers; None when none waits."""
        where = [JOBS.c.packager.in_(packagers)]
        row = self._leases.claim(self._session, worker=worker_id, where=where)
        return None if row is None else _job(row)

    def heartbeat(self, lease: Lease, *, fraction: float) -> bool:
        """Prolong a lease and record progress; False when it is lost."""
        return self._leases.heartbeat(self._session, lease.job_id, lease.token, fraction=fraction)

    def record_progress(self, lease: Lease, renditions: Sequence[RenditionProgress]) -> bool:
        """Record how much of each rendition is made; False when the lease is lost."""
        held = (JOBS.c.id == lease.job_id, JOBS.c.token == lease.token, JOBS.c.state == "running")
        values = [one.model_dump() for one in renditions]
        update = sa.update(JOBS).where(*held).values(renditions=values).returning(JOBS.c.id)
        return self._session.execute(update).first() is not None

    def save_checkpoint(self, lease: Lease, checkpoint: str) -> bool:
        """Store what the next packager of a job gets; False when the lease is lost."""
        values = {"checkpoint": checkpoint}
        return self._leases.update(self._session, lease.job_id, lease.token, values)

    def finish_job(self, lease: Lease) -> bool:
        """Mark a job done; False when its lease is lost."""
        return self._leases.finish(self._session, lease.job_id, lease.token)

    def give_back_job(self, lease: Lease) -> bool:
        """Let another packager do a job, uncounted; False when its lease is lost."""
        return self._leases.give_back(self._session, lease.job_id, lease.token)

    def record_failure(self, lease: Lease, failure: JobFailure) -> FailureOutcome:
        """Count a failure and let the job wait or end it, as the retry policy says."""
        return self._leases.record_failure(self._session, lease.job_id, lease.token, failure)

    def take_back_lost_leases(self) -> LostLeases[PackagingJob]:
        """End every lease that has run out, counted as a crash of its packager."""
        return self._leases.take_back_lost_leases(self._session).converted(_job)

    def delete_job_of(self, production_id: int) -> PackagingJob | None:
        """Delete the job of a production and return it as it was."""
        delete = sa.delete(JOBS).where(JOBS.c.production_id == production_id).returning(JOBS)
        row = self._session.execute(delete).first()
        return None if row is None else _job(row)


def _job(row: sa.Row[Any]) -> PackagingJob:  # Any: a row of packaging_jobs
    return PackagingJob(
        job_id=row.id,
        production_id=row.production_id,
        state=row.state,
        token=row.token,
        attempts=row.attempts,
        crashes=row.crashes,
        fraction=row.fraction,
        renditions=tuple(RenditionProgress(**one) for one in row.renditions or ()),
        packager=row.packager,
        checkpoint=row.checkpoint,
    )
