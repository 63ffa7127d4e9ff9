# SPDX-License-Identifier: Apache-2.0
"""A render: the work that turns one sealed timeline into a stored export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from services.render.contract.results import ExportResult
from services.render.coordinator.domain.errors import InvalidRenderState
from services.render.coordinator.domain.report import RenderReport


class RenderState(StrEnum):
    """The states of a render."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


ACTIVE_STATES = (RenderState.QUEUED, RenderState.RUNNING)


class RenderStage(StrEnum):
    """The stages of a render's progress."""

    PREPARE = "prepare"
    RENDER = "render"
    FINALIZE = "finalize"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class ExportSubject:
    """What is rendered and for whom, copied from the sealed timeline."""

    owner_user_id: int
    purpose: str
    project_id: int = 0
    production_ulid: str = ""
    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class RenderFailure:
    """Why a job or a render failed: a stable code and a sentence for people."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class RenderProgress:
    """Percent and stage of a render."""

    percent: int
    stage: RenderStage


@dataclass(frozen=True, slots=True)
class RenderPosition:
    """The place of a render in the list of renders, the newest first."""

    created_at: dt.datetime
    export_id: str


@dataclass(frozen=True, slots=True)
class RenderFilter:
    """Which renders are listed: those of an owner in some states, after a place in the list."""

    owner_user_id: int
    states: frozenset[RenderState] = frozenset()
    after: RenderPosition | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Render:
    """One render; every change returns a new value, numbered by attempt and seq."""

    export_id: str
    subject: ExportSubject
    created_at: dt.datetime
    state: RenderState = RenderState.QUEUED
    attempt: int = 1
    seq: int = 1
    progress: RenderProgress = RenderProgress(0, RenderStage.PREPARE)
    progressed_at: dt.datetime | None = None
    started_at: dt.datetime | None = None
    finished_at: dt.datetime | None = None
    failure: RenderFailure | None = None
    export: ExportResult | None = None
    plan: str = ""
    reused: int = 0
    reused_kinds: Mapping[str, int] = field(default_factory=dict)
    report: RenderReport | None = None
    """What it cost, once it has ended."""

    may_leave_export: bool = False
    """Whether it has not completed, but a node may have stored its export meanwhile."""

    @property
    def is_active(self) -> bool:
        """Whether it is queued or running."""
        return self.state in ACTIVE_STATES

    def with_plan(self, plan: str, *, reused: Mapping[str, int]) -> Render:
        """Return it with its plan, and how many results of each kind were found in the cache."""
        return replace(self, plan=plan, reused=sum(reused.values()), reused_kinds=dict(reused))

    def with_report(self, report: RenderReport) -> Render:
        """Return it with its report, which stays when its jobs are run again."""
        return replace(self, report=report)

    def elapsed(self, now: dt.datetime) -> dt.timedelta | None:
        """Return the time from the start of its first job to its end, or to now."""
        if self.started_at is None:
            return None
        return (self.finished_at or now) - self.started_at

    def advance(self, progress: RenderProgress, now: dt.datetime) -> Render:
        """Return it with progress, which never decreases within an attempt."""
        if progress.percent < self.progress.percent:
            progress = self.progress
        return replace(
            self,
            state=RenderState.RUNNING,
            started_at=self.started_at or now,
            progress=progress,
            progressed_at=now,
            seq=self.seq + 1,
        )

    def complete(self, export: ExportResult, now: dt.datetime) -> Render:
        """Return it as completed with its stored export."""
        done = RenderProgress(100, RenderStage.COMPLETED)
        ended = self._ended(RenderState.COMPLETED, now)
        return replace(ended, export=export, progress=done, may_leave_export=False)

    def fail(self, failure: RenderFailure, now: dt.datetime) -> Render:
        """Return it as failed."""
        return replace(self._ended(RenderState.FAILED, now), failure=failure)

    def cancel(self, now: dt.datetime) -> Render:
        """Return it as cancelled."""
        return self._ended(RenderState.CANCELLED, now)

    def retry(self) -> Render:
        """Return another attempt at a failed or cancelled render, or raise InvalidRenderState."""
        if self.state not in {RenderState.FAILED, RenderState.CANCELLED}:
            raise InvalidRenderState(f"A render that is {self.state} cannot be retried.")
        return replace(
            self,
            state=RenderState.QUEUED,
            attempt=self.attempt + 1,
            seq=1,
            progress=RenderProgress(0, RenderStage.PREPARE),
            progressed_at=None,
            started_at=None,
            finished_at=None,
            failure=None,
            report=None,
            may_leave_export=False,
        )

    def _ended(self, state: RenderState, now: dt.datetime) -> Render:
        if not self.is_active:
            raise InvalidRenderState(f"This render is {self.state} already.")
        is_stored = bool(self.plan) and not self.subject.production_ulid
        return replace(
            self, state=state, seq=self.seq + 1, finished_at=now, may_leave_export=is_stored
        )

    def without_export(self) -> Render:
        """Return it after what a node may have stored of it was deleted."""
        return replace(self, may_leave_export=False)
