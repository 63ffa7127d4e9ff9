# SPDX-License-Identifier: Apache-2.0
"""Requests jobs for uploads: ingest, thumbnails, freeze frames and what pages show of them."""

from __future__ import annotations

from services.render.contract.results import IngestResult
from services.render.contract.specs import IngestSpec, ThumbSpec
from services.render.coordinator.domain.derivative_jobs import (
    DerivativeRequest,
    derivative_jobs,
    sample_job,
)
from services.render.coordinator.domain.job import JobRequest
from services.render.coordinator.domain.upload_jobs import (
    FreezeFrameRequest,
    freeze_frame_jobs,
    ingest_job,
    thumb_job,
)
from services.render.coordinator.store.unit_of_work import UnitOfWork
from services.render.coordinator.usecases.dependencies import Dependencies

_INGESTED_KINDS = ("video", "image", "logo", "audio")


def ingest_upload(deps: Dependencies, *, upload: IngestSpec, user_id: int = 0) -> None:
    """Enqueue the ingest of a received upload, once."""
    if upload.media_kind in _INGESTED_KINDS:
        with deps.unit_of_work() as uow:
            _enqueue(uow, ingest_job(upload), user_id=user_id)


def derive_thumb(deps: Dependencies, *, upload: ThumbSpec, user_id: int = 0) -> None:
    """Enqueue the thumbnail of an upload, again if it was made before."""
    with deps.unit_of_work() as uow:
        _enqueue(uow, thumb_job(upload), user_id=user_id)


def derive_files(deps: Dependencies, *, request: DerivativeRequest, user_id: int = 0) -> None:
    """Enqueue what derives files from an upload, again if they were made before."""
    jobs = derivative_jobs(request)
    with deps.unit_of_work() as uow:
        cached = uow.cached_files.touch_cached_files([job.key for job in jobs])
        missing = [job for job in jobs if job.key not in cached]
        _enqueue(uow, *missing, user_id=user_id)


def draw_sample(
    deps: Dependencies, *, upload_id: int, storage_key: str, sample: str, user_id: int = 0
) -> None:
    """Enqueue the drawing of a sample as the file of an upload, once."""
    with deps.unit_of_work() as uow:
        job = sample_job(upload_id=upload_id, storage_key=storage_key, sample=sample)
        _enqueue(uow, job, user_id=user_id)


def derive_freeze_frame(
    deps: Dependencies,
    *,
    request: FreezeFrameRequest,
    video: IngestSpec,
    found: IngestResult,
    user_id: int = 0,
) -> None:
    """Enqueue the image of a frame of a video, once."""
    recipe = deps.build.mezzanine_recipe
    mezzanine, freeze_frame = freeze_frame_jobs(request, video=video, found=found, recipe=recipe)
    with deps.unit_of_work() as uow:
        is_cached = mezzanine.key in uow.cached_files.touch_cached_files([mezzanine.key])
        jobs = [freeze_frame] if is_cached else [mezzanine, freeze_frame]
        _enqueue(uow, *jobs, user_id=user_id)


def _enqueue(uow: UnitOfWork, *jobs: JobRequest, user_id: int) -> None:
    uow.wake_nodes(uow.jobs.enqueue_jobs(jobs, user_id=user_id).claimable)
