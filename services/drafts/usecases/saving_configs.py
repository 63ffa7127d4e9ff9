# SPDX-License-Identifier: Apache-2.0
"""Save the config of a draft: the most frequent request while a user prepares a production."""

from __future__ import annotations

import json

from chassis.caller import Caller
from services.drafts.domain.draft_config import ConfigDocument, parse_config
from services.drafts.domain.errors import StaleDraftRevision
from services.drafts.domain.events import ReferencesChanged
from services.drafts.domain.production_draft import DraftWithConfig
from services.drafts.usecases.checking_draft_uploads import check_uploads
from services.drafts.usecases.choosing_presets import check_presets
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.patching import Patch
from services.drafts.usecases.production_drafts import find_draft, lock_draft
from services.drafts.usecases.validating import get_uploads


def save_config(
    deps: Dependencies,
    *,
    caller: Caller,
    draft_id: int,
    value: object,
    request_bytes: int = 0,
    expected_revisions: frozenset[int] | None = None,
) -> DraftWithConfig:
    """Replace the config of a draft by decoded JSON that came in a request of so many bytes.

    None as expected revisions means any revision.
    """
    config = parse_config(value, request_bytes=request_bytes)
    saved = _save_with_checked_uploads(
        deps, caller, draft_id, config, expected_revisions=expected_revisions
    )
    if saved is not None:
        return saved
    return _save_after_asking_library(
        deps, caller, draft_id, config, expected_revisions=expected_revisions
    )


def patch_config(
    deps: Dependencies,
    *,
    caller: Caller,
    draft_id: int,
    patch: Patch,
    expected_revisions: frozenset[int] | None = None,
) -> DraftWithConfig:
    """Save what a patch makes of the config of a draft.

    Without expected revisions it is applied to whichever is current when it is saved, so it is
    applied again when another save comes between.
    """
    while True:
        with deps.reading() as uow:
            found = find_draft(uow, caller=caller, draft_id=draft_id)
        found.draft.require_owner(caller)
        found.draft.require_active()
        found.require_revision(expected_revisions)
        try:
            return save_config(
                deps,
                caller=caller,
                draft_id=draft_id,
                value=patch(json.loads(found.config)),
                expected_revisions=frozenset({found.draft.revision}),
            )
        except StaleDraftRevision:
            if expected_revisions is not None:
                raise


def _save_with_checked_uploads(
    deps: Dependencies,
    caller: Caller,
    draft_id: int,
    config: ConfigDocument,
    *,
    expected_revisions: frozenset[int] | None,
) -> DraftWithConfig | None:
    """Save by one UPDATE when the config names the same as before; None otherwise.

    The UPDATE is guarded by owner, status, revision and the uploads and presets that are named, and
    returns what the library said of the uploads; if that forbids the config, the error rolls the
    write back.
    """
    with deps.unit_of_work() as uow:
        saved = uow.production_drafts.save_config_with_checked_uploads(
            draft_id,
            config,
            owner_user_id=caller.user_id,
            expected_revisions=expected_revisions,
            at=deps.now(),
        )
        if saved is not None:
            check_uploads(saved.draft, config, saved.checked_uploads or ())
            uow.draft_revisions.add_revision(saved.revision_by(caller.user_id))
        return saved


def _save_after_asking_library(
    deps: Dependencies,
    caller: Caller,
    draft_id: int,
    config: ConfigDocument,
    *,
    expected_revisions: frozenset[int] | None,
) -> DraftWithConfig:
    """Ask the library for the uploads, then save under a lock, checking the draft again."""
    with deps.reading() as uow:
        found = find_draft(uow, caller=caller, draft_id=draft_id)
    found.draft.require_owner(caller)
    found.draft.require_active()
    found.require_revision(expected_revisions)
    ids = sorted({found.draft.upload_id, *config.upload_ids})
    uploads = get_uploads(deps, ids, owner_user_id=found.draft.owner_user_id)
    check_uploads(found.draft, config, uploads)
    # An upload that is not ready has no duration yet that the next save could be validated by.
    checked = uploads if all(upload.state == "ready" for upload in uploads) else None
    with deps.unit_of_work() as uow:
        locked = lock_draft(uow, caller=caller, draft_id=draft_id)
        locked.draft.require_active()
        locked.require_revision(expected_revisions)
        check_presets(uow, caller, config, named_before=locked.preset_ids)
        saved = uow.production_drafts.save_config(
            locked, config, checked_uploads=checked, at=deps.now()
        )
        uow.draft_revisions.add_revision(saved.revision_by(caller.user_id))
        if saved.upload_ids != locked.upload_ids:
            uow.announce(ReferencesChanged.of_draft(saved), acting_user_id=caller.user_id)
    return saved
