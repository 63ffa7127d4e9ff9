# SPDX-License-Identifier: Apache-2.0
"""The REST door to spaces and their feeds."""

from __future__ import annotations

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint

from chassis import rest
from services.publish.bootstrap import Publishing
from services.publish.domain.standing import Person
from services.publish.entrypoints import shapes
from services.publish.usecases import browsing
from services.publish.usecases.browsing import FeedPage


def blueprint(publishing: Publishing) -> APIBlueprint:
    """Make the routes of spaces and feeds."""
    api = APIBlueprint("spaces", __name__)
    _add_spaces(api, publishing)
    _add_feeds(api, publishing)
    return api


def _add_spaces(api: APIBlueprint, publishing: Publishing) -> None:
    ports = publishing.ports

    @api.get("/api/spaces")
    def spaces(query: shapes.SpacesQuery) -> Response:
        if query.mine == "1":
            caller = rest.require_user()
            page = browsing.my_spaces(ports, person=Person(caller.user_id, caller.roles))
        else:
            person = shapes.person_of(rest.caller())
            page = browsing.list_spaces(ports, person=person, after=query.cursor, limit=query.limit)
        cursor = None if page.next is None else str(page.next)
        return jsonify(items=[shapes.space(one) for one in page.items], nextCursor=cursor)

    @api.get("/api/uploads/<int:upload_id>/publish-options")
    def publish_options(path: shapes.UploadPath) -> Response:
        caller = rest.require_user()
        person = Person(caller.user_id, caller.roles)
        found = browsing.publish_options(ports, person=person, upload_id=path.upload_id)
        return jsonify(uploadId=path.upload_id, spaces=[shapes.option(one) for one in found])


def _add_feeds(api: APIBlueprint, publishing: Publishing) -> None:
    ports = publishing.ports

    @api.get("/api/feed/global")
    def global_feed(query: shapes.FeedQuery) -> Response:
        person, before = shapes.person_of(rest.caller()), shapes.read_cursor(query.cursor)
        return _feed(browsing.global_feed(ports, person=person, before=before, limit=query.limit))

    @api.get("/api/spaces/<int:space_id>/feed")
    def space_feed(path: shapes.SpacePath, query: shapes.FeedQuery) -> Response:
        page = browsing.space_feed(
            ports,
            person=shapes.person_of(rest.caller()),
            space_id=path.space_id,
            before=shapes.read_cursor(query.cursor),
            limit=query.limit,
        )
        return _feed(page)


def _feed(page: FeedPage) -> Response:
    items = [shapes.feed_item(one) for one in page.items]
    return jsonify(items=items, nextCursor=shapes.write_cursor(page.next))
