# SPDX-License-Identifier: Apache-2.0
"""Seal a draft for a production: compile it, store the timeline for good, archive the draft."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.caller import Caller
from services.drafts.domain.draft_config import in_request
from services.drafts.domain.draft_seal import DraftSeal
from services.drafts.domain.errors import InvalidDraftConfig, StaleDraftRevision, config_error
from services.drafts.domain.events import ExportCancelled, ExportRequested, ReferencesChanged
from services.drafts.domain.export import DRAFT_MASTER, RUNNING, Export, SealedDocument
from services.drafts.domain.production_draft import (
    DraftFailure,
    DraftWithConfig,
    ProductionDraft,
)
from services.drafts.domain.timeline_document import TimelineDocument, parse_document
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases import compiling_drafts, usage
from services.drafts.usecases.compiling_drafts import DraftSources
from services.drafts.usecases.dependencies import Dependencies
from services.drafts.usecases.production_drafts import find_draft, get_active_draft, lock_draft
from timeline.compile.compiling import changes_nothing, compile_draft, produce_problems
from timeline.document import checking
from timeline.document.uploads import UploadDetails


@dataclass(frozen=True, slots=True)
class SealedProduction:
    """The production for which a draft is sealed."""

    ulid: str
    production_id: int


@dataclass(frozen=True, slots=True)
class _Master:
    """The timeline from which a master is rendered, and its uploads."""

    document: TimelineDocument
    uploads: Sequence[UploadDetails]


def find_own_draft(
    deps: Dependencies, *, caller: Caller, draft_id: int, upload_id: int
) -> ProductionDraft:
    """Return a draft of the caller by its id, or without one the active one of an upload."""
    if not draft_id:
        return get_active_draft(deps, caller=caller, upload_id=upload_id).draft
    with deps.reading() as uow:
        found = find_draft(uow, caller=caller, draft_id=draft_id).draft
    found.require_owner(caller)
    return found


def seal_draft(
    deps: Dependencies, *, caller: Caller, draft_id: int, production: SealedProduction
) -> DraftSeal:
    """Seal and archive a draft, once for each production, and return what was sealed.

    A draft that cannot be produced stays active, and its failure says why. It is compiled again
    when it was saved meanwhile.
    """
    while True:
        with contextlib.suppress(StaleDraftRevision):
            return _seal_current(deps, caller, draft_id, production)


def _seal_current(
    deps: Dependencies, caller: Caller, draft_id: int, production: SealedProduction
) -> DraftSeal:
    with deps.reading() as uow:
        sealed = uow.draft_seals.find_draft_seal(production.ulid)
        if sealed is not None:
            return sealed
        found = find_draft(uow, caller=caller, draft_id=draft_id)
    found.draft.require_owner(caller)
    found.draft.require_active()
    try:
        sources = compiling_drafts.get_sources(deps, found)
        master = _compile(found, sources)
        return _store(deps, caller, found, production, sources=sources, master=master)
    except InvalidDraftConfig as error:
        _record_failure(deps, draft_id, code=error.code, detail=str(error))
        raise


def cancel_master(deps: Dependencies, *, caller: Caller, production_ulid: str) -> None:
    """Cancel the render of a production's master; one that has ended stays as it is."""
    with deps.unit_of_work() as uow:
        seal = uow.draft_seals.find_draft_seal(production_ulid)
        if seal is None or seal.export_id is None or seal.owner_user_id != caller.user_id:
            return
        export = uow.exports.lock_export(seal.export_id)
        if export is not None and export.state in RUNNING:
            uow.exports.save_export(export.cancel(deps.now()))
            uow.announce(ExportCancelled(export), acting_user_id=caller.user_id)


def _compile(found: DraftWithConfig, sources: DraftSources) -> _Master | None:
    """Return the master of a draft, None when it changes nothing of its video.

    Raises InvalidDraftConfig for whatever keeps the draft from being produced.
    """
    config, video = sources.config, sources.video
    problems = [*sources.problems, *compiling_drafts.problems_of_files(sources)]
    if problems:
        raise config_error(problems)
    compiled = compile_draft(config, video=video, presets=sources.presets)
    problems = [*in_request(produce_problems(config, compiled=compiled))]
    if problems:
        raise config_error(problems)
    if changes_nothing(config, video=video):
        return None
    document = parse_document(compiled.document)
    if unsupported := checking.check_export(document.timeline):
        raise config_error(unsupported)
    uploads = [one for one in sources.uploads if one.upload_id in document.upload_ids]
    return _Master(document, uploads)


