# SPDX-License-Identifier: Apache-2.0
"""The REST routes of resolved timelines: what an editor draws and plays."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response, request
from pydantic import Field, WithJsonSchema

from chassis.caller import Caller
from chassis.rest import Answer, ApiBlueprint, Content, RequestBody
from media.export_sizes import export_file_size
from services.drafts.api.errors import READING
from services.drafts.api.resolved_pictures import base_resources, fill_resource, layer_resources
from services.drafts.api.resolved_sounds import sound_resources
from services.drafts.api.schemas import EMPTY_TIMELINE, ProjectPath
from services.drafts.api.schemas_resolved import (
    FileSizeResource,
    FrameSizeResource,
    ResolvedProblemResource,
    ResolvedTimelineAnswer,
)
from services.drafts.domain.errors import TimelineTooLarge
from services.drafts.usecases import resolving
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.resolving import ItemProblem, ResolvedTimeline
from timeline.plan.frames import FrameTimeline


class ResolveTimelineBody(RequestBody):
    """A timeline to resolve."""

    timeline: Annotated[Any, WithJsonSchema({"examples": [EMPTY_TIMELINE]})] = Field(
        description="The document; what is invalid in it is left out and reported."
    )


_UNCHANGED = Content("The answer has the entity tag of `If-None-Match`.")


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of resolved timelines."""
    api = ApiBlueprint("resolved", __name__)

    @api.post("/api/timelines/resolve", errors=[TimelineTooLarge], etag=True)
    def resolve_timeline(
        body: ResolveTimelineBody, caller: Caller
    ) -> Answer[ResolvedTimelineAnswer]:
        """Resolve a timeline.

        The answer is what an export would show and play, in frames and pixels. Of an incomplete
        or invalid timeline everything is resolved that can be; the rest is listed in `problems`.
        """
        resolved = resolving.resolve_document(
            deps, body.timeline, request_bytes=len(request.get_data()), caller=caller
        )
        return Answer(to_answer(resolved), etag=resolved.etag)

    @api.get(
        "/api/create-video/projects/<int:project_id>/resolved",
        answers={200: ResolvedTimelineAnswer, 304: _UNCHANGED},
        errors=READING,
        etag=True,
    )
    def get_resolved_timeline(
        path: ProjectPath, caller: Caller
    ) -> Answer[ResolvedTimelineAnswer] | Response:
        """Read the resolved timeline of a project.

        It is that of `POST /api/timelines/resolve`; with a current `If-None-Match` it is answered
        304. The answer to saving the timeline contains the same entity tag in `resolvedEtag`.
        """
        resolved = resolving.resolve_project(deps, caller=caller, project_id=path.project_id)
        if request.if_none_match.contains(resolved.etag):
            return Response(status=304, headers={"ETag": f'"{resolved.etag}"'})
        return Answer(to_answer(resolved), etag=resolved.etag)

    return api


def to_answer(resolved: ResolvedTimeline) -> ResolvedTimelineAnswer:
    """Return the JSON of a resolved timeline."""
    evaluated = resolved.evaluated
    frames = evaluated.frames
    background = fill_resource(evaluated.background, evaluated.sources)
    assert background is not None, "a timeline has a background"
    return ResolvedTimelineAnswer(
        revision=resolved.revision,
        fps=str(frames.rate),
        frames=frames.n_frames,
        size=FrameSizeResource(width=frames.size.width, height=frames.size.height),
        file_size=_file_size(frames),
        etag=resolved.etag,
        background=background,
        base=list(base_resources(evaluated)),
        layers=list(layer_resources(evaluated, resolved.timeline)),
        sounds=list(sound_resources(evaluated)),
        problems=[_problem(each) for each in resolved.problems],
    )


def _file_size(frames: FrameTimeline) -> FileSizeResource:
    size = export_file_size(
        frames.size, frames=frames.n_frames, rate=frames.rate, quality=frames.quality
    )
    return FileSizeResource(expected=size.expected, peak=size.peak)


def _problem(each: ItemProblem) -> ResolvedProblemResource:
    found = each.problem
    return ResolvedProblemResource(
        pointer=found.pointer, error=found.code, detail=found.detail, item_id=each.item_id
    )
