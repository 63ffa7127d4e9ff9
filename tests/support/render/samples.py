# SPDX-License-Identifier: Apache-2.0
"""Exports, uploads, callers and results of jobs, as tests need them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from chassis.caller import Caller
from services.render.contract.jobs import RenderJobResult
from services.render.contract.results import (
    CachedFile,
    DerivativeResult,
    ExportResult,
    FreezeFrameResult,
    IngestResult,
    ProbeResult,
    ResultFile,
    ThumbResult,
)
from services.render.contract.specs import (
    ConcatSpec,
    DerivativeSpec,
    FreezeFrameSpec,
    IngestSpec,
    ThumbSpec,
)
from services.render.contract.storage_keys import chunk_storage_key
from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.render import ExportSubject
from services.render.coordinator.usecases.claiming import LeasedJob
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline

EXPORT = "6f8b0c1e-5a0d-4a53-9f63-0d8f2f1f1a01"
OTHER = "6f8b0c1e-5a0d-4a53-9f63-0d8f2f1f1a02"
OWNER, STRANGER, ADMIN = 7, 8, 9
PROBE = ProbeResult(width=640, height=360, duration="8/1", fps="30", content_type="video/mp4")


def a_source(upload_id: int = 1, **changes: Any) -> UploadDetails:
    """Describe a ready ten-second source of 640 by 360."""
    details = UploadDetails(
        upload_id=upload_id,
        owner_user_id=OWNER,
        kind="video",
        state="ready",
        width=640,
        height=360,
        fps=Fraction(30),
        frames=300,
        duration=Fraction(10),
        has_audio=True,
        sha256=f"{upload_id:064x}",
        storage_key=f"uploads/{upload_id}/source.mp4",
    )
    return dataclasses.replace(details, **changes)


def a_clip(
    upload_id: int = 1, *, start: float, source: tuple[float, float], **more: Any
) -> dict[str, Any]:
    """Write a clip of the timeline document."""
    return {
        "id": f"clip-{upload_id}-{start}",
        "uploadId": upload_id,
        "startSeconds": start,
        "sourceStartSeconds": source[0],
        "sourceEndSeconds": source[1],
        **more,
    }


def an_export(
    *clips: Mapping[str, Any],
    export_id: str = EXPORT,
    sources: tuple[UploadDetails, ...] = (),
    is_cancelled: bool = False,
    **output: Any,
) -> RequestedExport:
    """Seal a timeline; without clips it shows the first eight seconds of one source."""
    shown = clips or (a_clip(start=0, source=(0, 8)),)
    document = {"version": "create_video_v1", "clips": list(shown), "output": output}
    uploads = {each.upload_id: each for each in sources or (a_source(),)}
    sealed = SealedTimeline(Timeline.model_validate(document), uploads)
    subject = ExportSubject(
        OWNER, "project_export", project_id=3, name="Summer", description="2026"
    )
    return RequestedExport(export_id, subject, is_cancelled, sealed)


def a_caller(user_id: int) -> Caller:
    """A signed-in user; ADMIN administers the site."""
    return Caller(user_id, frozenset({"site_admin"} if user_id == ADMIN else {"site_member"}))


def an_upload(upload_id: int = 1, *, kind: str = "video") -> IngestSpec:
    """Describe an upload that was just received."""
    return IngestSpec(
        upload_id=upload_id,
        media_kind=kind,
        storage_key=f"uploads/{upload_id}/source.mp4",
        size_bytes=1000,
        etag="etag",
        filename="beach.mp4",
    )


def key_of(leased: LeasedJob) -> str:
    """The cache key of the result of a job."""
    return str(getattr(leased.job.spec, "key", ""))


def upload_of(leased: LeasedJob) -> int:
    """The upload that a job reads; 0 for jobs that read none."""
    return int(getattr(leased.job.spec, "upload_id", 0))


def a_result(leased: LeasedJob) -> RenderJobResult:
    """Make up the result of a job."""
    spec = leased.job.spec
    if isinstance(spec, IngestSpec):
        return IngestResult("ab" * 32, PROBE, None)
    if isinstance(spec, ThumbSpec):
        return ThumbResult(ResultFile("t.jpg", 5, "image/jpeg"))
    if isinstance(spec, DerivativeSpec):
        return DerivativeResult(tuple(ResultFile(key, 5, "video/mp4") for key in spec.targets))
    if isinstance(spec, FreezeFrameSpec):
        file = ResultFile(spec.storage_key, 1000, "image/png", "ef" * 32)
        return FreezeFrameResult(file, PROBE)
    if isinstance(spec, ConcatSpec):
        file = ResultFile("renders/export.mp4", 1000, "video/mp4", "cd" * 32)
        return ExportResult(file, PROBE)
    return CachedFile(spec.key, chunk_storage_key(spec.key), 1000, 120, "SHA256:00")
