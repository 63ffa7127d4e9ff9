# SPDX-License-Identifier: Apache-2.0
"""List, read and restore the revisions of a project and those of a draft."""

from __future__ import annotations

import json

from chassis.caller import Caller
from services.drafts.domain.errors import RevisionNotFound
from services.drafts.domain.production_draft import DraftWithConfig
from services.drafts.domain.project import ProjectWithTimeline
from services.drafts.domain.revision import STORED_REVISIONS, Revision, RevisionWithDocument
from services.drafts.store.revisions import RevisionRepository
from services.drafts.usecases import saving_configs, saving_timelines
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.production_drafts import find_draft
from services.drafts.usecases.projects import find_project
from services.drafts.usecases.saving_timelines import SaveConditions

RevisionsAndLast = tuple[list[Revision], int | None]
"""A page of revisions, the newest first, and the number of its last one, None on the last page."""


def list_project_revisions(
    deps: Dependencies, *, caller: Caller, project_id: int, limit: int, before: int | None
) -> RevisionsAndLast:
    """Return a page of the last revisions of a project."""
    with deps.reading() as uow:
        current = find_project(uow, caller=caller, project_id=project_id).project.revision
        found = uow.project_revisions.list_revisions(project_id, limit=limit + 1, before=before)
    return _page(found, current=current, limit=limit)


def list_draft_revisions(
    deps: Dependencies, *, caller: Caller, draft_id: int, limit: int, before: int | None
) -> RevisionsAndLast:
    """Return a page of the last revisions of a draft."""
    with deps.reading() as uow:
        current = find_draft(uow, caller=caller, draft_id=draft_id).draft.revision
        found = uow.draft_revisions.list_revisions(draft_id, limit=limit + 1, before=before)
    return _page(found, current=current, limit=limit)


def get_project_revision(
    deps: Dependencies, *, caller: Caller, project_id: int, revision: int
) -> RevisionWithDocument:
    """Return a revision of a project with its timeline."""
    with deps.reading() as uow:
        find_project(uow, caller=caller, project_id=project_id)
        return _find(uow.project_revisions, project_id, revision)


def get_draft_revision(
    deps: Dependencies, *, caller: Caller, draft_id: int, revision: int
) -> RevisionWithDocument:
    """Return a revision of a draft with its config."""
    with deps.reading() as uow:
        find_draft(uow, caller=caller, draft_id=draft_id)
        return _find(uow.draft_revisions, draft_id, revision)


def restore_project_revision(
    deps: Dependencies,
    *,
    caller: Caller,
    project_id: int,
    revision: int,
    expected_revisions: frozenset[int] | None,
) -> ProjectWithTimeline:
    """Save the timeline of an earlier revision as a new revision, validated as any other save."""
    found = get_project_revision(deps, caller=caller, project_id=project_id, revision=revision)
    return saving_timelines.save_timeline(
        deps,
        caller=caller,
        project_id=project_id,
        value=json.loads(found.document),
        conditions=SaveConditions(expected_revisions, allow_exports=True),
    )


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
        value=json.loads(found.document),
        expected_revisions=expected_revisions,
    )


def _page(found: list[Revision], *, current: int, limit: int) -> RevisionsAndLast:
    """Make a page of one revision more than it holds; those beyond the last 100 are left out."""
    stored = [one for one in found if one.revision > current - STORED_REVISIONS]
    page = stored[:limit]
    return page, page[-1].revision if len(stored) > len(page) else None


def _find(revisions: RevisionRepository, document_id: int, revision: int) -> RevisionWithDocument:
    found = revisions.find_revision(document_id, revision)
    if found is None:
        stored = f"only the last {STORED_REVISIONS} are stored"
        raise RevisionNotFound(f"There is no revision {revision}; {stored}.")
    return found
