# SPDX-License-Identifier: Apache-2.0
"""List, read and restore the revisions of a project."""

from __future__ import annotations

import json

from chassis.caller import Caller
from services.drafts.domain.errors import RevisionNotFound
from services.drafts.domain.project import ProjectWithTimeline
from services.drafts.domain.revision import STORED_REVISIONS, Revision, RevisionWithTimeline
from services.drafts.usecases import saving_timelines
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.projects import find_project
from services.drafts.usecases.saving_timelines import SaveConditions


def list_revisions(
    deps: Dependencies, *, caller: Caller, project_id: int, limit: int, before: int | None
) -> tuple[list[Revision], int | None]:
    """Return a page of the last revisions of a project, the newest first.

    The second value is the number of the last revision, None on the last page.
    """
    with deps.reading() as uow:
        current = find_project(uow, caller=caller, project_id=project_id).project.revision
        found = uow.revisions.list_revisions(project_id, limit=limit + 1, before=before)
    stored = [one for one in found if one.revision > current - STORED_REVISIONS]
    page = stored[:limit]
    return page, page[-1].revision if len(stored) > len(page) else None


def get_revision(
    deps: Dependencies, *, caller: Caller, project_id: int, revision: int
) -> RevisionWithTimeline:
    """Return a revision of a project with its timeline."""
    with deps.reading() as uow:
        find_project(uow, caller=caller, project_id=project_id)
        found = uow.revisions.find_revision(project_id, revision)
    if found is None:
        stored = f"only the last {STORED_REVISIONS} are stored"
        reason = f"This project has no revision {revision}; {stored}."
        raise RevisionNotFound(reason)
    return found


def restore_revision(
    deps: Dependencies,
    *,
    caller: Caller,
    project_id: int,
    revision: int,
    expected_revisions: frozenset[int] | None,
) -> ProjectWithTimeline:
    """Save the timeline of an earlier revision as a new revision, validated as any other save."""
    found = get_revision(deps, caller=caller, project_id=project_id, revision=revision)
    return saving_timelines.save_timeline(
        deps,
        caller=caller,
        project_id=project_id,
        value=json.loads(found.document),
        conditions=SaveConditions(expected_revisions, allow_exports=True),
    )
