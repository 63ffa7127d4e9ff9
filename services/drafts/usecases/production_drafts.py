# SPDX-License-Identifier: Apache-2.0
"""Create, find, list, archive, unarchive and start over production drafts."""

from __future__ import annotations

from dataclasses import replace

from chassis.caller import Caller
from services.drafts.domain.errors import DraftExists, DraftNotFound
from services.drafts.domain.events import ReferencesChanged
from services.drafts.domain.production_draft import (
    UNTOUCHED_REVISION,
    DraftPosition,
    DraftWithConfig,
    ProductionDraft,
)
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases import usage
from services.drafts.usecases.checking_draft_uploads import get_draftable_upload
from services.drafts.usecases.dependencies import Dependencies
from timeline.document.uploads import UploadDetails


def open_draft(
    deps: Dependencies, *, caller: Caller, upload_id: int
) -> tuple[DraftWithConfig, bool]:
    """Return the caller's active draft of an upload, and whether it was created for this."""
    with deps.reading() as uow:
        found = uow.production_drafts.find_active_draft(caller.user_id, upload_id)
    if found is not None:
        return found, False
    upload = get_draftable_upload(deps, caller=caller, upload_id=upload_id)
    with deps.unit_of_work() as uow:
        created = _create(deps, uow, caller=caller, upload=upload)
        if created is not None:
            return created, True
        found = uow.production_drafts.find_active_draft(caller.user_id, upload_id)
    if found is None:  # It was archived since; so this begins again.
        return open_draft(deps, caller=caller, upload_id=upload_id)
    return found, False


def get_active_draft(deps: Dependencies, *, caller: Caller, upload_id: int) -> DraftWithConfig:
    """Return the caller's active draft of an upload, or raise DraftNotFound."""
    with deps.reading() as uow:
        found = uow.production_drafts.find_active_draft(caller.user_id, upload_id)
    if found is None:
        raise DraftNotFound("You have no active draft of this upload.")
    return found


def get_draft(deps: Dependencies, *, caller: Caller, draft_id: int) -> DraftWithConfig:
    """Return a draft of the caller; administrators read all."""
    with deps.reading() as uow:
        return find_draft(uow, caller=caller, draft_id=draft_id)


def list_active_drafts(
    deps: Dependencies, *, caller: Caller, limit: int, after: DraftPosition | None
) -> tuple[list[ProductionDraft], DraftPosition | None]:
    """Return a page of the caller's active drafts, the latest changed first.

    The second value is the position of the last draft, None on the last page.
    """
    with deps.reading() as uow:
        found = uow.production_drafts.list_active_drafts(
            caller.user_id, limit=limit + 1, after=after
        )
    page = found[:limit]
    return page, page[-1].position if len(found) > len(page) else None


def archive_draft(deps: Dependencies, *, caller: Caller, draft_id: int) -> None:
    """Archive a draft; repeating it changes nothing."""
    with deps.unit_of_work() as uow:
        found = lock_draft(uow, caller=caller, draft_id=draft_id)
        if found.draft.is_active:
            _archive(deps, uow, found, caller=caller)


def unarchive_draft(deps: Dependencies, *, caller: Caller, draft_id: int) -> DraftWithConfig:
    """Make an archived draft the active one of its upload; repeating it changes nothing.

    The active one of the upload is archived when it was never saved; otherwise DraftExists. A draft
    of which a production was made stays archived: DraftArchived.
    """
    with deps.unit_of_work() as uow:
        found = lock_draft(uow, caller=caller, draft_id=draft_id)
        if found.draft.is_active:
            return found
        found.draft.require_not_produced()
        _archive_untouched(deps, uow, found.draft, caller=caller)
        active = replace(found, draft=found.draft.unarchive(deps.now()))
        return _save(uow, active, caller=caller)


def start_over(deps: Dependencies, *, caller: Caller, draft_id: int) -> DraftWithConfig:
    """Archive a draft and return a new, empty one of the same upload."""
    with deps.reading() as uow:
        before = find_draft(uow, caller=caller, draft_id=draft_id).draft
    before.require_owner(caller)
    before.require_active()
    upload = get_draftable_upload(deps, caller=caller, upload_id=before.upload_id)
    with deps.unit_of_work() as uow:
        # In the order of whoever opens a draft: the quota, then the rows.
        uow.lock_quota(usage.production_drafts.__name__, caller.user_id)
        found = lock_draft(uow, caller=caller, draft_id=draft_id)
        found.draft.require_active()
        _archive(deps, uow, found, caller=caller)
        created = _create(deps, uow, caller=caller, upload=upload)
        if created is None:
            raise DraftExists("Another draft of this upload was made at the same time.")
        return created


def archive_drafts_of_deleted_upload(deps: Dependencies, *, upload_id: int) -> None:
    """Archive every active draft of an upload that does not exist any more."""
    with deps.unit_of_work() as uow:
        for found in uow.production_drafts.lock_active_drafts_of(upload_id):
            _archive(deps, uow, found, caller=Caller(found.draft.owner_user_id))


def find_draft(uow: UnitOfWork, *, caller: Caller, draft_id: int) -> DraftWithConfig:
    """Return a draft that the caller may read, or raise."""
    found = uow.production_drafts.find_draft(draft_id)
    if found is None:
        raise DraftNotFound("There is no such draft.")
    found.draft.require_reader(caller)
    return found


def lock_draft(uow: UnitOfWork, *, caller: Caller, draft_id: int) -> DraftWithConfig:
    """Return a draft of the caller, locked until the transaction ends, or raise."""
    found = uow.production_drafts.lock_draft(draft_id)
    if found is None:
        raise DraftNotFound("There is no such draft.")
    found.draft.require_owner(caller)
    return found


def _create(
    deps: Dependencies, uow: UnitOfWork, *, caller: Caller, upload: UploadDetails
) -> DraftWithConfig | None:
    """Create an empty draft; None when the caller has an active one of the upload."""
    usage.check(deps, uow, usage.production_drafts, caller.user_id)
    at = deps.now()
    draft_id = uow.production_drafts.add_draft_if_absent(caller.user_id, upload, at=at)
    if draft_id is None:
        return None
    created = find_draft(uow, caller=caller, draft_id=draft_id)
    uow.draft_revisions.add_revision(created.revision_by(caller.user_id))
    uow.announce(ReferencesChanged.of_draft(created), acting_user_id=caller.user_id)
    return created


def _archive(
    deps: Dependencies, uow: UnitOfWork, found: DraftWithConfig, *, caller: Caller
) -> None:
    _save(uow, replace(found, draft=found.draft.archive(deps.now())), caller=caller)


def _archive_untouched(
    deps: Dependencies, uow: UnitOfWork, archived: ProductionDraft, *, caller: Caller
) -> None:
    """Archive the active draft of the same upload when it was never saved, or raise DraftExists."""
    active = uow.production_drafts.lock_active_draft(archived.owner_user_id, archived.upload_id)
    if active is None:
        return
    if active.draft.revision > UNTOUCHED_REVISION:
        raise _other_draft()
    _archive(deps, uow, active, caller=caller)


def _save(uow: UnitOfWork, changed: DraftWithConfig, *, caller: Caller) -> DraftWithConfig:
    if not uow.production_drafts.save_draft(changed.draft):
        raise _other_draft()
    uow.draft_revisions.add_revision(changed.revision_by(caller.user_id))
    uow.announce(ReferencesChanged.of_draft(changed), acting_user_id=caller.user_id)
    return changed


def _other_draft() -> DraftExists:
    return DraftExists("Another draft of this upload is active and was changed.")
