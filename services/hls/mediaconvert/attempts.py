# SPDX-License-Identifier: Apache-2.0
"""One attempt at a packaging job: which job of MediaConvert it waits for, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from chassis import clock, logging
from chassis.jobs.errors import EnvironmentFailed, JobFailed
from chassis.jobs.worker import CancellationToken
from services.hls.aws.events import ConversionEvents
from services.hls.aws.jobs import (
    COMPLETE,
    ERROR,
    ConversionStatus,
    InvalidMediaConvertRequest,
    MediaConvertError,
    MediaConvertJobMissing,
    MediaConvertJobs,
    ProbedVideo,
)
from services.hls.aws.settings import MediaConvertSettings
from services.hls.contract.packagers import Conversion
from services.hls.contract.packaging import ENCODED_FRACTION, PackagingSpec
from services.hls.mediaconvert.failures import failure_of_status
from services.hls.mediaconvert.patience import Patience, patiently
from services.hls.mediaconvert.requests import conversion_request, input_uri, request_token

T = TypeVar("T")

_MOST_MISSES = 3
"""How often in a row a job may be unknown: a new one need not be known at once."""

_UNKNOWN_TRACKS = (1,)

_log = logging.get_logger("mediaconvert")


@dataclass(frozen=True, slots=True)
class MediaConvertAccount:
    """MediaConvert as a packager uses it, and the bucket that it reads and writes."""

    settings: MediaConvertSettings
    jobs: MediaConvertJobs
    events: ConversionEvents
    bucket: str
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a packaging job, by whichever packagers hold it one after the other."""

    account: MediaConvertAccount
    spec: PackagingSpec
    token: CancellationToken
    is_first_claim: bool

    def find_or_submit(self) -> Conversion:
        """Return the job that was submitted for this attempt before, or that is submitted now."""
        found = self._noted() or (None if self.is_first_claim else self._submitted_unnoted())
        return found or self._submit()

    def wait(self, conversion: Conversion) -> None:
        """Wait until a job is complete; every event and every pause is a reason to ask.

        JobFailed when it fails, is lost or takes too long.
        """
        misses = 0
        with self.account.events.listening(conversion.job_id) as listener:
            while True:
                status = self._status(conversion.job_id)
                misses = 0 if status else misses + 1
                if status is None and misses >= _MOST_MISSES:
                    missing = f"{self.spec.name}: MediaConvert does not know its job any more."
                    raise JobFailed("mediaconvert_job_not_found", missing)
                if status is not None and self._is_complete(status):
                    return
                seconds = self.account.settings.poll_seconds
                listener.wait(seconds=seconds, is_cancelled=self.token.is_cancelled)
                self.token.raise_if_cancelled()

    def _is_complete(self, status: ConversionStatus) -> bool:
        if status.status == COMPLETE:
            return True
        is_late = self._is_late(status)
        if is_late and not status.is_over:
            self._cancel(status.job_id)
        # A packager that cancelled a late job may have ended before it had reported that.
        if is_late and status.status != ERROR:
            hours = self.account.settings.longest_seconds / 3600
            slow = f"{self.spec.name}: MediaConvert did not finish within {hours:g} hours."
            raise EnvironmentFailed("mediaconvert_timed_out", slow)
        if status.is_over:
            raise failure_of_status(self.spec, status)
        self.token.report_progress(ENCODED_FRACTION * status.percent / 100)
        return False

    def _is_late(self, status: ConversionStatus) -> bool:
        """Whether a job takes too long; the time that it waits in its queue does not count."""
        if status.started_at is None:
            return False
        age = clock.now() - status.started_at
        return age.total_seconds() > self.account.settings.longest_seconds

    def _cancel(self, job_id: str) -> None:
        try:
            self.account.jobs.cancel(job_id)
        except MediaConvertError as error:
            _log.warning("conversion.not_cancelled", mediaconvert_job=job_id, error=str(error))

    def _noted(self) -> Conversion | None:
        """Return the job that was noted, unless an earlier attempt failed by it."""
        noted = Conversion.from_checkpoint(self.spec.checkpoint)
        if noted is None or noted.failed_attempts == self.spec.failed_attempts:
            return noted
        status = self._status(noted.job_id)
        is_usable = status is not None and (not status.is_over or status.status == COMPLETE)
        return noted if is_usable else None

    def _submitted_unnoted(self) -> Conversion | None:
        """Return the job that a packager submitted which ended before it had noted that."""
        address, token = input_uri(self.spec, self.account.bucket), request_token(self.spec)
        job_id = self._patiently(lambda: self.account.jobs.find_submitted(address, token))
        return (job_id and Conversion(job_id, self.spec.failed_attempts)) or None

    def _submit(self) -> Conversion:
        video = self._patiently(self._probe)
        account = self.account
        request = conversion_request(
            self.spec, video, settings=account.settings, bucket=account.bucket
        )
        job_id = self._patiently(lambda: account.jobs.submit(request))
        _log.info(
            "conversion.submitted", production=self.spec.production_ulid, mediaconvert_job=job_id
        )
        return Conversion(job_id, self.spec.failed_attempts)

    def _probe(self) -> ProbedVideo:
        try:
            return self.account.jobs.probe(input_uri(self.spec, self.account.bucket))
        except InvalidMediaConvertRequest:
            # The job itself says best what is wrong with the file, if anything is.
            return ProbedVideo(self.spec.width, self.spec.height, _UNKNOWN_TRACKS)

    def _status(self, job_id: str) -> ConversionStatus | None:
        try:
            return self._patiently(lambda: self.account.jobs.get_status(job_id))
        except MediaConvertJobMissing:
            return None

    def _patiently(self, call: Callable[[], T]) -> T:
        return patiently(call, self.token, self.account.patience)
