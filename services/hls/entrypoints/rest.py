# SPDX-License-Identifier: Apache-2.0
"""The REST door of hls: productions and their stories."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint

from chassis import rest
from chassis.refusals import Kind, Refused
from chassis.rest_once import idempotent
from services.hls.bootstrap import Hls
from services.hls.domain.production import PROFILES
from services.hls.entrypoints import bodies
from services.hls.entrypoints.bodies import Listing, NewProduction, ProductionPath, Story
from services.hls.usecases import creating, keeping, looking
from services.hls.usecases.creating import Asker, Wish


def asker() -> Asker:
    """Return the signed-in person who asks."""
    caller = rest.require_user()
    return Asker(caller.user_id, caller.is_admin)


def blueprint(hls: Hls) -> APIBlueprint:
    """Make the routes of productions."""
    api = APIBlueprint("productions", __name__)
    _add_productions(api, hls)
    _add_story(api, hls)

    @api.get("/api/profiles")
    def profiles() -> Response:
        asker()
        items = [{"name": name, "description": text} for name, text in PROFILES.items()]
        return jsonify(items=items, nextCursor=None)

    return api


def _add_productions(api: APIBlueprint, hls: Hls) -> None:
    ports = hls.ports

    @api.get("/api/productions")
    def list_productions(query: Listing) -> Response:
        found = looking.list_productions(
            ports,
            owner_user_id=_owner(query),
            upload_id=query.upload,
            before=query.cursor,
            limit=query.limit + 1,
        )
        shown = found[: query.limit]
        cursor = shown[-1].production_id if len(found) > len(shown) else None
        items = [bodies.production_json(one) for one in shown]
        return jsonify(items=items, nextCursor=None if cursor is None else str(cursor))

    @api.post("/api/productions")
    @idempotent(hls.database)
    def create_production(body: NewProduction) -> tuple[dict[str, Any], int]:
        wish = Wish(name=body.name, story=body.defaultStoryText or "", profile=body.profile)
        made, is_new = creating.create(ports, asker=asker(), upload_id=body.uploadId, wish=wish)
        detail = looking.get_production(ports, asker=asker(), production_id=made.production_id)
        answer = {"created": is_new, "production": bodies.detail_json(detail)}
        return answer, 201 if is_new else 200

    @api.get("/api/productions/<int:production_id>")
    def get_production(path: ProductionPath) -> Response:
        detail = looking.get_production(ports, asker=asker(), production_id=path.production_id)
        return jsonify(production=bodies.detail_json(detail))

    @api.delete("/api/productions/<int:production_id>")
    def delete_production(path: ProductionPath) -> Response:
        keeping.delete_production(ports, asker=asker(), production_id=path.production_id)
        return jsonify(ok=True)


def _add_story(api: APIBlueprint, hls: Hls) -> None:
    @api.get("/api/productions/<int:production_id>/story")
    def get_story(path: ProductionPath) -> Response:
        production = keeping.read_production(
            hls.ports, asker=asker(), production_id=path.production_id
        )
        return jsonify(bodies.story_json(production))

    @api.patch("/api/productions/<int:production_id>/story")
    def change_story(path: ProductionPath, body: Story) -> Response:
        production = keeping.change_story(
            hls.ports,
            asker=asker(),
            production_id=path.production_id,
            story=body.defaultStoryText or "",
        )
        return jsonify(bodies.story_json(production))


def _owner(query: Listing) -> int:
    """Whose productions are listed: the caller's own, or for administrators anybody's."""
    who = asker()
    if query.userId is None or query.userId == who.user_id:
        return who.user_id
    if not who.is_admin:
        raise Refused(Kind.FORBIDDEN, "forbidden", "You may list your own productions only.")
    return query.userId
