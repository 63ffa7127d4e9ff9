# SPDX-License-Identifier: Apache-2.0
"""The jobs of an upload: its ingest, its derivatives and what most exports of it need."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from media.sizes import DEFAULT_SHORT_EDGE, height_class
from media.timecode import DEFAULT_RATE, SAMPLE_RATE, FrameRange
from services.render.contract.jobs import JobKind
from services.render.contract.results import IngestResult
from services.render.contract.specs import FreezeFrameSpec, IngestSpec, ThumbSpec
from services.render.contract.versions import version_of
from services.render.coordinator.domain.job import BACKGROUND_PRIORITY, PRIORITY, JobRequest
from timeline.document.uploads import UploadDetails
from timeline.plan.mix import pcm_spec
from timeline.plan.sources import mezzanine_key
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.pcm import PcmSpec
from timeline.spec.stretches import all_stretches, stretch_parts

_DEFAULT_HEIGHT_CLASS = height_class(DEFAULT_SHORT_EDGE)

PREPARED_STRETCHES = 60
"""So many stretches of a video, ten minutes, are made before an export needs them."""

# Decoding a minute of audio costs about as much as encoding one frame.
_SAMPLES_PER_WEIGHT = 60 * SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class FreezeFrameRequest:
    """The image that a frame of a video is to become.

    `at` is the time of the frame in seconds, `long_edge` the largest size in pixels.
    """

    upload_id: int
    storage_key: str
    at: Fraction
    long_edge: int


def ingest_job(upload: IngestSpec) -> JobRequest:
    """Request the digest, probe and thumbnail of an upload."""
    return _upload_job(JobKind.INGEST, upload)


def thumb_job(upload: ThumbSpec) -> JobRequest:
    """Request the thumbnail of an upload."""
    return _upload_job(JobKind.THUMB, upload)


def default_source_jobs(
    upload: IngestSpec, found: IngestResult, *, recipe: str
) -> list[JobRequest]:
    """Request in the background what most exports of a video need."""
    mezzanine = _default_mezzanine(upload, found, recipe=recipe)
    first = islice(all_stretches(mezzanine.n_frames, rate=DEFAULT_RATE), PREPARED_STRETCHES)
    jobs = [
        mezzanine_job(mezzanine.stretch(each), BACKGROUND_PRIORITY, is_standalone=True)
        for each in first
    ]
    if found.probe.has_audio:
        details = UploadDetails(
            upload_id=upload.upload_id,
            owner_user_id=None,
            kind=upload.media_kind,
            state="ready",
            duration=Fraction(found.probe.duration),
            sha256=found.sha256,
            storage_key=upload.storage_key,
        )
        spec = pcm_spec(details, is_of_video=True)
        jobs.append(pcm_job(spec, BACKGROUND_PRIORITY, is_standalone=True))
    return jobs


def _default_mezzanine(upload: IngestSpec, found: IngestResult, *, recipe: str) -> MezzanineSpec:
    """Return the mezzanine that most exports of a video need, whole."""
    key = mezzanine_key(
        source_sha256=found.sha256,
        rate=DEFAULT_RATE,
        height_class=_DEFAULT_HEIGHT_CLASS,
        recipe=recipe,
    )
    return MezzanineSpec(
        key=key,
        upload_id=upload.upload_id,
        source_sha256=found.sha256,
        storage_key=upload.storage_key,
        fps=str(DEFAULT_RATE),
        height_class=_DEFAULT_HEIGHT_CLASS,
        recipe=recipe,
        n_frames=max(1, DEFAULT_RATE.frame(Fraction(found.probe.duration))),
        is_hdr=found.probe.is_hdr,
        first_frame=0,
    )


def freeze_frame_jobs(
    request: FreezeFrameRequest, *, video: IngestSpec, found: IngestResult, recipe: str
) -> tuple[JobRequest, JobRequest]:
    """Request the stretch of a video that shows a frame and, made from it, that frame."""
    whole = _default_mezzanine(video, found, recipe=recipe)
    frame = DEFAULT_RATE.frame(request.at)
    (part,) = stretch_parts(
        whole.key,
        FrameRange(frame, frame + 1),
        source_frames=whole.n_frames,
        rate=DEFAULT_RATE,
    )
    spec = FreezeFrameSpec(
        upload_id=request.upload_id,
        storage_key=request.storage_key,
        mezzanine=part.key,
        frame=part.frames.start,
        fps=str(DEFAULT_RATE),
        long_edge=request.long_edge,
    )
    freeze_frame = JobRequest(
        kind=JobKind.FREEZE_FRAME,
        key=f"{JobKind.FREEZE_FRAME}:{request.upload_id}",
        spec=spec.to_json(),
        priority=PRIORITY[JobKind.FREEZE_FRAME],
        upload_id=request.upload_id,
        is_standalone=True,
        inputs=(part.key,),
    )
    priority = PRIORITY[JobKind.FREEZE_FRAME]
    stretch = mezzanine_job(whole.stretch(part.stretch), priority, is_standalone=True)
    return stretch, freeze_frame


def mezzanine_job(spec: MezzanineSpec, priority: int, *, is_standalone: bool = False) -> JobRequest:
    """Request a stretch of a mezzanine."""
    return JobRequest(
        kind=JobKind.MEZZANINE,
        key=spec.key,
        spec=spec.to_json(),
        priority=priority,
        weight=max(1, spec.n_frames // 2),
        upload_id=spec.upload_id,
        is_standalone=is_standalone,
        version=version_of(spec),
    )


def pcm_job(spec: PcmSpec, priority: int, *, is_standalone: bool = False) -> JobRequest:
    """Request the decoded audio of an upload."""
    return JobRequest(
        kind=JobKind.PCM,
        key=spec.key,
        spec=spec.to_json(),
        priority=priority,
        weight=1 + spec.n_samples // _SAMPLES_PER_WEIGHT,
        upload_id=spec.upload_id,
        is_standalone=is_standalone,
        version=version_of(spec),
    )


def _upload_job(kind: JobKind, upload: IngestSpec | ThumbSpec) -> JobRequest:
    return JobRequest(
        kind=kind,
        key=f"{kind}:{upload.upload_id}",
        spec=upload.to_json(),
        priority=PRIORITY[kind],
        upload_id=upload.upload_id,
        is_standalone=True,
    )
