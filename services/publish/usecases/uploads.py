# SPDX-License-Identifier: Apache-2.0
"""Read uploads and productions of other services, and check who owns them."""

from __future__ import annotations

from chassis.caller import Caller
from services.publish.domain.errors import Forbidden, UnknownProduction, UnknownUpload
from services.publish.domain.production import OwnedUpload, ProductionCopy
from services.publish.usecases.dependencies import Dependencies


def get_own_upload(deps: Dependencies, *, caller: Caller, upload_id: int) -> OwnedUpload:
    """Return an upload of the caller; administrators may use every upload.

    UnknownUpload when there is none, Forbidden when it belongs to another user.
    """
    upload = deps.library.find_upload_by_id(upload_id)
    if upload is None:
        raise UnknownUpload("No upload has this id.")
    if upload.owner_user_id != caller.user_id and not caller.is_admin:
        raise Forbidden("This upload belongs to another user.")
    return upload


def get_production(deps: Dependencies, *, production_id: int) -> ProductionCopy:
    """Return a production in its current state; UnknownProduction when there is none."""
    production = deps.hls.find_production_by_id(production_id)
    if production is None:
        raise UnknownProduction("No production has this id.")
    return production


def get_own_production(deps: Dependencies, *, caller: Caller, production_id: int) -> ProductionCopy:
    """Return a production of the caller; administrators may use every one.

    UnknownProduction when there is none, Forbidden when it belongs to another user.
    """
    production = get_production(deps, production_id=production_id)
    if production.owner_user_id != caller.user_id and not caller.is_admin:
        raise Forbidden("This production belongs to another user.")
    return production


def prepare_upload(
    deps: Dependencies, *, caller: Caller, upload_id: int, request_id: str
) -> ProductionCopy:
    """Create a production of an upload for its owner, once for each request id."""
    upload = get_own_upload(deps, caller=caller, upload_id=upload_id)
    owner = upload.owner_user_id or caller.user_id
    return deps.hls.create_production(upload_id, acting_user_id=owner, request_id=request_id)
