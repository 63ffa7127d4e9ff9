# SPDX-License-Identifier: Apache-2.0
"""Runs jobs, each in a scratch directory of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.jobs.job import ClaimedJob, JobResult, pack
from chassis.jobs.worker import CancellationToken
from chassis.process import scratch_directory
from chassis.storage import Storage
from services.render.contract.jobs import JobKind, RenderJob, RenderJobResult
from services.render.contract.result_messages import result_to_proto
from services.render.contract.spec_messages import spec_from_proto
from services.render.node.cache import LocalCache
from services.render.node.context import JobContext
from services.render.node.jobs import (
    chunk,
    concat,
    edit_proxy,
    filmstrip,
    frame,
    freeze_frame,
    ingest,
    mezzanine,
    mix,
    pcm,
    peaks,
    picture,
    sample,
    text_image,
    thumb,
)
from services.render.node.known_uploads import KnownUploads

_JOBS: dict[JobKind, Callable[[JobContext, Any], RenderJobResult]] = {  # Any: the spec of a kind
    JobKind.INGEST: ingest.ingest,
    JobKind.THUMB: thumb.make_thumb,
    JobKind.SAMPLE: sample.make_sample,
    JobKind.FILMSTRIP: filmstrip.make_filmstrip,
    JobKind.PEAKS: peaks.make_peaks,
    JobKind.EDIT_PROXY: edit_proxy.make_edit_proxy,
    JobKind.FREEZE_FRAME: freeze_frame.freeze_frame,
    JobKind.FRAME: frame.draw_frame,
    JobKind.MEZZANINE: mezzanine.make_mezzanine,
    JobKind.PCM: pcm.decode_audio,
    JobKind.PICTURE: picture.normalise_picture,
    JobKind.TEXT_IMAGE: text_image.draw_text,
    JobKind.CHUNK: chunk.render_chunk,
    JobKind.MIX: mix.make_mix,
    JobKind.CONCAT: concat.concat_chunks,
}


@dataclass(frozen=True, slots=True)
class FinishedJob:
    """The result of a job and the processor time of its children."""

    result: RenderJobResult
    cpu_seconds: float


class JobExecutor:
    """Runs jobs with ffmpeg, each in a scratch directory below `scratch`."""

    def __init__(self, storage: Storage, cache: LocalCache, scratch: Path) -> None:
        self._storage = storage
        self._cache = cache
        self._scratch = scratch
        self._known = KnownUploads()

    def execute(self, job: ClaimedJob, token: CancellationToken) -> JobResult:
        """Run a claimed job, or raise JobFailed, JobInterrupted or what its children raise."""
        finished = self.run(spec_from_proto(JobKind(job.kind), job.spec), token)
        return JobResult(pack(result_to_proto(finished.result)), finished.cpu_seconds)

    def run(self, job: RenderJob, token: CancellationToken) -> FinishedJob:
        """Run a job, or raise JobFailed, JobInterrupted or what its children raise."""
        with scratch_directory(self._scratch) as folder:
            storage = self._storage.interruptible(token.raise_if_cancelled)
            context = JobContext(folder, storage, self._cache, job.inputs, token, self._known)
            result = _JOBS[job.kind](context, job.spec)
        return FinishedJob(result, context.cpu_seconds)