def _store(
    deps: Dependencies,
    caller: Caller,
    found: DraftWithConfig,
    production: SealedProduction,
    *,
    sources: DraftSources,
    master: _Master | None,
) -> DraftSeal:
    """Store the seal and archive the draft, which must be as it was when it was compiled."""
    draft_id, at = found.draft.draft_id, deps.now()
    with deps.unit_of_work() as uow:
        locked = lock_draft(uow, caller=caller, draft_id=draft_id)
        sealed = uow.draft_seals.find_draft_seal(production.ulid)
        if sealed is not None:
            return sealed
        locked.draft.require_active()
        locked.require_revision(frozenset({found.draft.revision}))
        export = _export(deps, uow, locked.draft, master=master)
        seal = _seal_of(locked, production, sources, export=export, at=at)
        uow.draft_seals.add_draft_seal(seal)
        if export is not None and master is not None:
            uow.exports.add_export(
                export, _sealed(seal, master, export.export_id), digest=master.document.digest
            )
            uow.announce(ExportRequested(export, DRAFT_MASTER), acting_user_id=caller.user_id)
        _archive(
            uow,
            locked,
            caller=caller,
            archived=locked.draft.archive(at, production_id=production.production_id),
        )
    return seal


def _seal_of(
    locked: DraftWithConfig,
    production: SealedProduction,
    sources: DraftSources,
    *,
    export: Export | None,
    at: dt.datetime,
) -> DraftSeal:
    return DraftSeal(
        production_ulid=production.ulid,
        production_id=production.production_id,
        draft_id=locked.draft.draft_id,
        owner_user_id=locked.draft.owner_user_id,
        upload_id=locked.draft.upload_id,
        export_id=None if export is None else export.export_id,
        name=sources.config.name or "",
        story=sources.config.default_story_text or "",
        config=_snapshot(locked, sources),
        created_at=at,
    )


def _export(
    deps: Dependencies, uow: UnitOfWork, draft: ProductionDraft, *, master: _Master | None
) -> Export | None:
    if master is None:
        return None
    usage.check(deps, uow, usage.running_exports, draft.owner_user_id)
    now = deps.now()
    return Export(str(uuid.uuid4()), draft.owner_user_id, 0, now, now)


def _sealed(seal: DraftSeal, master: _Master, export_id: str) -> SealedDocument:
    return SealedDocument(
        export_id=export_id,
        purpose=DRAFT_MASTER,
        owner_user_id=seal.owner_user_id,
        project_id=0,
        name=seal.name,
        description="",
        document=master.document.text,
        uploads=tuple(master.uploads),
        production_ulid=seal.production_ulid,
    )


def _snapshot(found: DraftWithConfig, sources: DraftSources) -> str:
    snapshot = {"config": json.loads(found.config), "presets": sources.presets.to_json()}
    return json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"))


def _archive(
    uow: UnitOfWork, locked: DraftWithConfig, *, caller: Caller, archived: ProductionDraft
) -> None:
    changed = replace(locked, draft=replace(archived, last_failure=None))
    uow.production_drafts.save_draft(changed.draft)
    uow.draft_revisions.add_revision(changed.revision_by(caller.user_id))
    uow.announce(ReferencesChanged.of_draft(changed), acting_user_id=caller.user_id)


def _record_failure(deps: Dependencies, draft_id: int, *, code: str, detail: str) -> None:
    """Store why a draft could not be produced; its revision stays, as its config does."""
    with deps.unit_of_work() as uow:
        locked = uow.production_drafts.lock_draft(draft_id)
        if locked is not None and locked.draft.is_active:
            failure = DraftFailure(code, detail, deps.now())
            uow.production_drafts.save_draft(replace(locked.draft, last_failure=failure))
