# SPDX-License-Identifier: Apache-2.0
"""Save the body of a request as the timeline of a project, and answer a stale save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flask import Response, after_this_request, request

from chassis.caller import Caller
from chassis.errors import ApiError, ErrorKind, ErrorRule
from services.drafts.api.errors import READING
from services.drafts.api.schemas import (
    SaveTimelineBody,
    expected_revisions,
    project_json,
    project_response,
)
from services.drafts.api.timeline_errors import TIMELINE_ERRORS
from services.drafts.domain.errors import ProjectArchived, StaleProjectRevision
from services.drafts.usecases import saving_timelines
from services.drafts.usecases.dependencies import Dependencies

SAVING: Sequence[type[Exception] | ErrorRule] = (
    *READING,
    ProjectArchived,
    StaleProjectRevision,
    *TIMELINE_ERRORS,
)
"""The errors of saving a timeline."""


def save_body(
    deps: Dependencies, body: SaveTimelineBody, *, caller: Caller, project_id: int
) -> Response:
    """Save the timeline of a body and return the response with the project."""
    with current_project_in_error():
        saved = saving_timelines.save_timeline(
            deps,
            caller=caller,
            project_id=project_id,
            value=body.timeline,
            request_bytes=len(request.get_data()),
            expected_revisions=expected_revisions(),
        )
    return project_response(saved)


@contextmanager
def current_project_in_error() -> Iterator[None]:
    """Add the current project and its ETag to a 412, so that the client can merge."""
    try:
        yield
    except StaleProjectRevision as stale:
        current = stale.current
        after_this_request(lambda response: _with_etag(response, current.project.revision))
        raise ApiError(
            ErrorKind.STALE,
            "stale_revision",
            str(stale),
            extra={"project": project_json(current)},
        ) from stale


def _with_etag(response: Response, revision: int) -> Response:
    response.set_etag(str(revision))
    return response
