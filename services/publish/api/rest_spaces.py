# SPDX-License-Identifier: Apache-2.0
"""The REST routes of spaces and their feeds."""

from __future__ import annotations

from flask import Response, jsonify

from chassis import rest
from chassis.rest import ApiBlueprint
from services.publish.api import schemas
from services.publish.usecases import feeds, spaces
from services.publish.usecases.dependencies import Dependencies


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Return the routes of spaces and feeds."""
    api = ApiBlueprint("spaces", __name__)
    _add_spaces(api, deps)
    _add_feeds(api, deps)
    return api


def _add_spaces(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/spaces")
    def list_spaces(query: schemas.SpacesQuery) -> Response:
        if query.mine == "1":
            page = spaces.list_own_spaces(
                deps, caller=rest.require_user(), after=query.cursor, limit=query.limit
            )
        else:
            page = spaces.list_spaces(
                deps, caller=rest.caller(), after=query.cursor, limit=query.limit
            )
        cursor = None if page.next_after is None else str(page.next_after)
        return jsonify(items=[schemas.space(one) for one in page.memberships], nextCursor=cursor)

    @api.get("/api/uploads/<int:upload_id>/publish-options")
    def list_publish_options(path: schemas.UploadPath) -> Response:
        found = spaces.list_publish_options(
            deps, caller=rest.require_user(), upload_id=path.upload_id
        )
        options = [schemas.publish_option(one) for one in found]
        return jsonify(uploadId=path.upload_id, spaces=options)


def _add_feeds(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/feed/global")
    def get_global_feed(query: schemas.FeedPageQuery) -> Response:
        return get_feed(None, query)

    @api.get("/api/spaces/<int:space_id>/feed")
    def get_space_feed(path: schemas.SpacePath, query: schemas.FeedPageQuery) -> Response:
        return get_feed(path.space_id, query)

    def get_feed(space_id: int | None, query: schemas.FeedPageQuery) -> Response:
        page = feeds.get_feed(
            deps,
            caller=rest.caller(),
            space_id=space_id,
            after=schemas.read_cursor(query.cursor),
            limit=query.limit,
        )
        items = [schemas.feed_item(one) for one in page.items]
        return jsonify(items=items, nextCursor=schemas.write_cursor(page.next))
