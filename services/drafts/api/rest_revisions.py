# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the revisions of a project."""

from __future__ import annotations

import json
from typing import Any

from flask import Response
from pydantic import Field

from chassis.caller import Caller
from chassis.rest import (
    Answer,
    ApiBlueprint,
    CursorCodec,
    Id,
    Moment,
    Page,
    PageQuery,
    RequestPath,
    ResponseBody,
    idempotent,
)
from services.drafts.api.errors import READING
from services.drafts.api.saving import SAVING, current_project_in_error
from services.drafts.api.schemas import (
    Document,
    ProjectAnswer,
    ProjectPath,
    expected_revisions,
    project_response,
)
from services.drafts.domain.errors import RevisionNotFound
from services.drafts.domain.revision import Revision
from services.drafts.usecases import revisions
from services.drafts.usecases.dependencies import Dependencies

_REVISIONS = "/api/create-video/projects/<int:project_id>/revisions"
_REVISION = f"{_REVISIONS}/<int:revision>"
_CURSORS = CursorCodec("drafts.revisions", int)


class RevisionPath(RequestPath):
    """The revision in a path."""

    project_id: int = Field(description="The id of the project.", examples=[42])
    revision: int = Field(description="The number of the revision.", examples=[3])


class RevisionSummary(ResponseBody):
    """A revision without its timeline."""

    revision: int = Field(description="Its number.", ge=1, examples=[3])
    saved_at: Moment = Field(description="When the change was made.")
    author_user_id: Id = Field(description="The user who made the change.")
    name: str | None = Field(description="The name of the project.", examples=["Summer"])
    description: str | None = Field(description="Its description.", examples=["Our holidays."])


class RevisionResource(RevisionSummary):
    """A revision with its timeline."""

    timeline: Document = Field(description="The timeline, normalised.")


class RevisionAnswer(ResponseBody):
    """A revision with its timeline."""

    revision: RevisionResource


class RevisionPage(Page[RevisionSummary]):
    """A page of revisions, the newest first."""


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of revisions."""
    api = ApiBlueprint("revisions", __name__)
    _add_reading(api, deps)
    _add_restoring(api, deps)
    return api


def _add_reading(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_REVISIONS, errors=READING)
    def list_revisions(path: ProjectPath, query: PageQuery, caller: Caller) -> RevisionPage:
        """List the revisions of a project.

        They are its last 100 changes with time and author, the newest first.
        """
        page, last = revisions.list_revisions(
            deps,
            caller=caller,
            project_id=path.project_id,
            limit=query.limit,
            before=_CURSORS.read(query.cursor),
        )
        return RevisionPage(
            items=[RevisionSummary(**_members(one)) for one in page],
            next_cursor=_CURSORS.write(last),
        )

    @api.get(_REVISION, errors=[*READING, RevisionNotFound])
    def get_revision(path: RevisionPath, caller: Caller) -> Answer[RevisionAnswer]:
        """Read a revision.

        It comes with its timeline. Only the last 100 revisions of a project are kept.
        """
        found = revisions.get_revision(
            deps, caller=caller, project_id=path.project_id, revision=path.revision
        )
        timeline = json.loads(found.document)
        resource = RevisionResource(**_members(found.revision), timeline=timeline)
        return Answer(RevisionAnswer(revision=resource))


def _add_restoring(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        f"{_REVISION}/restore",
        answers={200: ProjectAnswer},
        errors=[*SAVING, RevisionNotFound],
        etag=True,
        if_match=True,
    )
    @idempotent(deps.database)
    def restore_revision(path: RevisionPath, caller: Caller) -> Response:
        """Restore a revision.

        Its timeline is saved as a new revision, so that nothing is lost; name and description stay.
        An upload of it that was deleted since is a problem as in any save.
        """
        with current_project_in_error():
            restored = revisions.restore_revision(
                deps,
                caller=caller,
                project_id=path.project_id,
                revision=path.revision,
                expected_revisions=expected_revisions(),
            )
        return project_response(restored)


def _members(one: Revision) -> dict[str, Any]:  # Any: members of several types
    return {
        "revision": one.revision,
        "saved_at": one.saved_at,
        "author_user_id": one.author_user_id,
        "name": one.name,
        "description": one.description,
    }
