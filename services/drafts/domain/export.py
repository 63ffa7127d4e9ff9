# SPDX-License-Identifier: Apache-2.0
"""An export: a sealed timeline, and how far its rendering is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from timeline.document.uploads import UploadDetails

PROJECT_EXPORT, DRAFT_MASTER, PREVIEW = "project_export", "draft_master", "preview"


class ExportState(StrEnum):
    """The state of an export.

    `rendered`: the MP4 is stored, the library has not added its upload yet.
    """

    PENDING = "pending"
    PROCESSING = "processing"
    RENDERED = "rendered"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_attempt_over(self) -> bool:
        """Whether the current attempt to render has ended."""
        return self not in {ExportState.PENDING, ExportState.PROCESSING}


RUNNING = (ExportState.PENDING, ExportState.PROCESSING, ExportState.RENDERED)


@dataclass(frozen=True, slots=True)
class RenderStatusUpdate:
    """The status of an export's render; (attempt, seq) orders the updates of one export."""

    attempt: int
    seq: int
    state: ExportState
    progress_pct: int = 0
    stage: str = ""
    error_code: str | None = None
    error_message: str | None = None


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """A timeline document with the details of its uploads as they were when it was sealed.

    Only `is_cancel_requested` ever changes. The master of a draft has the ULID of its production
    and no project; a preview has no export and is not stored.
    """

    export_id: str
    purpose: str
    owner_user_id: int
    project_id: int
    name: str
    description: str
    document: str
    uploads: tuple[UploadDetails, ...]
    is_cancel_requested: bool = False
    production_ulid: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """The progress of one sealed timeline."""

    export_id: str
    owner_user_id: int
    project_id: int
    created_at: dt.datetime
    progress_updated_at: dt.datetime
    state: ExportState = ExportState.PENDING
    progress_pct: int = 0
    progress_stage: str = "prepare"
    attempt: int = 1
    seq: int = -1
    error_code: str | None = None
    error_message: str | None = None
    result_upload_id: int | None = None
    is_cancel_requested: bool = False

    def apply_status(self, update: RenderStatusUpdate, at: dt.datetime) -> Export:
        """Return the export after a status update.

        The newest (attempt, seq) wins, and within an attempt its end wins over its progress.
        Older updates, and any after its upload was added, change nothing.
        """
        if self.result_upload_id is not None or not self._is_older_than(update):
            return self
        return replace(
            self,
            state=update.state,
            attempt=update.attempt,
            seq=update.seq,
            progress_pct=self._progress_after(update),
            progress_stage=self._stage_after(update),
            progress_updated_at=at,
            error_code=update.error_code,
            error_message=update.error_message,
        )

    def complete(self, upload_id: int, at: dt.datetime) -> Export:
        """Return the export after its MP4 became an upload, which ends it for good."""
        return replace(
            self,
            state=ExportState.COMPLETED,
            progress_pct=100,
            progress_stage="completed",
            progress_updated_at=at,
            error_code=None,
            error_message=None,
            result_upload_id=upload_id,
        )

    def cancel(self, at: dt.datetime) -> Export:
        """Return the export after a user cancelled it; an MP4 that arrives still completes it."""
        return replace(
            self, state=ExportState.CANCELLED, is_cancel_requested=True, progress_updated_at=at
        )

    def _is_older_than(self, update: RenderStatusUpdate) -> bool:
        if update.attempt != self.attempt:
            return update.attempt > self.attempt
        if update.state.is_attempt_over != self.state.is_attempt_over:
            return update.state.is_attempt_over
        return update.seq > self.seq

    def _progress_after(self, update: RenderStatusUpdate) -> int:
        if update.state is ExportState.RENDERED:
            return 99
        if update.state in {ExportState.FAILED, ExportState.CANCELLED}:
            return self.progress_pct
        return min(max(update.progress_pct, 0), 99)

    def _stage_after(self, update: RenderStatusUpdate) -> str:
        match update.state:
            case ExportState.PENDING:
                return "prepare"
            case ExportState.RENDERED:
                return "finalize"
            case ExportState.PROCESSING:
                return update.stage or "render"
        return self.progress_stage


@dataclass(frozen=True, slots=True)
class CompletedExport:
    """An export of an existing project, and the upload that it became."""

    export_id: str
    owner_user_id: int
    project_id: int
    name: str
    upload_id: int
