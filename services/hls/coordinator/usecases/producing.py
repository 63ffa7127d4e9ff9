# SPDX-License-Identifier: Apache-2.0
"""Produce drafts: create the production, let drafts seal the draft, and go on with its master."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, replace

from chassis import logging
from chassis.caller import Caller
from chassis.errors import ApiError, ErrorKind
from chassis.standard_errors import IDEMPOTENCY_KEY_REUSED
from services.hls.coordinator.domain.draft_production import (
    DraftProduction,
    SealedDraft,
)
from services.hls.coordinator.domain.errors import (
    AlreadyLive,
    HlsError,
    ProductionNotFound,
    SourceUploadNotFound,
)
from services.hls.coordinator.domain.events import ProductionCreated, ProductionFailed
from services.hls.coordinator.domain.production import (
    PENDING_MEDIA,
    Production,
    checked_name,
    checked_story,
    output_prefix,
)
from services.hls.coordinator.domain.ulid import RANDOM_BYTES, ulid
from services.hls.coordinator.domain.upload import SourceFile, SourceUpload
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.creating import (
    ProductionRequest,
    check_choice,
    default_name,
    settings_of,
)
from services.hls.coordinator.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class ProduceRequest:
    """A request to produce a draft; a repetition has the same id and the same digest.

    Name and story of the production replace those of the draft.
    """

    draft_id: int
    production: ProductionRequest
    body_sha256: str = ""


LEASE = dt.timedelta(seconds=15)
_FINAL_ERRORS = (
    ErrorKind.INVALID,
    ErrorKind.FORBIDDEN,
    ErrorKind.NOT_FOUND,
    ErrorKind.CONFLICT,
    ErrorKind.UNPROCESSABLE,
)
"""The kinds of errors after which a repetition would fail, too; after others it is tried again."""

_log = logging.get_logger("hls")


def find_repeated(deps: Dependencies, request_id: str, *, body_sha256: str) -> Production | None:
    """Return the production that an earlier request of this id made; None when it made none.

    IDEMPOTENCY_KEY_REUSED when the body of that request was another one.
    """
    with deps.reading() as uow:
        found = uow.productions.find_production_by_request(request_id)
        if found is None:
            return None
        draft = uow.draft_productions.find_draft_production(found.production_id)
    if draft is None or draft.body_sha256 != body_sha256:
        raise IDEMPOTENCY_KEY_REUSED.error()
    return found


def find_draft(deps: Dependencies, *, caller: Caller, upload_id: int) -> int | None:
    """Return the active draft that the caller has of an upload, None when there is none."""
    found = deps.drafts.find_draft(user_id=caller.user_id, upload_id=upload_id)
    return None if found is None else found.draft_id


def produce_draft(deps: Dependencies, *, caller: Caller, request: ProduceRequest) -> Production:
    """Create a production of a draft of the caller, and seal the draft.

    The error of drafts is raised when it refuses; then there is no production, and the draft stays
    active. While drafts does not answer, the production stays and is sealed later.
    """
    check_choice(request.production, caller=caller)
    upload_id = deps.drafts.get_draft(user_id=caller.user_id, draft_id=request.draft_id).upload_id
    upload = deps.uploads.get_uploads([upload_id]).get(upload_id)
    if upload is None:
        raise SourceUploadNotFound(f"There is no upload {upload_id}.")
    with deps.unit_of_work() as uow:
        owned = replace(upload, owner_user_id=caller.user_id)
        production = _add_pending(deps, uow, owned, request)
    return seal_production(deps, production_id=production.production_id)


def seal_production(deps: Dependencies, *, production_id: int) -> Production:
    """Let drafts seal the draft of a production, unless it is sealed, and return the production."""
    with deps.reading() as uow:
        production = uow.productions.find_production(production_id)
        draft = uow.draft_productions.find_draft_production(production_id)
    if production is None or draft is None:
        raise ProductionNotFound("There is no such production.")
    if draft.is_sealed:
        return production
    try:
        seal = deps.drafts.seal_draft(production, draft_id=draft.draft_id)
        return _record_seal(deps, production_id, seal, source=_source(deps, seal))
    except ApiError as error:
        if error.response.kind in _FINAL_ERRORS:
            _delete_unsealed(deps, production_id)
        raise


def seal_unsealed_productions(deps: Dependencies) -> None:
    """Seal the drafts of productions whose request ended before that."""
    with deps.unit_of_work() as uow:
        leased = uow.draft_productions.lease_unsealed(now=deps.now(), until=deps.now() + LEASE)
    for production_id in leased:
        try:
            seal_production(deps, production_id=production_id)
        except (ApiError, ProductionNotFound) as error:
            _log.warning("seal.failed", production_id=production_id, reason=str(error))


def _add_pending(
    deps: Dependencies, uow: UnitOfWork, upload: SourceUpload, request: ProduceRequest
) -> Production:
    """Add the row of a production whose draft is not sealed; of a repetition, return the first."""
    now, asked = deps.now(), request.production
    production_ulid = ulid(now, secrets.token_bytes(RANDOM_BYTES))
    production = Production(
        ulid=production_ulid,
        owner_user_id=upload.owner_user_id,
        name=default_name(upload) if asked.name is None else checked_name(asked.name),
        source=upload.source.as_source(),
        output_prefix=output_prefix(upload.source, production_ulid, now),
        created_at=now,
        updated_at=now,
        status=PENDING_MEDIA,
        settings=settings_of(deps, asked),
        default_story_text=checked_story(asked.story),
        request_id=asked.request_id,
    )
    try:
        added = uow.productions.add_production(production)
    except AlreadyLive:
        found = uow.productions.find_production_by_request(asked.request_id or "")
        if found is None:
            raise
        return found
    uow.draft_productions.add_draft_production(
        DraftProduction(
            production_id=added.production_id,
            draft_id=request.draft_id,
            leased_until=now + LEASE,
            is_named=asked.name is not None,
            body_sha256=request.body_sha256,
        )
    )
    return added


def _source(deps: Dependencies, seal: SealedDraft) -> SourceFile | HlsError | None:
    """Return the upload that is packaged as it is, or why it cannot be; None for a master."""
    if seal.export_id:
        return None
    upload = deps.uploads.get_uploads([seal.upload_id]).get(seal.upload_id)
    if upload is None:
        return ProductionNotFound(f"Upload {seal.upload_id} was deleted.")
    try:
        upload.check_packagable()
    except HlsError as error:
        return error
    return upload.source.as_source()


def _record_seal(
    deps: Dependencies,
    production_id: int,
    seal: SealedDraft,
    *,
    source: SourceFile | HlsError | None,
) -> Production:
    now = deps.now()
    with deps.unit_of_work() as uow:
        production = uow.productions.find_production(production_id, lock=True)
        draft = uow.draft_productions.find_draft_production(production_id, lock=True)
        if production is None or draft is None:
            raise ProductionNotFound("The production was deleted.")
        if draft.is_sealed:
            return production
        uow.draft_productions.save_draft_production(draft.seal(seal))
        named = draft.named(production, seal).with_story(
            production.default_story_text or seal.story, now
        )
        uow.announce(ProductionCreated(named))
        if isinstance(source, HlsError):
            named = named.fail("source_missing", str(source), now)
            uow.announce(ProductionFailed(named))
        elif source is not None:
            named = package_master(deps, uow, named, source=source)
        uow.productions.save_production(named)
        return named


def package_master(
    deps: Dependencies, uow: UnitOfWork, production: Production, *, source: SourceFile
) -> Production:
    """Return a production whose master is there, and add its packaging job."""
    job_id = uow.jobs.add_job(production.production_id, production.settings.packager)
    uow.wake_packagers(job_id)
    return replace(production.requeue(deps.now()), source=source)


def _delete_unsealed(deps: Dependencies, production_id: int) -> None:
    with deps.unit_of_work() as uow:
        draft = uow.draft_productions.find_draft_production(production_id, lock=True)
        if draft is not None and not draft.is_sealed:
            uow.draft_productions.delete_draft_production(production_id)
            uow.productions.delete_production(production_id)
