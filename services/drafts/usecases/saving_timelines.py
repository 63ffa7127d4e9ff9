# SPDX-License-Identifier: Apache-2.0
"""Save a timeline: the most frequent request while a user edits."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from chassis.caller import Caller
from services.drafts.domain.errors import StaleProjectRevision
from services.drafts.domain.events import ReferencesChanged
from services.drafts.domain.project import ProjectWithTimeline
from services.drafts.domain.timeline_document import TimelineDocument, parse_document
from services.drafts.usecases import validating
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.patching import Patch
from services.drafts.usecases.projects import find_project, lock_project


@dataclass(frozen=True, slots=True)
class SaveConditions:
    """What a save requires of the project, and allows in the timeline."""

    expected_revisions: frozenset[int] | None = None
    """The revisions that may be replaced; None means any."""
    allow_exports: bool = False
    """Whether an export that no timeline of the project has used may be a clip."""


UNCONDITIONAL = SaveConditions()


def save_timeline(
    deps: Dependencies,
    *,
    caller: Caller,
    project_id: int,
    value: object,
    request_bytes: int = 0,
    conditions: SaveConditions = UNCONDITIONAL,
) -> ProjectWithTimeline:
    """Replace the timeline of a project by decoded JSON that came in a request of so many bytes."""
    document = parse_document(value, request_bytes=request_bytes)
    saved = _save_with_checked_uploads(
        deps, caller, project_id, document, expected_revisions=conditions.expected_revisions
    )
    if saved is not None:
        return saved
    return _save_after_asking_library(deps, caller, project_id, document, conditions=conditions)


def patch_timeline(
    deps: Dependencies,
    *,
    caller: Caller,
    project_id: int,
    patch: Patch,
    conditions: SaveConditions = UNCONDITIONAL,
) -> ProjectWithTimeline:
    """Save what a patch makes of the timeline of a project.

    Without expected revisions it is applied to whichever is current when it is saved, so it is
    applied again when another save comes between.
    """
    while True:
        with deps.reading() as uow:
            found = find_project(uow, caller=caller, project_id=project_id)
        found.project.require_active()
        found.require_revision(conditions.expected_revisions)
        patched = patch(json.loads(found.document))
        try:
            return save_timeline(
                deps,
                caller=caller,
                project_id=project_id,
                value=patched,
                request_bytes=_grown_size(patched, found.document),
                conditions=replace(
                    conditions, expected_revisions=frozenset({found.project.revision})
                ),
            )
        except StaleProjectRevision:
            if conditions.expected_revisions is not None:
                raise


def _grown_size(patched: object, before: str) -> int:
    """Return the size in bytes of a patched document that is larger than before, otherwise 0.

    Normalising may have made a document larger than one may be sent, which can still be shortened.
    """
    try:
        size = len(json.dumps(patched, ensure_ascii=False, separators=(",", ":")).encode())
    except (ValueError, RecursionError):
        return 0  # It is refused when it is normalised, with the reason.
    return size if size > len(before.encode()) else 0


def _save_with_checked_uploads(
    deps: Dependencies,
    caller: Caller,
    project_id: int,
    document: TimelineDocument,
    *,
    expected_revisions: frozenset[int] | None,
) -> ProjectWithTimeline | None:
    """Save by one UPDATE when the timeline uses the same uploads as before; None otherwise.

    Trimming and moving clips does not change which uploads are used, and what the library said of
    them is stored with the project until it announces a deletion. The UPDATE is guarded by owner,
    status, revision and the set of uploads, and returns the stored details; if these forbid the
    timeline (a clip beyond the end of its file), the error rolls the write back.
    """
    with deps.unit_of_work() as uow:
        saved = uow.projects.save_timeline_with_checked_uploads(
            project_id,
            document,
            owner_user_id=caller.user_id,
            expected_revisions=expected_revisions,
            at=deps.now(),
        )
        if saved is not None:
            validating.validate_uploads(
                document, saved.checked_uploads or (), owner_user_id=caller.user_id
            )
            uow.project_revisions.add_revision(saved.revision_by(caller.user_id))
        return saved


def _save_after_asking_library(
    deps: Dependencies,
    caller: Caller,
    project_id: int,
    document: TimelineDocument,
    *,
    conditions: SaveConditions,
) -> ProjectWithTimeline:
    """Ask the library for the uploads, then save under a lock, checking the project again."""
    with deps.reading() as uow:
        found = find_project(uow, caller=caller, project_id=project_id)
    found.project.require_active()
    found.require_revision(conditions.expected_revisions)
    owner_user_id = found.project.owner_user_id
    uploads = validating.get_uploads(deps, document.upload_ids, owner_user_id=owner_user_id)
    validating.validate_uploads(document, uploads, owner_user_id=owner_user_id)
    if not conditions.allow_exports:
        validating.validate_added_clips(document, uploads, used_before=found.known_upload_ids)
    # An upload that is not ready has no duration yet that the next save could be validated by.
    checked = uploads if all(upload.state == "ready" for upload in uploads) else None
    with deps.unit_of_work() as uow:
        locked = lock_project(uow, caller=caller, project_id=project_id)
        locked.project.require_active()
        locked.require_revision(conditions.expected_revisions)
        saved = uow.projects.save_timeline(locked, document, checked_uploads=checked, at=deps.now())
        uow.project_revisions.add_revision(saved.revision_by(caller.user_id))
        if saved.upload_ids != locked.upload_ids:
            uow.announce(ReferencesChanged.of_project(saved), acting_user_id=caller.user_id)
    return saved
