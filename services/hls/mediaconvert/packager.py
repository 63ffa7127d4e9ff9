# SPDX-License-Identifier: Apache-2.0
"""Packages videos at MediaConvert, one in each slot, which only waits."""

from __future__ import annotations

from chassis.jobs.errors import JobFailed
from chassis.jobs.job import ClaimedJob, JobResult, pack, unpack
from chassis.jobs.worker import CancellationToken
from chassis.storage import Storage
from reelmill.hls.v1 import packaging_pb2
from services.hls.aws.jobs import InvalidMediaConvertRequest, MediaConvertForbidden
from services.hls.contract.packaging import ENCODED_FRACTION, PackagingProgress, PackagingSpec
from services.hls.mediaconvert.attempts import Attempt, MediaConvertAccount
from services.hls.mediaconvert.reading import read_stream

_LONGEST_REASON = 300


class MediaConvertPackager:
    """Packages videos of the storage, which is the bucket that MediaConvert reads and writes."""

    def __init__(self, storage: Storage, account: MediaConvertAccount) -> None:
        self._storage = storage
        self._account = account

    def execute(self, job: ClaimedJob, token: CancellationToken) -> JobResult:
        """Package one video and return its stream; JobFailed when it cannot be packaged.

        The job at MediaConvert is noted as the checkpoint, so that another packager goes on waiting
        for it when this one ends.
        """
        spec = PackagingSpec.from_message(unpack(job.spec, packaging_pb2.PackagingSpec))
        attempt = Attempt(self._account, spec, token, is_first_claim=job.lease.token <= 1)
        try:
            conversion = attempt.find_or_submit()
            progress = PackagingProgress(checkpoint=conversion.checkpoint)
            token.report_partial(pack(progress.to_message()))
            attempt.wait(conversion)
        except MediaConvertForbidden as error:
            forbidden = "MediaConvert may not be used with the credentials of this installation."
            raise JobFailed("mediaconvert_forbidden", forbidden) from error
        except InvalidMediaConvertRequest as error:
            rejected = f"{spec.name}: MediaConvert does not accept the job: {error}"
            raise JobFailed("mediaconvert_rejected", rejected[:_LONGEST_REASON]) from error
        token.report_progress(ENCODED_FRACTION)
        return JobResult(pack(read_stream(self._storage, spec).to_message()))
