# SPDX-License-Identifier: Apache-2.0
"""The worker loop: slots claim jobs, keep their leases, and report what became of them."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType

from google.protobuf.any_pb2 import Any as AnyMessage

from chassis import logging
from chassis.jobs.client import JobClient
from chassis.jobs.errors import (
    CoordinatorUnavailable,
    InvalidJobResult,
    JobFailure,
    JobInterrupted,
    LeaseLost,
)
from chassis.jobs.failures import failure_of
from chassis.jobs.job import ClaimedJob, JobResult
from chassis.process import ChildCancelled

_LONGEST_LOG = 1000

_log = logging.get_logger("worker")


class WakeUp:
    """Wakes every slot that waits; a wake-up during a job makes the next wait end at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    @property
    def count(self) -> int:
        """The number of wake-ups so far."""
        with self._changed:
            return self._count

    def notify(self) -> None:
        """Wake every slot."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait(self, since: int, *, seconds: float) -> None:
        """Wait until `count` is no longer `since`, for at most so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != since, seconds)


class CancellationToken:
    """Whether a job must stop, how much of it is done, and what it has made, for the heartbeats."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        self._stop = stop or threading.Event()
        self._lost = threading.Event()
        self.changed = threading.Event()
        self.fraction = 0.0
        self.partial: AnyMessage | None = None

    def cancel(self) -> None:
        """Make the job stop."""
        self._lost.set()

    def is_lost(self) -> bool:
        """Whether the lease is lost, so that no report would be accepted."""
        return self._lost.is_set()

    def is_cancelled(self) -> bool:
        """Whether the job must stop: its lease is lost or its worker stops."""
        return self._lost.is_set() or self._stop.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise JobInterrupted when the job must stop."""
        if self.is_cancelled():
            raise JobInterrupted

    def report_progress(self, fraction: float) -> None:
        """Set the share of the job that is done, 0..1."""
        self.fraction = fraction

    def report_partial(self, partial: AnyMessage) -> None:
        """Send what the job has made so far with a heartbeat that follows at once.

        A newer one replaces one that was not sent yet; the result of the job makes it obsolete.
        """
        self.partial = partial
        self.changed.set()

    def drop_partial(self, sent: AnyMessage | None) -> None:
        """Send a partial result no more, unless there is a newer one."""
        if self.partial is sent:
            self.partial = None


Execute = Callable[[ClaimedJob, CancellationToken], JobResult]
"""Does one job: returns its result, or raises JobFailed, JobInterrupted or anything else.

It runs in the thread of its slot, which lives as long as the worker, so its children may, too.
"""


@dataclass(frozen=True, slots=True)
class Worker:
    """What all slots of one worker share."""

    client: JobClient
    execute: Execute
    slots: int = 1
    poll_seconds: float = 3.0
    heartbeat_seconds: float = 1.0
    retry_seconds: float = 0.5
    wake_up: WakeUp = field(default_factory=WakeUp)
    stop: threading.Event = field(default_factory=threading.Event)


def run_slot(worker: Worker) -> None:
    """Claim and do one job after the other until the worker stops; survives every exception."""
    while not worker.stop.is_set():
        try:
            _claim_and_run(worker)
        except CoordinatorUnavailable:
            worker.stop.wait(worker.retry_seconds)
        except Exception:
            _log.exception("worker.failed")
            worker.stop.wait(worker.poll_seconds)


def _claim_and_run(worker: Worker) -> None:
    wake_ups = worker.wake_up.count
    job = worker.client.claim()
    if job is None:
        worker.wake_up.wait(wake_ups, seconds=worker.poll_seconds)
    else:
        run_job(worker, job)


def run_job(worker: Worker, job: ClaimedJob) -> None:
    """Do one claimed job and report what became of it, as long as its lease is held."""
    with LeaseKeeper(worker, job) as keeper:
        started = time.monotonic()
        try:
            result = worker.execute(job, keeper.token)
        except (JobInterrupted, ChildCancelled):
            keeper.report(lambda: worker.client.give_back(job.lease))
        # A hostile input may raise anything; the coordinator decides whether it is tried again.
        except Exception as error:
            _report_failure(keeper, job, error)
        else:
            wall_seconds = time.monotonic() - started
            _complete(keeper, job, dataclasses.replace(result, wall_seconds=wall_seconds))


def _complete(keeper: LeaseKeeper, job: ClaimedJob, result: JobResult) -> None:
    client = keeper.worker.client
    try:
        keeper.report(lambda: client.complete(job.lease, result))
    except InvalidJobResult as error:
        _log.error("job.result_invalid", job_id=job.lease.job_id, kind=job.kind, error=str(error))
        failure = JobFailure("invalid_result", f"The result of this {job.kind} job was invalid.")
        keeper.report(lambda: client.fail(job.lease, failure))


def _report_failure(keeper: LeaseKeeper, job: ClaimedJob, error: Exception) -> None:
    cause = error.__cause__ or error
    _log.warning(
        "job.failed",
        job_id=job.lease.job_id,
        kind=job.kind,
        error=f"{type(cause).__name__}: {error}"[:_LONGEST_LOG],
        exc_info=cause,
    )
    failure = failure_of(job.kind, error)
    keeper.report(lambda: keeper.worker.client.fail(job.lease, failure))


class LeaseKeeper:
    """Keeps the lease of one job by a thread of its own, and cancels its token when it is lost.

    While the coordinator does not answer, the job continues until its lease has ended.
    """

    def __init__(self, worker: Worker, job: ClaimedJob) -> None:
        self.worker = worker
        self.token = CancellationToken(worker.stop)
        self._job = job
        self._done = threading.Event()

    def __enter__(self) -> LeaseKeeper:
        threading.Thread(target=self._keep, name="lease", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._done.set()
        self.token.changed.set()

    def report(self, report: Callable[[], None]) -> None:
        """Repeat a report until the coordinator answers or the lease is lost.

        A worker that stops tries only once.
        """
        while not self.token.is_lost():
            try:
                report()
                return
            except LeaseLost:
                return
            except CoordinatorUnavailable:
                if self.worker.stop.wait(self.worker.retry_seconds):
                    return

    def _keep(self) -> None:
        client, lease = self.worker.client, self._job.lease
        held_until = time.monotonic() + self._job.lease_seconds
        while not self._is_done():
            asked_at, partial = time.monotonic(), self.token.partial
            try:
                fraction = self.token.fraction
                is_held = client.heartbeat(lease, fraction=fraction, partial=partial)
                held_until = asked_at + self._job.lease_seconds
                self.token.drop_partial(partial)
            except LeaseLost:
                is_held = False
            except CoordinatorUnavailable:
                is_held = time.monotonic() < held_until
            # Whatever else goes wrong: a heartbeat that ended would lose the lease unheard.
            except Exception:
                _log.exception("heartbeat.failed", job_id=lease.job_id)
                is_held = time.monotonic() < held_until
            if not is_held:
                self.token.cancel()
                return

    def _is_done(self) -> bool:
        """Wait until the next heartbeat is due, and return whether the job has ended."""
        self.token.changed.wait(self.worker.heartbeat_seconds)
        self.token.changed.clear()
        return self._done.is_set()
