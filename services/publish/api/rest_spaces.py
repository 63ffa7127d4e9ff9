# SPDX-License-Identifier: Apache-2.0
"""The REST door to spaces and their feeds."""

from __future__ import annotations

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint

from chassis import rest
from services.publish.api import schemas
from services.publish.bootstrap import Publishing
from services.publish.domain.membership import Person
from services.publish.usecases import browsing
from services.publish.usecases.browsing import FeedPage


def blueprint(publishing: Publishing) -> APIBlueprint:
    """Make the routes of spaces and feeds."""
    api = APIBlueprint("spaces", __name__)
    _add_spaces(api, publishing)
    _add_feeds(api, publishing)
    return api


def _add_spaces(api: APIBlueprint, publishing: Publishing) -> None:
    deps = publishing.deps

    @api.get("/api/spaces")
    def spaces(query: schemas.SpacesQuery) -> Response:
        if query.mine == "1":
            caller = rest.require_user()
            page = browsing.my_spaces(deps, person=Person(caller.user_id, caller.roles))
        else:
            person = schemas.person_of(rest.caller())
            page = browsing.list_spaces(deps, person=person, after=query.cursor, limit=query.limit)
        cursor = None if page.next is None else str(page.next)
        return jsonify(items=[schemas.space(one) for one in page.items], nextCursor=cursor)

    @api.get("/api/uploads/<int:upload_id>/publish-options")
    def publish_options(path: schemas.UploadPath) -> Response:
        caller = rest.require_user()
        person = Person(caller.user_id, caller.roles)
        found = browsing.publish_options(deps, person=person, upload_id=path.upload_id)
        return jsonify(uploadId=path.upload_id, spaces=[schemas.option(one) for one in found])


def _add_feeds(api: APIBlueprint, publishing: Publishing) -> None:
    deps = publishing.deps

    @api.get("/api/feed/global")
    def global_feed(query: schemas.FeedQuery) -> Response:
        person, before = schemas.person_of(rest.caller()), schemas.read_cursor(query.cursor)
        return _feed(browsing.global_feed(deps, person=person, before=before, limit=query.limit))

    @api.get("/api/spaces/<int:space_id>/feed")
    def space_feed(path: schemas.SpacePath, query: schemas.FeedQuery) -> Response:
        page = browsing.space_feed(
            deps,
            person=schemas.person_of(rest.caller()),
            space_id=path.space_id,
            before=schemas.read_cursor(query.cursor),
            limit=query.limit,
        )
        return _feed(page)


def _feed(page: FeedPage) -> Response:
    items = [schemas.feed_item(one) for one in page.items]
    return jsonify(items=items, nextCursor=schemas.write_cursor(page.next))
