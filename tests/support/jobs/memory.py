# SPDX-License-Identifier: Apache-2.0
"""A coordinator of jobs in memory, and workers whose jobs a test defines."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.wrappers_pb2 import StringValue

from chassis.jobs.errors import CoordinatorUnavailable, InvalidJobResult, JobFailure, LeaseLost
from chassis.jobs.job import ClaimedJob, JobResult, Lease, pack
from chassis.jobs.worker import CancellationToken, Worker

JOB = ClaimedJob(Lease("worker-1", 1, 1), "chunk", pack(StringValue(value="spec")), 15.0)
RESULT = JobResult(pack(StringValue(value="result")), cpu_seconds=2.5)

Act = Callable[[CancellationToken], JobResult]


@dataclass
class MemoryJobClient:
    """A coordinator in memory; `reports` lists the reports in order."""

    jobs: list[ClaimedJob] = field(default_factory=list)
    reports: list[object] = field(default_factory=list)
    results: list[JobResult] = field(default_factory=list)
    unavailable_calls: int = 0
    claim_error: Exception | None = None
    is_lost: bool = False
    refuses_results: bool = False
    holds_leases: bool = True
    heartbeats: list[float] = field(default_factory=list)
    partials: list[AnyMessage] = field(default_factory=list)
    has_beaten: threading.Event = field(default_factory=threading.Event)

    def claim(self) -> ClaimedJob | None:
        if self.claim_error is not None:
            error, self.claim_error = self.claim_error, None
            raise error
        self._check_available()
        return self.jobs.pop() if self.jobs else None

    def heartbeat(
        self, lease: Lease, *, fraction: float, partial: AnyMessage | None = None
    ) -> bool:
        self.heartbeats.append(fraction)
        if partial is not None:
            self.partials.append(partial)
        self.has_beaten.set()
        self._check_available()
        return self.holds_leases

    def complete(self, lease: Lease, result: JobResult) -> None:
        self._report("complete")
        self.results.append(result)

    def give_back(self, lease: Lease) -> None:
        self._report("give_back")

    def fail(self, lease: Lease, failure: JobFailure) -> None:
        self._report((failure.code, failure.fault))

    def _report(self, report: object) -> None:
        self._check_available()
        if self.is_lost:
            raise LeaseLost
        if report == "complete" and self.refuses_results:
            raise InvalidJobResult("not a chunk")
        self.reports.append(report)

    def _check_available(self) -> None:
        if self.unavailable_calls:
            self.unavailable_calls -= 1
            raise CoordinatorUnavailable


def make_worker(
    client: MemoryJobClient, act: Act = lambda _: RESULT, *, poll_seconds: float = 0.01
) -> Worker:
    """Make a worker whose waits are short."""
    return Worker(
        client=client,
        execute=lambda _job, token: act(token),
        poll_seconds=poll_seconds,
        heartbeat_seconds=0.01,
        retry_seconds=0.01,
    )
