# SPDX-License-Identifier: Apache-2.0
"""Which productions and uploads a caller may use: their own, and administrators all."""

from __future__ import annotations

from chassis.caller import Caller
from services.hls.coordinator.domain.errors import (
    NotOwnedByCaller,
    ProductionNotFound,
    SourceUploadNotFound,
)
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.upload import SourceUpload
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.dependencies import Dependencies


def accessible_production(
    uow: UnitOfWork, *, caller: Caller, production_id: int, lock: bool = False
) -> Production:
    """Return a production that the caller may use; ProductionNotFound or NotOwnedByCaller."""
    production = uow.productions.find_production(production_id, lock=lock)
    if production is None or production.replaces_id is not None:
        raise ProductionNotFound(f"There is no production {production_id}.")
    _check_owner(caller, production.owner_user_id, "production")
    return production


def accessible_upload(deps: Dependencies, *, caller: Caller, upload_id: int) -> SourceUpload:
    """Return an upload that the caller may use; SourceUploadNotFound or NotOwnedByCaller."""
    upload = deps.uploads.get_uploads([upload_id]).get(upload_id)
    if upload is None:
        raise SourceUploadNotFound(f"There is no upload {upload_id}.")
    _check_owner(caller, upload.owner_user_id, "upload")
    return upload


def is_accessible(caller: Caller, owner_user_id: int) -> bool:
    """Whether a caller may use what somebody owns."""
    return caller.is_admin or owner_user_id == caller.user_id


def _check_owner(caller: Caller, owner_user_id: int, noun: str) -> None:
    if not is_accessible(caller, owner_user_id):
        raise NotOwnedByCaller(f"This {noun} belongs to another user.")
