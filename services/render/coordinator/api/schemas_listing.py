# SPDX-License-Identifier: Apache-2.0
"""The JSON of lists of renders."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from chassis.caller import Caller
from chassis.rest import CursorCodec, Moment, PageQuery, ResponseBody
from services.render.coordinator.api.schemas import RenderErrorResource
from services.render.coordinator.domain import progress
from services.render.coordinator.domain.render import RenderFilter, RenderPosition, RenderState
from services.render.coordinator.usecases.reading import RenderSummary

RENDERS = CursorCodec("render.renders", RenderPosition)

_STATES = "|".join(RenderState)
States = Annotated[str, StringConstraints(pattern=f"^({_STATES})(,({_STATES}))*$")]


class ListRendersQuery(PageQuery):
    """A page of the caller's renders."""

    state: States | None = Field(
        None, description="States, separated by commas.", examples=["queued,running"]
    )

    def to_filter(self, caller: Caller) -> RenderFilter:
        """Convert to the domain value."""
        states = self.state.split(",") if self.state else []
        return RenderFilter(
            owner_user_id=caller.user_id,
            states=frozenset(RenderState(one) for one in states),
            after=RENDERS.read(self.cursor),
            limit=self.limit,
        )


class ListedRenderResource(ResponseBody):
    """A render of a list: its progress without its cost."""

    id: str = Field(
        description="The id of the export.", examples=["6f8b0c1e-5a0d-4a53-9f63-0d8f2f1f1a01"]
    )
    state: RenderState = Field(description="What became of it.", examples=["running"])
    attempt: int = Field(ge=1, description="Grows with each retry.", examples=[1])
    project_id: int | None = Field(
        description="The project of the export, null when it has none.", examples=[42]
    )
    name: str = Field(description="The name of the export.", examples=["Summer"])
    progress_pct: int = Field(
        ge=0, le=100, description="Percent done; never decreases in an attempt.", examples=[47]
    )
    progress_message: str = Field(
        description="The progress in words.", examples=["Rendering the pictures"]
    )
    eta_seconds: int | None = Field(
        ge=0, description="The estimated seconds left; null until enough is done.", examples=[20]
    )
    error: RenderErrorResource | None = Field(description="Why it failed; else null.")
    created_at: Moment = Field(description="When it was queued.")
    finished_at: Moment | None = Field(description="When it ended; null before.")


def to_listed_render(summary: RenderSummary) -> ListedRenderResource:
    """Convert a render."""
    render = summary.render
    failure = render.failure
    return ListedRenderResource(
        id=render.export_id,
        state=render.state,
        attempt=render.attempt,
        project_id=render.subject.project_id or None,
        name=render.subject.name,
        progress_pct=render.progress.percent,
        progress_message=progress.message(render),
        eta_seconds=summary.eta_seconds,
        error=RenderErrorResource(code=failure.code, message=failure.reason) if failure else None,
        created_at=render.created_at,
        finished_at=render.finished_at,
    )
