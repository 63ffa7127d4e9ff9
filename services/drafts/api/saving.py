# SPDX-License-Identifier: Apache-2.0
"""Save the body of a request as the timeline of a project, and answer a stale save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypedDict

from flask import Response, after_this_request, request

from chassis.caller import Caller
from chassis.errors import ApiError, ErrorKind, ErrorRule
from services.drafts.api.errors import READING
from services.drafts.api.schemas import (
    expected_revisions,
    project_json,
    saved_response,
)
from services.drafts.api.timeline_bodies import (
    JsonPatchBody,
    MergePatchBody,
    SaveTimelineBody,
    SaveTimelineQuery,
    TimelineBody,
)
from services.drafts.api.timeline_errors import TIMELINE_ERRORS
from services.drafts.domain.errors import (
    PatchNotApplicable,
    ProjectArchived,
    StaleProjectRevision,
)
from services.drafts.usecases import patching, resolving, saving_timelines
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.saving_timelines import SaveConditions


class _Project(TypedDict):
    caller: Caller
    project_id: int
    conditions: SaveConditions


SAVING: Sequence[type[Exception] | ErrorRule] = (
    *READING,
    ProjectArchived,
    StaleProjectRevision,
    PatchNotApplicable,
    *TIMELINE_ERRORS,
)
"""The errors of saving a timeline."""


def save_body(
    deps: Dependencies,
    body: TimelineBody,
    query: SaveTimelineQuery,
    *,
    caller: Caller,
    project_id: int,
) -> Response:
    """Save or patch the timeline of a project and return the response with the project."""
    conditions = SaveConditions(expected_revisions(), allow_exports=query.allow_exports)
    project: _Project = {"caller": caller, "project_id": project_id, "conditions": conditions}
    with current_project_in_error():
        if isinstance(body, SaveTimelineBody):
            saved = saving_timelines.save_timeline(
                deps, value=body.timeline, request_bytes=len(request.get_data()), **project
            )
        else:
            saved = saving_timelines.patch_timeline(deps, patch=_patch_of(body), **project)
    return saved_response(saved, resolved_etag=resolving.saved_etag(saved))


def _patch_of(body: JsonPatchBody | MergePatchBody) -> patching.Patch:
    if isinstance(body, JsonPatchBody):
        return patching.json_patch(body.operations())
    return patching.merge_patch(body.root)


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
