# SPDX-License-Identifier: Apache-2.0
"""The retry policy: what is tried again, when, and how often."""

from __future__ import annotations

import errno
import signal

import pytest

from chassis.jobs.errors import Fault, InputUnusable, JobFailure
from chassis.jobs.failures import failure_of
from chassis.jobs.policy import RETRY_POLICY, RetryPolicy, error_signature
from chassis.process import ChildError, ChildFailed, ChildStalled
from chassis.storage import StorageUnavailable

FAILURE = JobFailure("chunk_failed", "The chunk job failed: [libx264 @ 0x55d1] error 12")


def delay(failure: JobFailure, *, attempts: int = 0, last_error: str = "") -> float | None:
    return RETRY_POLICY.retry_delay(failure, attempts=attempts, last_error=last_error)


def test_an_unknown_failure_is_tried_again_later_and_later_and_then_never() -> None:
    assert [delay(FAILURE, attempts=one) for one in range(4)] == [2.0, 10.0, 30.0, None]


def test_an_input_at_fault_is_never_tried_again() -> None:
    assert delay(JobFailure("not_media", "This is not media.", Fault.INPUT)) is None


def test_the_same_error_twice_in_a_row_is_final() -> None:
    same = JobFailure("chunk_failed", "The chunk job failed: [libx264 @ 0x77aa] error 13")
    other = JobFailure("chunk_failed", "The chunk job failed: another error")

    assert delay(same, attempts=1, last_error=error_signature(FAILURE)) is None
    assert delay(other, attempts=1, last_error=error_signature(FAILURE)) == 10.0


def test_an_environment_that_fails_twice_is_tried_again() -> None:
    failure = JobFailure("storage_unavailable", "No storage.", Fault.ENVIRONMENT)

    assert delay(failure, attempts=1, last_error=error_signature(failure)) == 10.0
    assert delay(failure, attempts=3, last_error=error_signature(failure)) is None


def test_a_job_that_ended_too_many_workers_is_given_up() -> None:
    policy = RetryPolicy(crash_limit=2)

    assert [policy.is_given_up(crashes) for crashes in (1, 2)] == [False, True]


@pytest.mark.parametrize(
    ("error", "code", "fault"),
    [
        (InputUnusable("not_media", "no"), "not_media", Fault.INPUT),
        (StorageUnavailable("away"), "storage_unavailable", Fault.ENVIRONMENT),
        (OSError(errno.ENOSPC, "full"), "worker_out_of_space", Fault.ENVIRONMENT),
        (MemoryError(), "worker_out_of_space", Fault.ENVIRONMENT),
        (OSError(errno.EACCES, "no"), "chunk_failed", Fault.UNKNOWN),
        (ChildFailed("ffmpeg", 1, "no"), "chunk_failed", Fault.UNKNOWN),
        (
            ChildFailed("ffmpeg", 1, "av_write: No space left on device"),
            "chunk_failed",
            Fault.ENVIRONMENT,
        ),
        (ChildFailed("ffmpeg", -signal.SIGKILL, ""), "chunk_failed", Fault.ENVIRONMENT),
        (ChildFailed("ffmpeg", -signal.SIGSEGV, ""), "chunk_failed", Fault.UNKNOWN),
        (ChildStalled("ffmpeg", -signal.SIGKILL, ""), "chunk_timed_out", Fault.UNKNOWN),
    ],
)
def test_an_exception_is_reported_with_its_cause(error: Exception, code: str, fault: Fault) -> None:
    failure = failure_of("chunk", error)

    assert (failure.code, failure.fault) == (code, fault)


def test_a_failed_child_is_reported_with_its_last_line() -> None:
    error: ChildError = ChildFailed("ffmpeg", 1, "first\nInvalid data found\n")

    assert failure_of("chunk", error).reason == "The chunk job failed: Invalid data found"
