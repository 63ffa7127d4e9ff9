# SPDX-License-Identifier: Apache-2.0
"""The progress of a render, measured by the weights of its jobs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.job import SOURCE_KINDS
from services.render.coordinator.domain.render import Render, RenderProgress, RenderStage

_FIRST_PERCENT, _LAST_PERCENT = 2, 92
_MESSAGES = {
    RenderStage.PREPARE: "Preparing the sources",
    RenderStage.RENDER: "Rendering the pictures",
    RenderStage.FINALIZE: "Joining the chunks",
    RenderStage.COMPLETED: "Done",
}


@dataclass(frozen=True, slots=True)
class JobProgress:
    """One job of a render: its weight in frames and the fraction of it that is done, 0..1."""

    kind: JobKind
    weight: int
    fraction: float
    is_done: bool


def measure(jobs: Sequence[JobProgress]) -> RenderProgress:
    """Return percent and stage of a render from its jobs."""
    whole = sum(job.weight for job in jobs)
    done = sum(job.weight * job.fraction for job in jobs)
    span = _LAST_PERCENT - _FIRST_PERCENT
    percent = _FIRST_PERCENT + int(span * done / whole) if whole else _LAST_PERCENT
    return RenderProgress(percent, _stage(jobs))


def message(render: Render) -> str:
    """Return a short text for people about the state of a render."""
    if render.failure is not None:
        return render.failure.reason
    if not render.is_active:
        return str(render.state).capitalize()
    return _MESSAGES[render.progress.stage] if render.started_at else "Waiting for a node"


def eta_seconds(render: Render, now: dt.datetime) -> int | None:
    """Estimate the seconds left, None until enough is done for an estimate."""
    percent = render.progress.percent
    if not render.is_active or render.started_at is None or percent < 2 * _FIRST_PERCENT:
        return None
    elapsed = (now - render.started_at).total_seconds()
    return round(elapsed * (100 - percent) / percent)


def _stage(jobs: Sequence[JobProgress]) -> RenderStage:
    pending = {job.kind for job in jobs if not job.is_done}
    if pending & {*SOURCE_KINDS}:
        return RenderStage.PREPARE
    is_rendering = pending & {JobKind.CHUNK, JobKind.MIX}
    return RenderStage.RENDER if is_rendering else RenderStage.FINALIZE
