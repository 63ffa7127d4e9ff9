# SPDX-License-Identifier: Apache-2.0
"""A render: one film on its way from a sealed timeline to a stored file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from services.render.contract.results import FilmResult
from services.render.coordinator.domain.errors import InvalidState
from services.render.coordinator.domain.report import Report


class State(StrEnum):
    """How far a render has come."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


ACTIVE = (State.QUEUED, State.RUNNING)


class Stage(StrEnum):
    """What the nodes are doing for a render."""

    PREPARE = "prepare"
    RENDER = "render"
    FINALIZE = "finalize"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is rendered and for whom, copied from the sealed timeline."""

    owner_user_id: int
    purpose: str
    project_id: int = 0
    production_ulid: str = ""
    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something could not be done: a stable code and a sentence for people."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a render is done."""

    percent: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class Render:
    """One render; every change is a new value, numbered by attempt and seq."""

    export_id: str
    subject: Subject
    created_at: dt.datetime
    state: State = State.QUEUED
    attempt: int = 1
    seq: int = 1
    progress: Progress = Progress(0, Stage.PREPARE)
    progressed_at: dt.datetime | None = None
    started_at: dt.datetime | None = None
    finished_at: dt.datetime | None = None
    failure: Failure | None = None
    film: FilmResult | None = None
    plan: str = ""
    reused: int = 0
    reused_kinds: Mapping[str, int] = field(default_factory=dict)
    report: Report | None = None
    """What it took, once it has ended."""

    @property
    def is_active(self) -> bool:
        """Whether work on it goes on."""
        return self.state in ACTIVE

    def planned(self, plan: str, *, reused: Mapping[str, int]) -> Render:
        """Note the plan, and how many of its pieces of each kind were there already."""
        return replace(self, plan=plan, reused=sum(reused.values()), reused_kinds=dict(reused))

    def reported(self, report: Report) -> Render:
        """Keep what it took, whatever becomes of the pieces later."""
        return replace(self, report=report)

    def took(self, now: dt.datetime) -> dt.timedelta | None:
        """Tell how long it has been or was at work since the first piece was begun."""
        if self.started_at is None:
            return None
        return (self.finished_at or now) - self.started_at

    def advance(self, progress: Progress, now: dt.datetime) -> Render:
        """Note progress, which never goes back within an attempt."""
        if progress.percent < self.progress.percent:
            progress = self.progress
        return replace(
            self,
            state=State.RUNNING,
            started_at=self.started_at or now,
            progress=progress,
            progressed_at=now,
            seq=self.seq + 1,
        )

    def complete(self, film: FilmResult, now: dt.datetime) -> Render:
        """Note that the film is stored."""
        done = Progress(100, Stage.COMPLETED)
        return replace(self._ended(State.COMPLETED, now), film=film, progress=done)

    def fail(self, failure: Failure, now: dt.datetime) -> Render:
        """Note why there will be no film."""
        return replace(self._ended(State.FAILED, now), failure=failure)

    def cancel(self, now: dt.datetime) -> Render:
        """Note that nobody wants it any more."""
        return self._ended(State.CANCELLED, now)

    def retry(self) -> Render:
        """Begin another attempt at a render that failed or was cancelled."""
        if self.state not in {State.FAILED, State.CANCELLED}:
            raise InvalidState(f"A render that is {self.state} cannot be tried again.")
        return replace(
            self,
            state=State.QUEUED,
            attempt=self.attempt + 1,
            seq=1,
            progress=Progress(0, Stage.PREPARE),
            progressed_at=None,
            started_at=None,
            finished_at=None,
            failure=None,
            report=None,
        )

    def _ended(self, state: State, now: dt.datetime) -> Render:
        if not self.is_active:
            raise InvalidState(f"This render is {self.state} already.")
        return replace(self, state=state, seq=self.seq + 1, finished_at=now)
