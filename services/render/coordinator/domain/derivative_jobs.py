# SPDX-License-Identifier: Apache-2.0
"""The jobs that derive files from uploads for pages: filmstrips, peaks and edit proxies."""

from __future__ import annotations

from dataclasses import dataclass

from services.render.contract.jobs import JobKind
from services.render.contract.specs import DerivativeSpec
from services.render.coordinator.domain.edit_proxies import EditProxy, edit_proxy_of
from services.render.coordinator.domain.job import PRIORITY, JobRequest
from services.render.coordinator.domain.upload_jobs import pcm_job
from timeline.document.uploads import UnusableUpload, UploadDetails
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
    """Request the files, and before them what they are made from.

    That is the decoded audio, and of an edit proxy its stretches.
    """
    kind, upload = request.kind, request.upload
    needs_audio = kind is not JobKind.FILMSTRIP and upload.has_audio
    pcm = _pcm_jobs(request) if needs_audio else []
    proxy = _edit_proxy(upload) if kind is JobKind.EDIT_PROXY else None
    stretches = proxy.all_jobs(PRIORITY[kind]) if proxy else []
    subject = (upload.upload_id, upload.audio_track)
    spec = DerivativeSpec(
        upload_id=upload.upload_id,
        storage_key=upload.storage_key,
        filename=request.filename,
        targets=request.targets,
        pcm="".join(job.key for job in pcm),
        stretches=proxy.stretch_keys if proxy else (),
        fps=str(proxy.rate) if proxy else "",
    )
    job = JobRequest(
        kind=kind,
        key=":".join([kind, *(str(one) for one in subject if one is not None)]),
        spec=spec.to_json(),
        priority=PRIORITY[kind],
        upload_id=upload.upload_id,
        is_standalone=True,
        inputs=tuple(job.key for job in (*pcm, *stretches)),
    )
    return [*pcm, *stretches, job]


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


def _edit_proxy(upload: UploadDetails) -> EditProxy | None:
    """Return the edit proxy as stretches, None for a video of which too little is known."""
    try:
        return edit_proxy_of(upload)
    except UnusableUpload:
        return None


def _pcm_jobs(request: DerivativeRequest) -> list[JobRequest]:
    spec = pcm_spec(request.upload, is_of_video=request.upload.kind == "video")
    return [pcm_job(spec, PRIORITY[request.kind], is_standalone=True)]
