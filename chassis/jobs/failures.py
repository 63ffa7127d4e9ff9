# SPDX-License-Identifier: Apache-2.0
"""Which failure an exception of a job is reported as."""

from __future__ import annotations

import errno
import signal

from chassis.jobs.errors import Fault, JobFailed, JobFailure
from chassis.process import ChildError, ChildStalled, ChildTimedOut
from chassis.storage import StorageError

_LONGEST_DETAIL = 300
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.ENOMEM)
_KILLED = (-signal.SIGKILL, -signal.SIGTERM)
_OUT_OF_SPACE = ("No space left on device", "Cannot allocate memory", "Disk quota exceeded")


def failure_of(kind: str, error: Exception) -> JobFailure:
    """Return the failure of a job of some kind that ended with an exception.

    A job may raise JobFailed to name its failure. Storage that does not answer, a full machine and
    killed children are failures of the environment; everything else has an unknown cause.
    """
    if isinstance(error, JobFailed):
        return error.failure
    if isinstance(error, StorageError):
        unavailable = "The storage could not be read or written."
        return JobFailure("storage_unavailable", unavailable, Fault.ENVIRONMENT)
    if isinstance(error, ChildError):
        return _child_failure(kind, error)
    is_full = isinstance(error, MemoryError) or getattr(error, "errno", None) in _FULL
    if is_full:
        full = "The worker has no memory or disk space left."
        return JobFailure("worker_out_of_space", full, Fault.ENVIRONMENT)
    return JobFailure(f"{kind}_failed", f"The {kind} job failed ({type(error).__name__}).")


def is_environment_failure(error: ChildError) -> bool:
    """Whether a child was killed, or says that memory or disk space ran out."""
    is_out_of_space = any(text in error.stderr_tail for text in _OUT_OF_SPACE)
    return error.returncode in _KILLED or is_out_of_space


def _child_failure(kind: str, error: ChildError) -> JobFailure:
    if isinstance(error, ChildTimedOut | ChildStalled):
        return JobFailure(f"{kind}_timed_out", f"The {kind} job took too long.")
    last = error.stderr_tail.strip().splitlines()[-1:] or [f"ended with {error.returncode}"]
    fault = Fault.ENVIRONMENT if is_environment_failure(error) else Fault.UNKNOWN
    reason = f"The {kind} job failed: {last[0][:_LONGEST_DETAIL]}"
    return JobFailure(f"{kind}_failed", reason, fault)
