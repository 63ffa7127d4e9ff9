# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the revisions of a production draft."""

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
from services.drafts.api.draft_errors import READING_DRAFTS, SAVING_CONFIGS
from services.drafts.api.draft_schemas import DraftAnswer, DraftPath, draft_response
from services.drafts.api.rest_drafts import current_draft_in_error
from services.drafts.api.schemas_revisions import (
    DraftRevisionAnswer,
    DraftRevisionPage,
    DraftRevisionPath,
    DraftRevisionResource,
    DraftRevisionSummary,
)
from services.drafts.domain.errors import RevisionNotFound
from services.drafts.usecases import revisions
from services.drafts.usecases.dependencies import Dependencies

_REVISIONS = "/api/production-drafts/<int:draft_id>/revisions"
_REVISION = f"{_REVISIONS}/<int:revision>"
_CURSORS = CursorCodec("drafts.draft_revisions", int)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of revisions of drafts."""
    api = ApiBlueprint("draft_revisions", __name__)
    _add_reading(api, deps)
    _add_restoring(api, deps)
    return api


def _add_reading(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_REVISIONS, errors=READING_DRAFTS)
    def list_draft_revisions(
        path: DraftPath, query: PageQuery, caller: Caller
    ) -> DraftRevisionPage:
        """List the revisions of a draft.

        They are its last 100 changes with time and author, the newest first.
        """
        page, last = revisions.list_draft_revisions(
            deps,
            caller=caller,
            draft_id=path.draft_id,
            limit=query.limit,
            before=_CURSORS.read(query.cursor),
        )
        items = [DraftRevisionSummary.model_validate(one, from_attributes=True) for one in page]
        return DraftRevisionPage(items=items, next_cursor=_CURSORS.write(last))

    @api.get(_REVISION, errors=[*READING_DRAFTS, RevisionNotFound])
    def get_draft_revision(path: DraftRevisionPath, caller: Caller) -> Answer[DraftRevisionAnswer]:
        """Read a revision of a draft.

        It comes with its config. Only the last 100 revisions of a draft are kept.
        """
        found = revisions.get_draft_revision(
            deps, caller=caller, draft_id=path.draft_id, revision=path.revision
        )
        summary = DraftRevisionSummary.model_validate(found.revision, from_attributes=True)
        resource = DraftRevisionResource(**dict(summary), config=json.loads(found.document))
        return Answer(DraftRevisionAnswer(revision=resource))


def _add_restoring(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        f"{_REVISION}/restore",
        answers={200: DraftAnswer},
        errors=[*SAVING_CONFIGS, RevisionNotFound],
        etag=True,
        if_match=True,
    )
    @idempotent(deps.database)
    def restore_draft_revision(path: DraftRevisionPath, caller: Caller) -> Response:
        """Restore a revision of a draft.

        Its config is saved as a new revision, so that nothing is lost. An upload of it that was
        deleted since is a problem as in any save.
        """
        with current_draft_in_error():
            restored = revisions.restore_draft_revision(
                deps,
                caller=caller,
                draft_id=path.draft_id,
                revision=path.revision,
                expected_revisions=expected_revisions(),
            )
        return draft_response(restored)
