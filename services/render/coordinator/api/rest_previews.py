# SPDX-License-Identifier: Apache-2.0
"""The REST routes of what is shown of a project before it is exported."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.caller import Caller
from chassis.errors import ErrorKind, ErrorRule
from chassis.rest import Answer, ApiBlueprint
from chassis.standard_errors import FORBIDDEN, RATE_LIMITED
from services.render.coordinator.api.schemas_previews import (
    ExactFrameAnswer,
    ExactFramePath,
    PreviewPath,
    RenderedRangesAnswer,
    RequestedFrame,
    frame_answer,
    ranges_answer,
)
from services.render.coordinator.domain.errors import (
    CannotPlan,
    ExactFrameNotFound,
    FrameOutOfRange,
)
from services.render.coordinator.domain.previews import ExactFrame, ExactFrameState
from services.render.coordinator.usecases import exact_frames, rendered_ranges
from services.render.coordinator.usecases.dependencies import Dependencies
from timeline.document.error_meanings import MEANINGS

_PROJECT = "/api/create-video/projects/<int:project_id>"
_PROJECT_NOT_FOUND = ErrorRule(
    ErrorKind.NOT_FOUND, "project_not_found", "There is no such project: check the id."
)
_SOURCE_MISSING = ErrorRule(
    ErrorKind.UNPROCESSABLE,
    "source_missing",
    "An upload of the timeline was never examined or is gone: replace it in the project.",
)
_KINDS = {
    "timeline_too_large": ErrorKind.TOO_LARGE,
    "upload_not_found": ErrorKind.NOT_FOUND,
    "forbidden": ErrorKind.FORBIDDEN,
    "invalid_audio_role": ErrorKind.FORBIDDEN,
    "invalid_upload_state": ErrorKind.CONFLICT,
    "source_deleted": ErrorKind.CONFLICT,
    "upload_not_ready": ErrorKind.CONFLICT,
}
"""How drafts answers the codes of timelines that are not simply invalid."""

_TIMELINE_ERRORS: Sequence[type[Exception] | ErrorRule] = [
    ErrorRule(_KINDS.get(code, ErrorKind.INVALID), code, text) for code, text in MEANINGS.items()
]
_ERRORS = [
    *(_PROJECT_NOT_FOUND, FORBIDDEN, CannotPlan, _SOURCE_MISSING, RATE_LIMITED),
    *_TIMELINE_ERRORS,
]
_UNDER_WAY = (ExactFrameState.QUEUED, ExactFrameState.RUNNING)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of exact frames and rendered ranges."""
    api = ApiBlueprint("previews", __name__)
    _add_frames(api, deps)
    _add_ranges(api, deps)
    return api


def _add_frames(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        f"{_PROJECT}/frames",
        answers={200: ExactFrameAnswer, 202: ExactFrameAnswer},
        errors=[*_ERRORS, FrameOutOfRange],
    )
    def request_frame(
        path: PreviewPath, body: RequestedFrame, caller: Caller
    ) -> Answer[ExactFrameAnswer]:
        """Draw a frame of a project as its export will show it.

        The stored timeline is drawn by the graph that renders exports. A frame that is not stored
        is answered 202 and drawn soon; ask for it by GET. One that failed is tried again.
        """
        found = exact_frames.request_frame(
            deps, project_id=path.project_id, frame=body.frame, caller=caller
        )
        return _answer(found)

    @api.get(
        f"{_PROJECT}/frames/<string:frame>",
        answers={200: ExactFrameAnswer, 202: ExactFrameAnswer},
        errors=[*_ERRORS, FrameOutOfRange, ExactFrameNotFound],
    )
    def get_frame(path: ExactFramePath, caller: Caller) -> Answer[ExactFrameAnswer]:
        """Read how far a requested frame of a project is.

        It is 202 until it is ready or failed. The frame is that of the timeline as it is now.
        """
        found = exact_frames.read_frame(
            deps, project_id=path.project_id, frame=path.frame, caller=caller
        )
        return _answer(found)


def _add_ranges(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(f"{_PROJECT}/rendered-ranges", errors=_ERRORS)
    def get_rendered_ranges(path: PreviewPath, caller: Caller) -> RenderedRangesAnswer:
        """Read which parts of a project are rendered.

        An export of the project as it is now renders only the frames that are `missing`.
        """
        found = rendered_ranges.read_rendered_ranges(
            deps, project_id=path.project_id, caller=caller
        )
        return ranges_answer(found)


def _answer(found: ExactFrame) -> Answer[ExactFrameAnswer]:
    status = 202 if found.state in _UNDER_WAY else 200
    return Answer(frame_answer(found), status=status)
