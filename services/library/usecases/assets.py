# SPDX-License-Identifier: Apache-2.0
"""List the uploads a user chooses from; store favourites and what was used last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis import clock
from chassis.caller import Caller
from chassis.paging import cut_page
from services.library.domain.assets import (
    MAX_RECENT,
    Asset,
    AssetFilter,
    AssetGroup,
    AssetOrder,
    AssetPosition,
)
from services.library.domain.errors import UploadNotFound
from services.library.store.unit_of_work import UnitOfWork
from services.library.usecases.dependencies import Dependencies
from services.library.usecases.reading import require_readable


def list_assets(
    deps: Dependencies, chosen: AssetFilter
) -> tuple[Sequence[Asset], AssetPosition | None]:
    """Return one page of assets, and where the next one begins."""
    with deps.reading() as uow:
        found = uow.assets.list_assets(replace(chosen, limit=chosen.limit + 1))
    page, last = cut_page(found, chosen.limit)
    if last is None:
        return page, None
    return page, AssetPosition(chosen.order, last.sort_value, last.summary.upload_id)


def list_recent(deps: Dependencies, chosen: AssetFilter) -> Sequence[Asset]:
    """Return what the user used last of the same group and owner, ten at most."""
    recent = AssetFilter(
        user_id=chosen.user_id,
        group=chosen.group,
        is_system=chosen.is_system,
        video_role=chosen.video_role,
        only_used=True,
        order=AssetOrder.RECENT,
        limit=MAX_RECENT,
    )
    with deps.reading() as uow:
        return uow.assets.list_assets(recent)


def list_tags(deps: Dependencies, user_id: int) -> Sequence[tuple[str, int]]:
    """Return the tags of a user's uploads with their numbers, the most frequent first."""
    with deps.reading() as uow:
        counted = uow.assets.count_tags(user_id)
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


@dataclass(frozen=True, slots=True)
class ChosenAsset:
    """An asset of a group, and the user who marks it."""

    caller: Caller
    group: AssetGroup
    upload_id: int

    def check(self, uow: UnitOfWork) -> None:
        """Raise an error unless it is of its group and the user may read it."""
        upload = require_readable(uow.uploads.find_upload(self.upload_id), self.caller)
        if upload.kind is not self.group.kind:
            raise UploadNotFound("There is no such asset in this group.")


def set_favorite(deps: Dependencies, asset: ChosenAsset, *, is_favorite: bool) -> None:
    """Make an asset a favourite of the user, or none any more."""
    with deps.unit_of_work() as uow:
        asset.check(uow)
        uow.assets.set_favorite(asset.caller.user_id, asset.upload_id, is_favorite=is_favorite)


def mark_used(deps: Dependencies, asset: ChosenAsset) -> None:
    """Store that the user used an asset just now."""
    used_ms = int(clock.now().timestamp() * 1000)
    with deps.unit_of_work() as uow:
        asset.check(uow)
        uow.assets.set_used(asset.caller.user_id, asset.upload_id, used_ms=used_ms)
