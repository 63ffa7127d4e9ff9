# SPDX-License-Identifier: Apache-2.0
"""List, read and restore the revisions of a draft."""

from __future__ import annotations

import json

from chassis.caller import Caller
from services.drafts.domain.draft_revision import DraftRevision, DraftRevisionWithConfig
from services.drafts.domain.errors import RevisionNotFound
from services.drafts.domain.production_draft import DraftWithConfig
from services.drafts.domain.revision import STORED_REVISIONS
from services.drafts.usecases import saving_configs
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.production_drafts import find_draft


def list_draft_revisions(
    deps: Dependencies, *, caller: Caller, draft_id: int, limit: int, before: int | None
) -> tuple[list[DraftRevision], int | None]:
    """Return a page of the last revisions of a draft, the newest first.

    The second value is the number of the last revision, None on the last page.
    """
    with deps.reading() as uow:
        current = find_draft(uow, caller=caller, draft_id=draft_id).draft.revision
        found = uow.draft_revisions.list_draft_revisions(draft_id, limit=limit + 1, before=before)
    stored = [one for one in found if one.revision > current - STORED_REVISIONS]
    page = stored[:limit]
    return page, page[-1].revision if len(stored) > len(page) else None


def get_draft_revision(
    deps: Dependencies, *, caller: Caller, draft_id: int, revision: int
) -> DraftRevisionWithConfig:
    """Return a revision of a draft with its config."""
    with deps.reading() as uow:
        find_draft(uow, caller=caller, draft_id=draft_id)
        found = uow.draft_revisions.find_draft_revision(draft_id, revision)
    if found is None:
        stored = f"only the last {STORED_REVISIONS} are stored"
        raise RevisionNotFound(f"This draft has no revision {revision}; {stored}.")
    return found


def restore_draft_revision(
    deps: Dependencies,
    *,
    caller: Caller,
    draft_id: int,
    revision: int,
    expected_revisions: frozenset[int] | None,
) -> DraftWithConfig:
    """Save the config of an earlier revision as a new revision, validated as any other save."""
    found = get_draft_revision(deps, caller=caller, draft_id=draft_id, revision=revision)
    return saving_configs.save_config(
        deps,
        caller=caller,
        draft_id=draft_id,
        value=json.loads(found.config),
        expected_revisions=expected_revisions,
    )
