# SPDX-License-Identifier: Apache-2.0
"""The JSON of exact frames and of the rendered ranges of projects."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from chassis.rest import Id, RequestBody, RequestPath, ResponseBody
from services.render.coordinator.domain.previews import (
    ChunkState,
    ExactFrame,
    ExactFrameState,
    RenderedProject,
)
from services.render.coordinator.domain.render import RenderFailure

Frame = Annotated[int, Field(ge=0, le=2**31 - 1, examples=[45])]
Revision = Annotated[int, Field(ge=0, examples=[3])]


class PreviewPath(RequestPath):
    """Which project."""

    project_id: Id = Field(description="The id of the project.", examples=[5])


class ExactFramePath(PreviewPath):
    """Which frame of which project."""

    frame: Frame = Field(description="The frame, counted from 0 at the rate of the timeline.")


class RequestedFrame(RequestBody):
    """The frame to be drawn."""

    frame: Frame = Field(description="The frame, counted from 0 at the rate of the timeline.")


class FrameFailureResource(ResponseBody):
    """Why a frame could not be drawn."""

    code: str = Field(description="The stable code.", examples=["object_missing"])
    reason: str = Field(
        description="A sentence for people.",
        examples=["The uploaded file is not stored any more."],
    )


class ExactFrameAnswer(ResponseBody):
    """A frame as the export will show it, or how far it is."""

    revision: Revision = Field(description="The revision of the project that it is of.")
    frame: Frame = Field(description="The frame that was asked for.")
    status: ExactFrameState = Field(
        description="`queued`, `running`, `ready` or `failed`.", examples=["ready"]
    )
    url: str | None = Field(
        description="Where the PNG can be read for an hour; null unless it is ready.",
        examples=["http://127.0.0.1:8080/media/objects/frames/9f9f.png?expires=1&signature=x"],
    )
    failure: FrameFailureResource | None = Field(description="Why it failed; null otherwise.")


class RenderedRangeResource(ResponseBody):
    """Consecutive frames in one state."""

    start_frame: Frame = Field(description="The first frame.")
    frames: Frame = Field(description="How many frames.")
    state: ChunkState = Field(
        description="`stored`: an export reuses them. `running`: they wait or are being rendered. "
        "`missing`: neither.",
        examples=["stored"],
    )


class RenderedRangesAnswer(ResponseBody):
    """Which frames of the timeline are rendered."""

    revision: Revision = Field(description="The revision of the project that they are of.")
    frames: Frame = Field(description="The length of the timeline.")
    ranges: list[RenderedRangeResource] = Field(
        description="All frames in order; neighbours have different states."
    )


def frame_answer(found: ExactFrame) -> ExactFrameAnswer:
    """Return the JSON of an exact frame."""
    return ExactFrameAnswer(
        revision=found.revision,
        frame=found.frame,
        status=found.state,
        url=found.url or None,
        failure=_failure(found.failure),
    )


def ranges_answer(found: RenderedProject) -> RenderedRangesAnswer:
    """Return the JSON of the rendered ranges of a project."""
    ranges = [
        RenderedRangeResource(start_frame=each.start_frame, frames=each.n_frames, state=each.state)
        for each in found.ranges
    ]
    return RenderedRangesAnswer(revision=found.revision, frames=found.n_frames, ranges=ranges)


def _failure(failure: RenderFailure | None) -> FrameFailureResource | None:
    if failure is None:
        return None
    return FrameFailureResource(code=failure.code, reason=failure.reason)
