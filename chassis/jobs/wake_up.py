# SPDX-License-Identifier: Apache-2.0
"""Messages that wake the workers of a queue."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chassis import outbox
from reelmill.jobs.v1 import resources_pb2


def wake_workers(session: Session, queue: str, job_id: int) -> None:
    """Send a hint that a job can be claimed, once this transaction is committed."""
    outbox.wake(session, queue, resources_pb2.JobAvailable(job_id=job_id))
