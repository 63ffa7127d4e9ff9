# SPDX-License-Identifier: Apache-2.0
"""Packages videos at MediaConvert, one in each slot, which only waits."""

from __future__ import annotations

import threading
from pathlib import Path

from chassis.jobs.errors import JobFailed
from chassis.jobs.job import ClaimedJob, JobResult, pack, unpack
from chassis.jobs.worker import CancellationToken
from chassis.process import scratch_directory
from chassis.storage import Storage
from reelmill.hls.v1 import packaging_pb2
from services.hls.aws.jobs import InvalidMediaConvertRequest, MediaConvertForbidden
from services.hls.contract.packaging import ENCODED_FRACTION, PackagingProgress, PackagingSpec
from services.hls.mediaconvert.attempts import Attempt, MediaConvertAccount
from services.hls.mediaconvert.checking import StoredMedia, check_stream
from services.hls.mediaconvert.reading import open_entrance, read_stream
from services.hls.mediaconvert.storyboards import make_storyboard

_LONGEST_REASON = 300
_MOST_FINISHED_AT_ONCE = 2


class MediaConvertPackager:
    """Packages videos of the storage, which is the bucket that MediaConvert reads and writes.

    What it wrote is checked here, one segment after the other, before it can be played. Many slots
    wait for MediaConvert, but few check and decode at once.
    """

    def __init__(self, storage: Storage, account: MediaConvertAccount, scratch: Path) -> None:
        self._storage = storage
        self._account = account
        self._scratch = scratch
        self._finishing = threading.BoundedSemaphore(_MOST_FINISHED_AT_ONCE)

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
        return self._finish(spec, token)

    def _finish(self, spec: PackagingSpec, token: CancellationToken) -> JobResult:
        """Read and check what MediaConvert wrote, add a storyboard, and let it be played."""
        converted = read_stream(self._storage, spec)
        with self._finishing, scratch_directory(self._scratch) as scratch:
            media = StoredMedia(self._storage, spec.output_prefix, scratch, token)
            checked = check_stream(media, spec, converted)
            finished = make_storyboard(media, converted.smallest, checked.smallest)
        open_entrance(self._storage, spec, converted)
        stream = converted.stream.model_copy(update={"clock_start": checked.clock_start})
        return JobResult(pack(stream.to_message()), finished.cpu_seconds)
