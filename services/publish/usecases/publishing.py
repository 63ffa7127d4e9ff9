# SPDX-License-Identifier: Apache-2.0
"""Publish productions into spaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chassis.caller import Caller
from services.publish.domain import publication as publications
from services.publish.domain.audience import check_visibility
from services.publish.domain.errors import (
    Forbidden,
    ProductionNotReady,
    PublicationNotFound,
)
from services.publish.domain.production import ProductionCopy
from services.publish.domain.publication import Publication, Visibility
from services.publish.domain.publish_request import PublishRequest, new_publication
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.approval import needs_approval_again, needs_approval_in
from services.publish.usecases.auditing import audit, save_and_audit
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.uploads import get_own_upload, get_production


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What the caller may choose for a publication; None leaves it as it is."""

    visibility: Visibility | None = None
    distribution_flags: Mapping[str, Any] | None = None  # Any: JSON members


NO_OPTIONS = PublishOptions()
"""Everything stays as the space and the production say."""


@dataclass(frozen=True, slots=True)
class PublishResult:
    """The publication of a production in a space, and what was done for it."""

    publication: Publication
    is_new: bool = False
    is_republished: bool = False


def publish_production(
    deps: Dependencies,
    *,
    caller: Caller,
    production_id: int,
    space_id: int,
    options: PublishOptions,
) -> PublishResult:
    """Publish a production into a space.

    A publication that is pending or published there is returned unchanged; one that is unpublished
    or rejected is republished if the caller may do so.
    """
    production = get_production(deps, production_id=production_id)
    with deps.unit_of_work() as uow:
        return publish_in_unit(
            deps, uow, caller=caller, production=production, space_id=space_id, options=options
        )


def publish_in_unit(
    deps: Dependencies,
    uow: UnitOfWork,
    *,
    caller: Caller,
    production: ProductionCopy,
    space_id: int,
    options: PublishOptions = NO_OPTIONS,
) -> PublishResult:
    """Publish a production into a space, in the transaction of a unit of work."""
    return _publish(deps, uow, _request(uow, caller, production, space_id, options))


def publish_upload(
    deps: Dependencies, *, caller: Caller, upload_id: int, space_ids: Sequence[int]
) -> list[PublishResult]:
    """Publish the newest production of an upload into several spaces, in one transaction."""
    get_own_upload(deps, caller=caller, upload_id=upload_id)
    production = deps.hls.find_newest_production(upload_id)
    if production is None:
        raise ProductionNotReady("This upload has no production: `POST /api/publish` creates one.")
    with deps.unit_of_work() as uow:
        # Rows are locked in the order of the space ids, so that two requests cannot deadlock.
        requests = [
            _request(uow, caller, production, space_id, NO_OPTIONS)
            for space_id in sorted(set(space_ids))
        ]
        return [_publish(deps, uow, request) for request in requests]


def _request(
    uow: UnitOfWork,
    caller: Caller,
    production: ProductionCopy,
    space_id: int,
    options: PublishOptions,
) -> PublishRequest:
    # Nobody deletes the space until this publication is in it, or has been.
    membership = uow.spaces.get_membership(caller, space_id, lock="share")
    if not membership.may_publish(production.owner_user_id):
        raise Forbidden("You may not publish this production into this space.")
    check_visibility(options.visibility, membership.space)
    uow.productions.upsert_production(production)
    # An event may have stored a newer revision than the one the hls service returned.
    stored = uow.productions.find_production_by_id(production.production_id) or production
    if not stored.is_ready:
        raise ProductionNotReady(f"The status of this production is {stored.status}.")
    return PublishRequest(
        stored, membership, caller.user_id, options.visibility, options.distribution_flags
    )


def _publish(deps: Dependencies, uow: UnitOfWork, request: PublishRequest) -> PublishResult:
    needs_approval = needs_approval_in(uow, request.space)
    publication, action = new_publication(request, needs_approval=needs_approval, now=deps.now())
    added = uow.publications.add_publication(publication)
    if added is not None:
        uow.search.index_publication(added.publication_id)
        audit(uow, added, action=action, actor_user_id=request.requested_by)
        return PublishResult(added, is_new=True)
    existing = uow.publications.find_publication_in_space(
        request.production.production_id, request.space.space_id
    )
    if existing is None:
        raise PublicationNotFound("The publication was deleted by another request.")
    if existing.status in publications.LIVE:
        return PublishResult(existing)
    return _republish(deps, uow, existing, request)


def _republish(
    deps: Dependencies, uow: UnitOfWork, existing: Publication, request: PublishRequest
) -> PublishResult:
    needs_approval = needs_approval_again(uow, existing, request.space)
    action = publications.republish_action(
        existing, request.membership, needs_approval=needs_approval
    )
    republished = replace(
        existing.republish(action, by=request.requested_by, now=deps.now()),
        visibility=request.visibility or existing.visibility,
        distribution_flags=request.distribution_flags or existing.distribution_flags,
    )
    save_and_audit(uow, republished, action=action, actor_user_id=request.requested_by)
    # What it held back while it was published is shown now.
    uow.search.index_publication(republished.publication_id)
    return PublishResult(republished, is_republished=True)
