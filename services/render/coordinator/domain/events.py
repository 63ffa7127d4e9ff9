# SPDX-License-Identifier: Apache-2.0
"""Events that render announces."""

from __future__ import annotations

from dataclasses import dataclass

from services.render.contract.results import (
    DerivativeResult,
    ExportResult,
    FreezeFrameResult,
    IngestResult,
    ResultFile,
)
from services.render.coordinator.domain.render import Render, RenderFailure


@dataclass(frozen=True, slots=True)
class RenderQueued:
    """A render is planned and its jobs are enqueued."""

    render: Render


@dataclass(frozen=True, slots=True)
class RenderCompleted:
    """The export of a render is stored and verified."""

    render: Render
    export: ExportResult


@dataclass(frozen=True, slots=True)
class RenderFailed:
    """A render cannot be completed."""

    render: Render
    failure: RenderFailure


@dataclass(frozen=True, slots=True)
class RenderCancelled:
    """A render was cancelled."""

    render: Render


@dataclass(frozen=True, slots=True)
class UploadIngested:
    """The digest and the probe of an upload are known."""

    upload_id: int
    found: IngestResult


@dataclass(frozen=True, slots=True)
class ThumbStored:
    """The thumbnail of an upload was made again."""

    upload_id: int
    file: ResultFile


@dataclass(frozen=True, slots=True)
class DerivativeStored:
    """A filmstrip, peaks or an edit proxy of an upload is stored."""

    upload_id: int
    kind: str
    found: DerivativeResult


@dataclass(frozen=True, slots=True)
class FreezeFrameStored:
    """A frame of a video was stored as the image of an upload."""

    upload_id: int
    found: FreezeFrameResult


@dataclass(frozen=True, slots=True)
class DerivativeFailed:
    """A derived file of an upload cannot be made."""

    upload_id: int
    kind: str
    failure: RenderFailure


RenderStateEvent = RenderQueued | RenderCompleted | RenderFailed | RenderCancelled
RenderEvent = (
    RenderStateEvent
    | UploadIngested
    | ThumbStored
    | DerivativeStored
    | FreezeFrameStored
    | DerivativeFailed
)


def state_event(render: Render) -> RenderStateEvent:
    """Return the event of a render that was just queued or has just ended."""
    if render.export is not None:
        return RenderCompleted(render, render.export)
    if render.failure is not None:
        return RenderFailed(render, render.failure)
    return RenderQueued(render) if render.is_active else RenderCancelled(render)
