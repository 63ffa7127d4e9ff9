# SPDX-License-Identifier: Apache-2.0
"""The REST route that creates productions, of uploads and of drafts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from flask import Response

from chassis.caller import Caller
from chassis.errors import ErrorRule
from chassis.rest import Answer, ApiBlueprint, idempotency_request, idempotent
from services.hls.coordinator.api.draft_errors import DRAFT_ERRORS
from services.hls.coordinator.api.requests import NewProduction
from services.hls.coordinator.api.schemas import CreatedProductionAnswer
from services.hls.coordinator.api.views import production_detail_view
from services.hls.coordinator.domain import errors
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.usecases import creating, producing, reading
from services.hls.coordinator.usecases.creating import ProductionRequest
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.producing import ProduceRequest

_ERRORS: Sequence[type[Exception] | ErrorRule] = [
    errors.NothingToProduce,
    errors.InvalidProductionName,
    errors.InvalidStory,
    errors.UnknownProfile,
    errors.PackagerNotChoosable,
    errors.PackagerMissing,
    errors.NotVideo,
    errors.SourceUploadNotFound,
    errors.NotOwnedByCaller,
    errors.SourceUploadNotReady,
    errors.SourceFileMissing,
    *DRAFT_ERRORS,
]


def add_creation(api: ApiBlueprint, deps: Dependencies) -> None:
    """Add the route to those of productions."""

    @idempotent(deps.database)
    def package_upload(
        body: NewProduction, upload_id: int, caller: Caller
    ) -> Answer[CreatedProductionAnswer]:
        created = creating.create_production(
            deps, caller=caller, upload_id=upload_id, request=_request(body, None)
        )
        return _answer(deps, caller, *created)

    @api.post(
        "/api/productions",
        answers={201: CreatedProductionAnswer, 200: CreatedProductionAnswer},
        errors=_ERRORS,
        idempotency_key=True,
    )
    def create_production(
        body: NewProduction, caller: Caller
    ) -> Answer[CreatedProductionAnswer] | Response:
        """Produce a draft, or package an upload.

        A draft is sealed and archived, its master is rendered and then packaged; if it cannot be
        produced, there is no production and the draft stays active. Of an upload, the active draft
        that the caller has of it is produced; without one, any ready video is packaged as it is.
        An export has at most one production that has not failed: packaging it again answers that
        one with 200.
        """
        request_id, digest = _identity()
        if request_id is not None:
            repeated = producing.find_repeated(deps, request_id, body_sha256=digest)
            if repeated is not None:
                found = producing.seal_production(deps, production_id=repeated.production_id)
                return _answer(deps, caller, found)
        draft_id, upload_id = _subject(deps, body, caller)
        if draft_id is None:
            return package_upload(body, upload_id, caller)
        request = ProduceRequest(draft_id, _request(body, request_id), digest)
        return _answer(deps, caller, producing.produce_draft(deps, caller=caller, request=request))


def _request(body: NewProduction, request_id: str | None) -> ProductionRequest:
    return ProductionRequest(
        name=body.name,
        story=body.default_story_text or "",
        profile=body.profile,
        quality=body.quality or "",
        packager=body.packager,
        request_id=request_id,
    )


def _subject(deps: Dependencies, body: NewProduction, caller: Caller) -> tuple[int | None, int]:
    """Return the draft to be produced, or None and the upload to be packaged."""
    if not body.is_exact:
        raise errors.NothingToProduce("Name either the draft or the upload to be produced.")
    if body.upload_id is None:
        return body.draft_id, 0
    return producing.find_draft(deps, caller=caller, upload_id=body.upload_id), body.upload_id


def _identity() -> tuple[str | None, str]:
    """Return the id of this request, None without an `Idempotency-Key`, and its body's digest."""
    request = idempotency_request()
    if request is None:
        return None, ""
    text = f"{request.user_id} {request.route} {request.key}"
    return f"produce-{hashlib.sha256(text.encode()).hexdigest()}", request.body_sha256


def _answer(
    deps: Dependencies, caller: Caller, made: Production, is_new: bool = True
) -> Answer[CreatedProductionAnswer]:
    detail = reading.get_production_detail(deps, caller=caller, production_id=made.production_id)
    answer = CreatedProductionAnswer(created=is_new, production=production_detail_view(detail))
    return Answer(answer, 201 if is_new else 200)
