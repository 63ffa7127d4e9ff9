# SPDX-License-Identifier: Apache-2.0
"""The worker loop: jobs are claimed, leases are kept, and every outcome is reported."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable

import pytest
from google.protobuf.wrappers_pb2 import StringValue

from chassis.jobs.errors import (
    EnvironmentFailed,
    Fault,
    InputUnusable,
    JobFailed,
    JobInterrupted,
)
from chassis.jobs.job import JobResult, pack
from chassis.jobs.worker import CancellationToken, WakeUp, Worker, run_job, run_slot
from chassis.process import ChildCancelled
from tests.support.jobs.memory import JOB, RESULT, Act, MemoryJobClient, make_worker
from tests.support.process.waiting import HANG_SECONDS, no_hang, pause, wait_for, wait_until

FOREVER = 10**9


def until_cancelled(token: CancellationToken) -> JobResult:
    wait_until(token.raise_if_cancelled, "the cancellation of the job")
    raise AssertionError("a job goes on after its cancellation")


def raising(error: Exception) -> Act:
    def act(_: CancellationToken) -> JobResult:
        raise error

    return act


def stopping_after(worker: Callable[[], Worker]) -> Act:
    """Do a job after which the worker stops."""

    def act(_: CancellationToken) -> JobResult:
        worker().stop.set()
        return RESULT

    return act


def run_until_stopped(worker: Worker, then: Callable[[], None] = lambda: None) -> None:
    slot = threading.Thread(target=run_slot, args=(worker,), daemon=True)
    slot.start()
    then()
    slot.join(HANG_SECONDS)
    assert not slot.is_alive()


@pytest.mark.parametrize(
    ("act", "report"),
    [
        (lambda _: RESULT, "complete"),
        (raising(InputUnusable("not_media", "no")), ("not_media", Fault.INPUT)),
        (raising(EnvironmentFailed("disk_full", "no")), ("disk_full", Fault.ENVIRONMENT)),
        (raising(JobFailed("wrong_packets", "no")), ("wrong_packets", Fault.UNKNOWN)),
        (raising(ValueError("a defect of ours")), ("chunk_failed", Fault.UNKNOWN)),
        (raising(JobInterrupted()), "give_back"),
        (raising(ChildCancelled("ffmpeg", -15, "")), "give_back"),
    ],
)
def test_the_outcome_of_a_job_is_reported(act: Act, report: object) -> None:
    client = MemoryJobClient()

    run_job(make_worker(client, act), JOB)

    assert client.reports == [report]


def test_a_result_carries_what_the_job_cost() -> None:
    client = MemoryJobClient()

    def act(_: CancellationToken) -> JobResult:
        pause(0.02)
        return RESULT

    run_job(make_worker(client, act), JOB)

    (result,) = client.results
    assert result.cpu_seconds == 2.5
    assert result.wall_seconds >= 0.02


def test_heartbeats_carry_the_progress() -> None:
    client = MemoryJobClient()

    def act(token: CancellationToken) -> JobResult:
        token.report_progress(0.25)
        # The first heartbeat may come before the job has begun.
        wait_for(lambda: 0.25 in client.heartbeats)
        return RESULT

    run_job(make_worker(client, act), JOB)

    assert 0.25 in client.heartbeats


def test_what_a_job_has_made_so_far_is_sent_once_and_the_newest_wins() -> None:
    client = MemoryJobClient(unavailable_calls=2)
    first, second = (pack(StringValue(value=word)) for word in ("first", "second"))

    def act(token: CancellationToken) -> JobResult:
        token.report_partial(first)
        token.report_partial(second)
        wait_until(lambda: bool(client.partials) and token.partial is None)
        sent = len(client.heartbeats)
        wait_until(lambda: len(client.heartbeats) > sent + 1)
        return RESULT

    run_job(make_worker(client, act), JOB)

    assert client.partials[-1] == second
    assert len(client.partials) <= 4


def test_a_lost_lease_cancels_the_job_and_nothing_is_reported() -> None:
    client = MemoryJobClient(holds_leases=False)

    run_job(make_worker(client, until_cancelled), JOB)

    assert client.reports == []


def test_a_result_whose_lease_is_lost_is_dropped() -> None:
    client = MemoryJobClient(is_lost=True)

    run_job(make_worker(client), JOB)

    assert client.reports == []


def test_a_result_is_reported_until_the_coordinator_is_back() -> None:
    client = MemoryJobClient(unavailable_calls=5)

    run_job(make_worker(client), JOB)

    assert client.reports == ["complete"]


def test_a_refused_result_is_reported_as_a_failure() -> None:
    client = MemoryJobClient(refuses_results=True)

    run_job(make_worker(client), JOB)

    assert client.reports == [("invalid_result", Fault.UNKNOWN)]


def test_a_job_continues_while_the_coordinator_is_briefly_unavailable() -> None:
    client = MemoryJobClient(unavailable_calls=2)

    def act(token: CancellationToken) -> JobResult:
        wait_until(lambda: not client.unavailable_calls)
        token.raise_if_cancelled()
        return RESULT

    run_job(make_worker(client, act), JOB)

    assert client.reports == ["complete"]


def test_a_coordinator_that_stays_unavailable_cancels_the_job_with_its_lease() -> None:
    client = MemoryJobClient(unavailable_calls=FOREVER)
    brief = dataclasses.replace(JOB, lease_seconds=0.05)

    run_job(make_worker(client, until_cancelled), brief)

    assert client.reports == []


def test_a_worker_that_stops_gives_its_job_back() -> None:
    client = MemoryJobClient([JOB])

    def act(token: CancellationToken) -> JobResult:
        worker.stop.set()
        return until_cancelled(token)

    worker = make_worker(client, act)
    run_until_stopped(worker)

    assert client.reports == ["give_back"]


def test_a_worker_that_stops_does_not_wait_for_a_coordinator_that_is_unavailable() -> None:
    client = MemoryJobClient([JOB])

    def act(token: CancellationToken) -> JobResult:
        client.unavailable_calls = FOREVER
        worker.stop.set()
        return until_cancelled(token)

    worker = make_worker(client, act)
    run_until_stopped(worker)

    assert client.reports == []


def test_a_slot_survives_failing_claims_and_failing_jobs() -> None:
    client = MemoryJobClient([JOB, JOB], unavailable_calls=2, claim_error=ValueError("a defect"))
    outcomes = iter([raising(RuntimeError("a defect")), stopping_after(lambda: worker)])
    worker = make_worker(client, lambda token: next(outcomes)(token))

    run_until_stopped(worker)

    assert client.reports == [("chunk_failed", Fault.UNKNOWN), "complete"]


def test_a_wake_up_ends_the_wait_of_a_slot() -> None:
    client = MemoryJobClient()
    worker = make_worker(client, stopping_after(lambda: worker), poll_seconds=10 * HANG_SECONDS)

    def wake() -> None:
        client.jobs.append(JOB)
        worker.wake_up.notify()

    run_until_stopped(worker, wake)

    assert client.reports == ["complete"]


def test_without_a_wake_up_a_slot_asks_again() -> None:
    client = MemoryJobClient()
    worker = make_worker(client, stopping_after(lambda: worker))

    run_until_stopped(worker, lambda: client.jobs.append(JOB))

    assert client.reports == ["complete"]


def test_a_wake_up_during_a_job_is_not_missed() -> None:
    wake_up = WakeUp()
    before = wake_up.count
    wake_up.notify()

    with no_hang():
        wake_up.wait(before, seconds=HANG_SECONDS)
