# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the revisions of a project."""

from __future__ import annotations

import json

from flask import Response

from chassis.caller import Caller
from chassis.rest import (
    Answer,
    ApiBlueprint,
    CursorCodec,
    PageQuery,
    expected_revisions,
    idempotent,
)
from services.drafts.api.errors import READING
from services.drafts.api.saving import SAVING, current_project_in_error
from services.drafts.api.schemas import (
    ProjectAnswer,
    ProjectPath,
    project_response,
)
from services.drafts.api.schemas_revisions import (
    RevisionAnswer,
    RevisionPage,
    RevisionPath,
    RevisionResource,
    RevisionSummary,
)
from services.drafts.domain.errors import RevisionNotFound
from services.drafts.usecases import revisions
from services.drafts.usecases.dependencies import Dependencies

_REVISIONS = "/api/create-video/projects/<int:project_id>/revisions"
_REVISION = f"{_REVISIONS}/<int:revision>"
_CURSORS = CursorCodec("drafts.revisions", int)


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
        page, last = revisions.list_project_revisions(
            deps,
            caller=caller,
            project_id=path.project_id,
            limit=query.limit,
            before=_CURSORS.read(query.cursor),
        )
        items = [RevisionSummary.model_validate(one, from_attributes=True) for one in page]
        return RevisionPage(items=items, next_cursor=_CURSORS.write(last))

    @api.get(_REVISION, errors=[*READING, RevisionNotFound])
    def get_revision(path: RevisionPath, caller: Caller) -> Answer[RevisionAnswer]:
        """Read a revision.

        It comes with its timeline. Only the last 100 revisions of a project are kept.
        """
        found = revisions.get_project_revision(
            deps, caller=caller, project_id=path.project_id, revision=path.revision
        )
        summary = RevisionSummary.model_validate(found.revision, from_attributes=True)
        resource = RevisionResource(**dict(summary), timeline=json.loads(found.document))
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
        An upload of it that was deleted since is missing from it, which an export refuses.
        """
        with current_project_in_error():
            restored = revisions.restore_project_revision(
                deps,
                caller=caller,
                project_id=path.project_id,
                revision=path.revision,
                expected_revisions=expected_revisions(),
            )
        return project_response(restored)
