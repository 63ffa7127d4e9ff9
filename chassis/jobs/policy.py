# SPDX-License-Identifier: Apache-2.0
"""Whether and when a job is tried again: one policy for all jobs (ADR 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chassis.jobs.errors import Fault, JobFailure

LONGEST_ERROR = 300
"""Characters of an error that are kept to recognise it when it comes again."""

_NUMBER = re.compile(r"0x[0-9a-fA-F]+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long to wait after each failure, and how many lost leases one job may cause.

    A failure is final when the input is at fault, when the back-off is used up, or when the same
    error came twice in a row. A lost lease counts as a crash of the worker.
    """

    back_off_seconds: tuple[float, ...] = (2.0, 10.0, 30.0)
    crash_limit: int = 5

    @property
    def longest_delay_seconds(self) -> float:
        """How long a job waits at most before it is tried again."""
        return max(self.back_off_seconds)

    def retry_delay(self, failure: JobFailure, *, attempts: int, last_error: str) -> float | None:
        """Return the seconds until the next try; None when the failure is final.

        `attempts` and `last_error` describe the failures before this one.
        """
        if failure.fault is Fault.INPUT or attempts >= len(self.back_off_seconds):
            return None
        is_repeated = failure.fault is Fault.UNKNOWN and last_error == error_signature(failure)
        return None if is_repeated else self.back_off_seconds[attempts]

    def is_given_up(self, crashes: int) -> bool:
        """Whether a job has caused so many crashes that it is not tried again."""
        return crashes >= self.crash_limit


RETRY_POLICY = RetryPolicy()


def error_signature(failure: JobFailure) -> str:
    """Return what is equal for two failures with the same error; numbers in it do not matter."""
    return _NUMBER.sub("#", f"{failure.code}: {failure.reason}")[:LONGEST_ERROR]
