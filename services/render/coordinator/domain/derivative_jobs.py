# SPDX-License-Identifier: Apache-2.0
"""The jobs that derive files from uploads for pages: filmstrips, peaks and edit proxies."""

from __future__ import annotations

from dataclasses import dataclass

from services.render.contract.jobs import JobKind
from services.render.contract.specs import DerivativeSpec
from services.render.coordinator.domain.job import PRIORITY, JobRequest
from services.render.coordinator.domain.upload_jobs import pcm_job
from timeline.document.uploads import UploadDetails
from timeline.plan.mix import pcm_spec

REQUESTED_KINDS = (JobKind.FILMSTRIP, JobKind.PEAKS, JobKind.EDIT_PROXY)
"""The kinds that other services request by name."""


@dataclass(frozen=True, slots=True)
class DerivativeRequest:
    """Which files are derived from an upload, and the storage keys that they get."""

    kind: JobKind
    upload: UploadDetails
    filename: str
    targets: tuple[str, ...]


def derivative_jobs(request: DerivativeRequest) -> list[JobRequest]:
    """Request the files, and before them the decoded audio if they are made from it."""
    kind, upload = request.kind, request.upload
    needs_audio = kind is not JobKind.FILMSTRIP and upload.has_audio
    pcm = _pcm_jobs(request) if needs_audio else []
    inputs = tuple(job.key for job in pcm)
    subject = (upload.upload_id, upload.audio_track)
    spec = DerivativeSpec(
        upload_id=upload.upload_id,
        storage_key=upload.storage_key,
        filename=request.filename,
        targets=request.targets,
        pcm="".join(inputs),
    )
    job = JobRequest(
        kind=kind,
        key=":".join([kind, *(str(one) for one in subject if one is not None)]),
        spec=spec.to_json(),
        priority=PRIORITY[kind],
        upload_id=upload.upload_id,
        is_standalone=True,
        inputs=inputs,
    )
    return [*pcm, job]


def sample_job(*, upload_id: int, storage_key: str, sample: str) -> JobRequest:
    """Request that a sample is drawn and stored as the file of an upload."""
    spec = DerivativeSpec(upload_id, storage_key, sample, targets=(storage_key,))
    return JobRequest(
        kind=JobKind.SAMPLE,
        key=f"{JobKind.SAMPLE}:{upload_id}",
        spec=spec.to_json(),
        priority=PRIORITY[JobKind.SAMPLE],
        upload_id=upload_id,
        is_standalone=True,
    )


def _pcm_jobs(request: DerivativeRequest) -> list[JobRequest]:
    spec = pcm_spec(request.upload, is_of_video=request.upload.kind == "video")
    return [pcm_job(spec, PRIORITY[request.kind], is_standalone=True)]
