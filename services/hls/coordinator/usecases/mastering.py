# SPDX-License-Identifier: Apache-2.0
"""Apply the events of render to productions of drafts; they may arrive twice and in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from services.hls.coordinator.domain.draft_production import (
    DraftProduction,
    MasterProgress,
    master_folder,
)
from services.hls.coordinator.domain.errors import NotSealedYet
from services.hls.coordinator.domain.events import ProductionFailed
from services.hls.coordinator.domain.production import FAILED, PENDING_MEDIA, Production
from services.hls.coordinator.domain.upload import SourceFile
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.producing import package_master


@dataclass(frozen=True, slots=True)
class MasterFailure:
    """Why the master of a production was not rendered."""

    code: str
    reason: str
    is_cancelled: bool = False


def package_rendered_master(
    deps: Dependencies, *, ulid: str, file: Callable[[Production], SourceFile]
) -> None:
    """Package the master of a production; of one that does not wait for it, delete the file."""
    with deps.unit_of_work() as uow:
        found = _lock_pending(uow, ulid)
        if found is None:
            _remove_unused(deps, uow, ulid)
            return
        production, draft = found
        master = MasterProgress(100, draft.master.attempt, draft.master.seq + 1)
        uow.draft_productions.save_draft_production(draft.advance(master))
        packaged = package_master(deps, uow, production, source=file(production))
        uow.productions.save_production(packaged)


def fail_master(deps: Dependencies, *, ulid: str, failure: MasterFailure) -> None:
    """End a production whose master was not rendered, as failed or as cancelled."""
    with deps.unit_of_work() as uow:
        found = _lock_pending(uow, ulid)
        if found is None:
            return
        production, _ = found
        end = production.cancel if failure.is_cancelled else production.fail
        ended = end(failure.code, failure.reason, deps.now())
        uow.productions.save_production(ended)
        uow.announce(ProductionFailed(ended))


def record_master_progress(deps: Dependencies, *, ulid: str, progress: MasterProgress) -> None:
    """Store how much of a master is rendered, unless something newer is known."""
    with deps.unit_of_work() as uow:
        production = uow.productions.find_production_by_ulid(ulid)
        if production is None or production.status != PENDING_MEDIA:
            return
        draft = uow.draft_productions.find_draft_production(production.production_id, lock=True)
        if draft is not None and draft.advance(progress) is not draft:
            uow.draft_productions.save_draft_production(draft.advance(progress))


def _remove_unused(deps: Dependencies, uow: UnitOfWork, ulid: str) -> None:
    production = uow.productions.find_production_by_ulid(ulid)
    if production is None or production.state == FAILED:
        uow.removals.add_removal(master_folder(ulid), not_before=deps.now())


def _lock_pending(uow: UnitOfWork, ulid: str) -> tuple[Production, DraftProduction] | None:
    """Return a production that waits for its master; None when it does not, or was deleted.

    NotSealedYet when its seal is not stored yet: then the event comes again.
    """
    found = uow.productions.find_production_by_ulid(ulid)
    if found is None:
        return None
    production = uow.productions.find_production(found.production_id, lock=True)
    draft = uow.draft_productions.find_draft_production(found.production_id, lock=True)
    if production is None or draft is None or production.status != PENDING_MEDIA:
        return None
    if not draft.is_sealed:
        raise NotSealedYet(f"Production {ulid} is not sealed yet.")
    return production, draft
