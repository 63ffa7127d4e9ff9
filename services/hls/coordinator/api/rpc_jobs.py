# SPDX-License-Identifier: Apache-2.0
"""JobService: packaging jobs for packagers."""

from __future__ import annotations

from google.protobuf.any_pb2 import Any as AnyMessage

from chassis.jobs.errors import JobFailure
from chassis.jobs.job import ClaimedJob, JobResult, Lease, WorkerDescription, pack, unpack
from chassis.jobs.service import JobHandlers, job_service
from chassis.rpc_server import RpcService
from reelmill.hls.v1 import packaging_pb2
from services.hls.contract.packaging import (
    PACKAGING,
    PackagedStream,
    PackagingProgress,
    PackagingSpec,
)
from services.hls.coordinator.usecases import packaging
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.packaging import LeasedPackaging

_PACKAGERS = ("packager",)


def packaging_job_service(deps: Dependencies) -> RpcService:
    """Make the gRPC service from which packagers get their jobs."""

    def claim(worker: WorkerDescription) -> ClaimedJob | None:
        claimed = packaging.claim_job(deps, worker=worker)
        if claimed is None:
            return None
        spec = pack(packaging_spec(claimed).to_message())
        return ClaimedJob(claimed.lease, PACKAGING, spec, deps.leases.seconds)

    def heartbeat(lease: Lease, fraction: float) -> bool:
        return packaging.heartbeat(deps, lease=lease, fraction=fraction)

    def complete(lease: Lease, result: JobResult) -> None:
        message = unpack(result.message, packaging_pb2.PackagedStream)
        stream = PackagedStream.from_message(message)
        packaging.complete_job(deps, lease=lease, stream=stream)

    def give_back(lease: Lease) -> None:
        packaging.give_back_job(deps, lease=lease)

    def fail(lease: Lease, failure: JobFailure) -> None:
        packaging.fail_job(deps, lease=lease, failure=failure)

    def advance(lease: Lease, partial: AnyMessage) -> None:
        message = unpack(partial, packaging_pb2.PackagingProgress)
        progress = PackagingProgress.from_message(message)
        packaging.advance_job(deps, lease=lease, progress=progress)

    handlers = JobHandlers(claim, heartbeat, complete, give_back, fail, advance)
    return job_service(handlers, callers=_PACKAGERS)


def packaging_spec(claimed: LeasedPackaging) -> PackagingSpec:
    """Return what a packager needs to know of a job."""
    production = claimed.production
    return PackagingSpec(
        production_ulid=production.ulid,
        name=production.name,
        source_key=production.source.key,
        source_bytes=production.source.size_bytes,
        is_export=production.source.is_rendered_here,
        output_prefix=production.output_prefix,
        audio_track=production.source.audio_track,
        profile=production.settings.profile,
        quality=production.settings.quality,
        width=production.source.width,
        height=production.source.height,
        failed_attempts=claimed.job.attempts,
        checkpoint=claimed.job.checkpoint,
    )
