# SPDX-License-Identifier: Apache-2.0
"""Replace the stream of a production, which keeps its publications, links and embeds."""

from __future__ import annotations

import secrets

from chassis.caller import Caller
from services.hls.coordinator.domain.errors import (
    AlreadyLive,
    ExportPackagedElsewhere,
    ProductionNotCompleted,
    ReplacementInProgress,
    ReplacementNotFound,
)
from services.hls.coordinator.domain.production import FAILED, Production, output_prefix
from services.hls.coordinator.domain.ulid import RANDOM_BYTES, ulid
from services.hls.coordinator.domain.upload import SourceUpload
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.access import accessible_production, accessible_upload
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.taking_over import (
    announce_replacement,
    delete_replacement,
)


def replace_stream(
    deps: Dependencies, *, caller: Caller, production_id: int, upload_id: int
) -> None:
    """Package an upload as the new stream of a production; the old one plays until it is ready.

    A replacement that failed before is forgotten.
    """
    with deps.reading() as uow:
        accessible_production(uow, caller=caller, production_id=production_id)
    upload = accessible_upload(deps, caller=caller, upload_id=upload_id)
    upload.check_packagable()
    with deps.unit_of_work() as uow:
        production = accessible_production(
            uow, caller=caller, production_id=production_id, lock=True
        )
        if not production.is_completed:
            raise ProductionNotCompleted("A production is replaced once it is ready.")
        _check_export(uow, upload, production)
        earlier = uow.productions.find_replacement(production_id)
        if earlier is not None and earlier.state != FAILED:
            raise ReplacementInProgress("This production is being replaced already.")
        delete_replacement(deps, uow, production_id)
        _add(deps, uow, production, upload, caller)


def cancel_replacement(deps: Dependencies, *, caller: Caller, production_id: int) -> None:
    """Forget the replacement of a production, whether it is being made or has failed."""
    with deps.unit_of_work() as uow:
        accessible_production(uow, caller=caller, production_id=production_id)
        if not delete_replacement(deps, uow, production_id):
            raise ReplacementNotFound("This production is not being replaced.")
        # Locked after the job, as by a packager that completes it.
        production = accessible_production(
            uow, caller=caller, production_id=production_id, lock=True
        )
        announce_replacement(deps, uow, production, upload_id=0)


def _check_export(uow: UnitOfWork, upload: SourceUpload, production: Production) -> None:
    if not upload.source.is_export:
        return
    live = uow.productions.find_live_production_of_export(upload.upload_id)
    if live is not None and live.production_id != production.production_id:
        has = f"Export {upload.upload_id} has production {live.production_id} of its own"
        raise ExportPackagedElsewhere(f"{has}; publish or delete that one.")


def _add(
    deps: Dependencies,
    uow: UnitOfWork,
    production: Production,
    upload: SourceUpload,
    caller: Caller,
) -> None:
    now = deps.now()
    made = ulid(now, secrets.token_bytes(RANDOM_BYTES))
    replacement = Production(
        ulid=made,
        owner_user_id=production.owner_user_id,
        name=production.name,
        source=upload.source,
        output_prefix=output_prefix(upload.source, made, now),
        created_at=now,
        updated_at=now,
        settings=production.settings,
        replaces_id=production.production_id,
        requested_by=caller.user_id,
    )
    try:
        added = uow.productions.add_production(replacement)
    except AlreadyLive as error:
        raise ReplacementInProgress("This production is being replaced already.") from error
    job_id = uow.jobs.add_job(added.production_id, added.settings.packager)
    uow.wake_packagers(job_id)
    announce_replacement(deps, uow, production, upload_id=upload.upload_id)
