# SPDX-License-Identifier: Apache-2.0
"""The REST routes by which a user finds and marks the uploads to choose from."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, Ok
from services.library.api.errors import READING
from services.library.api.schemas_assets import (
    ASSETS,
    AssetGroupPath,
    AssetPage,
    FavoriteBody,
    ListAssetsQuery,
    MarkedAssetPath,
    TagCount,
    TagPage,
    to_asset,
)
from services.library.usecases import assets
from services.library.usecases.assets import ChosenAsset
from services.library.usecases.dependencies import Dependencies


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of assets."""
    api = ApiBlueprint("assets", __name__)
    _add_lists(api, deps)
    _add_marks(api, deps)
    return api


def _add_lists(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/assets/<group>")
    def list_assets(path: AssetGroupPath, query: ListAssetsQuery, caller: Caller) -> AssetPage:
        """Find assets.

        They are the caller's own uploads, or those of the system, that have a file.
        """
        chosen = query.to_filter(path.group, caller)
        page, position = assets.list_assets(deps, chosen)
        recent = assets.list_recent(deps, chosen) if query.include_recent else []
        return AssetPage(
            items=[to_asset(one) for one in page],
            next_cursor=ASSETS.write(position),
            recent=[to_asset(one) for one in recent],
        )

    @api.get("/api/assets/tags")
    def list_tags(caller: Caller) -> TagPage:
        """List the tags of the caller's uploads.

        There is one page; the most frequent come first.
        """
        found = assets.list_tags(deps, caller.user_id)
        return TagPage(items=[TagCount(tag=tag, uploads=number) for tag, number in found])


def _add_marks(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post("/api/assets/<group>/<int:upload_id>/favorite", errors=READING)
    def set_favorite(path: MarkedAssetPath, body: FavoriteBody, caller: Caller) -> Ok:
        """Make an asset a favourite, or none any more.

        Favourites are the caller's own; others do not see them.
        """
        asset = ChosenAsset(caller, path.group, path.upload_id)
        assets.set_favorite(deps, asset, is_favorite=body.favorite)
        return Ok()

    @api.post("/api/assets/<group>/<int:upload_id>/used", errors=READING)
    def mark_used(path: MarkedAssetPath, caller: Caller) -> Ok:
        """Say that an asset was used just now.

        The order `recent` and the member `recent` of lists begin with what was used last.
        """
        assets.mark_used(deps, ChosenAsset(caller, path.group, path.upload_id))
        return Ok()
