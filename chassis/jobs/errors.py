# SPDX-License-Identifier: Apache-2.0
"""The errors of leased jobs, and what is reported when a job fails."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """The cause of a failure, which decides whether the job is tried again."""

    UNKNOWN = "unknown"
    INPUT = "input"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class JobFailure:
    """Why a job failed: a stable code, one sentence for people, and the cause."""

    code: str
    reason: str
    fault: Fault = Fault.UNKNOWN


class JobError(Exception):
    """A job, its lease or its coordinator is not as it must be."""


class JobFailed(JobError):
    """The job cannot be done; `code` is stable, the text is for people."""

    fault = Fault.UNKNOWN

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code

    @property
    def failure(self) -> JobFailure:
        """The failure as it is reported to the coordinator."""
        return JobFailure(self.code, str(self), self.fault)


class InputUnusable(JobFailed):
    """The input of the job cannot be processed, so trying again would fail again."""

    fault = Fault.INPUT


class EnvironmentFailed(JobFailed):
    """The storage, the memory or the disk failed, so another try may well succeed."""

    fault = Fault.ENVIRONMENT


class JobInterrupted(JobError):
    """The job was stopped before its end because its token was cancelled."""


class LeaseLost(JobError):
    """The lease of this job has ended: stop working on it and claim another."""


class InvalidJobResult(JobError):
    """The result is not what a job of this kind produces."""


class CoordinatorUnavailable(JobError):
    """The coordinator does not answer: continue and ask again."""
