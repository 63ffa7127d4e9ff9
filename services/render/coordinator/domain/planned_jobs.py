# SPDX-License-Identifier: Apache-2.0
"""The jobs of an export, from its sealed timeline and its plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.render.contract.jobs import JobKind, JobSpec
from services.render.contract.specs import ConcatPart, ConcatSpec
from services.render.contract.storage_keys import export_storage_key, master_storage_key
from services.render.contract.versions import version_of
from services.render.coordinator.domain.errors import CannotPlan
from services.render.coordinator.domain.job import PRIORITY, SOURCE_KINDS, JobRequest
from services.render.coordinator.domain.render import ExportSubject
from services.render.coordinator.domain.upload_jobs import mezzanine_job, pcm_job
from timeline.document.problems import InvalidTimeline
from timeline.document.uploads import UnusableUpload
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline
from timeline.spec.picture import PictureSpec
from timeline.spec.render_plan import RenderBuild, RenderPlan
from timeline.spec.text_image import TextImageSpec
from timeline.spec.versions import VERSIONS


@dataclass(frozen=True, slots=True)
class RequestedExport:
    """An export and the timeline that drafts sealed for it; None when that is invalid."""

    export_id: str
    subject: ExportSubject
    is_cancelled: bool
    timeline: SealedTimeline | None


def plan_export(export: RequestedExport, build: RenderBuild) -> str:
    """Return the JSON of an export's plan, or raise CannotPlan."""
    return plan_timeline(export.timeline, build).to_json()


def plan_timeline(timeline: SealedTimeline | None, build: RenderBuild) -> RenderPlan:
    """Return the plan of a timeline, or raise CannotPlan; None stands for an invalid one."""
    if timeline is None:
        raise CannotPlan("invalid_timeline", "The sealed timeline is invalid.")
    try:
        return plan(timeline, build=build)
    except InvalidTimeline as error:
        first = error.problems[0]
        raise CannotPlan(first.code, first.detail) from error
    except UnusableUpload as error:
        raise CannotPlan("source_missing", f"{error} Replace it in the project.") from error


def is_current(plan_json: str, build: RenderBuild) -> bool:
    """Whether a stored plan was made for the encoder of a build and for the versions of today."""
    try:
        found = RenderPlan.from_json(plan_json)
    except ValueError:
        return False
    specs: list[JobSpec] = [found.mix, *found.mezzanines, *found.pcm]
    specs += [*found.pictures, *found.text_images]
    return found.mix.encoder == build.encoder and {*map(version_of, specs)} <= {*VERSIONS}


def jobs_of_plan(
    plan_json: str, *, export_id: str, created_at: dt.datetime, production_ulid: str = ""
) -> list[JobRequest]:
    """List every job of an export, or of the master of a production, the concat last."""
    found = RenderPlan.from_json(plan_json)
    sources = [mezzanine_job(spec, PRIORITY[JobKind.MEZZANINE]) for spec in found.mezzanines]
    sources += [pcm_job(spec, PRIORITY[JobKind.PCM]) for spec in found.pcm]
    sources += [picture_job(spec) for spec in found.pictures]
    sources += [text_image_job(spec) for spec in found.text_images]
    chunks = _chunk_jobs(found)
    storage_key = export_storage_key(export_id, created_at)
    if production_ulid:
        storage_key = master_storage_key(production_ulid)
    return [*sources, _mix_job(found), *chunks, _concat_job(found, storage_key)]


def jobs_to_run(jobs: list[JobRequest], cached: set[str]) -> list[JobRequest]:
    """Leave out jobs whose results are cached, and sources that no job to be run reads."""
    missing = [job for job in jobs if job.key not in cached]
    inputs = {key for job in missing for key in job.inputs}
    return [job for job in missing if job.kind not in SOURCE_KINDS or job.key in inputs]


def _mix_job(plan: RenderPlan) -> JobRequest:
    return JobRequest(
        kind=JobKind.MIX,
        key=plan.mix.key,
        spec=plan.mix.to_json(),
        priority=PRIORITY[JobKind.MIX],
        weight=max(1, plan.n_frames // 30),
        encoder=plan.mix.encoder,
        version=version_of(plan.mix),
        inputs=plan.mix.pcm_keys,
    )


def _concat_job(plan: RenderPlan, storage_key: str) -> JobRequest:
    parts = tuple(ConcatPart(chunk.spec.key, chunk.spec.n_frames) for chunk in plan.chunks)
    spec = ConcatSpec(
        fps=plan.profile.fps,
        parts=parts,
        audio_key=plan.mix.key,
        n_samples=plan.mix.n_samples,
        storage_key=storage_key,
    )
    return JobRequest(
        kind=JobKind.CONCAT,
        key="",
        spec=spec.to_json(),
        priority=PRIORITY[JobKind.CONCAT],
        weight=max(1, plan.n_frames // 50),
        inputs=(plan.mix.key, *dict.fromkeys(part.key for part in parts)),
    )


def picture_job(spec: PictureSpec) -> JobRequest:
    """Request the picture of an image upload."""
    return JobRequest(
        kind=JobKind.PICTURE,
        key=spec.key,
        spec=spec.to_json(),
        priority=PRIORITY[JobKind.PICTURE],
        weight=1,
        version=version_of(spec),
        upload_id=spec.upload_id,
    )


def text_image_job(spec: TextImageSpec) -> JobRequest:
    """Request the image of a text."""
    return JobRequest(
        kind=JobKind.TEXT_IMAGE,
        key=spec.key,
        spec=spec.to_json(),
        priority=PRIORITY[JobKind.TEXT_IMAGE],
        weight=1,
        version=version_of(spec),
    )


def _chunk_jobs(plan: RenderPlan) -> list[JobRequest]:
    """Each distinct chunk once, longest first, so that no slot waits long for the last one."""
    specs = {chunk.spec.key: chunk.spec for chunk in plan.chunks}
    by_length = sorted(specs.items(), key=lambda item: item[1].n_frames, reverse=True)
    return [
        JobRequest(
            kind=JobKind.CHUNK,
            key=key,
            spec=spec.to_json(),
            priority=PRIORITY[JobKind.CHUNK],
            weight=spec.n_frames,
            encoder=spec.encoder,
            version=version_of(spec),
            inputs=spec.input_keys,
        )
        for key, spec in by_length
    ]
