# SPDX-License-Identifier: Apache-2.0
"""A sealed timeline on its way to a master, as far as drafts has heard."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

PROJECT_EXPORT = "project_export"


class State(StrEnum):
    """How far an export is; rendered: the master is stored, the library has yet to register it."""

    PENDING = "pending"
    PROCESSING = "processing"
    RENDERED = "rendered"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is rendered in this attempt."""
        return self not in {State.PENDING, State.PROCESSING}


RUNNING = (State.PENDING, State.PROCESSING, State.RENDERED)


@dataclass(frozen=True, slots=True)
class RenderStatusUpdate:
    """What render said about an export, with the place of that word among its others."""

    attempt: int
    seq: int
    state: State
    progress_pct: int = 0
    stage: str = ""
    error_code: str | None = None
    error_message: str | None = None


@dataclass(frozen=True, slots=True)
class SealedTimeline:
    """What was sealed, unchangeable from then on; `uploads` is the library's own JSON of each."""

    export_id: str
    purpose: str
    owner_user_id: int
    project_id: int
    name: str
    description: str
    document: str
    uploads: str
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """How one sealed timeline is doing."""

    export_id: str
    owner_user_id: int
    project_id: int
    created_at: dt.datetime
    progress_updated_at: dt.datetime
    state: State = State.PENDING
    progress_pct: int = 0
    progress_stage: str = "prepare"
    attempt: int = 1
    seq: int = -1
    error_code: str | None = None
    error_message: str | None = None
    result_upload_id: int | None = None
    is_withdrawn: bool = False

    def hear(self, news: RenderStatusUpdate, at: dt.datetime) -> Export:
        """Take news of the render in; older news, and any after the registration, change nothing.

        The newest (attempt, seq) wins; within an attempt the end wins over progress.
        """
        if self.result_upload_id is not None or not self._is_older_than(news):
            return self
        return replace(
            self,
            state=news.state,
            attempt=news.attempt,
            seq=news.seq,
            progress_pct=self._progress(news),
            progress_stage=self._stage(news),
            progress_updated_at=at,
            error_code=news.error_code,
            error_message=news.error_message,
        )

    def register(self, upload_id: int, at: dt.datetime) -> Export:
        """Become complete: the master is an upload, whatever else is still under way to us."""
        return replace(
            self,
            state=State.COMPLETED,
            progress_pct=100,
            progress_stage="completed",
            progress_updated_at=at,
            error_code=None,
            error_message=None,
            result_upload_id=upload_id,
        )

    def withdraw(self, at: dt.datetime) -> Export:
        """Want the export no more; if it is rendered all the same, that will still be heard."""
        return replace(self, state=State.CANCELLED, is_withdrawn=True, progress_updated_at=at)

    def _is_older_than(self, news: RenderStatusUpdate) -> bool:
        if news.attempt != self.attempt:
            return news.attempt > self.attempt
        if news.state.is_settled != self.state.is_settled:
            return news.state.is_settled
        return news.seq > self.seq

    def _progress(self, news: RenderStatusUpdate) -> int:
        if news.state is State.RENDERED:
            return 99
        if news.state in {State.FAILED, State.CANCELLED}:
            return self.progress_pct
        return min(max(news.progress_pct, 0), 99)

    def _stage(self, news: RenderStatusUpdate) -> str:
        match news.state:
            case State.PENDING:
                return "prepare"
            case State.RENDERED:
                return "finalize"
            case State.PROCESSING:
                return news.stage or "render"
        return self.progress_stage
