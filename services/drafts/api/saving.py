# SPDX-License-Identifier: Apache-2.0
"""Save the body of a request as the timeline of a project, and answer a stale save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypedDict

from flask import Response, request

from chassis.caller import Caller
from chassis.errors import ErrorRule
from chassis.rest import expected_revisions
from services.drafts.api.errors import READING
from services.drafts.api.patch_bodies import JsonPatchBody, MergePatchBody, patch_of
from services.drafts.api.schemas import (
    project_json,
    saved_response,
)
from services.drafts.api.stale_errors import stale_error
from services.drafts.api.timeline_bodies import (
    SaveTimelineBody,
    SaveTimelineQuery,
)
from services.drafts.api.timeline_errors import TIMELINE_ERRORS
from services.drafts.domain.errors import (
    PatchNotApplicable,
    ProjectArchived,
    StaleProjectRevision,
)
from services.drafts.usecases import resolving, saving_timelines
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
    body: SaveTimelineBody | JsonPatchBody | MergePatchBody,
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
            saved = saving_timelines.patch_timeline(deps, patch=patch_of(body), **project)
    return saved_response(saved, resolved_etag=resolving.saved_etag(saved))


@contextmanager
def current_project_in_error() -> Iterator[None]:
    """Add the current project and its ETag to a 412, so that the client can merge."""
    try:
        yield
    except StaleProjectRevision as stale:
        current = stale.current
        members = {"project": project_json(current)}
        raise stale_error(stale, revision=current.project.revision, members=members) from stale
