# SPDX-License-Identifier: Apache-2.0
"""The REST door of hls: productions and their stories."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint

from chassis import rest
from chassis.errors import ApiError, ErrorKind
from chassis.rest_once import idempotent
from services.hls.coordinator.api import schemas
from services.hls.coordinator.api.schemas import Listing, NewProduction, ProductionPath, Story
from services.hls.coordinator.bootstrap import Hls
from services.hls.coordinator.domain.production import PROFILES
from services.hls.coordinator.usecases import changing, creating, reading
from services.hls.coordinator.usecases.creating import Asker, Wish


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
    deps = hls.deps

    @api.get("/api/productions")
    def list_productions(query: Listing) -> Response:
        found = reading.list_productions(
            deps,
            owner_user_id=_owner(query),
            upload_id=query.upload,
            before=query.cursor,
            limit=query.limit + 1,
        )
        shown = found[: query.limit]
        cursor = shown[-1].production_id if len(found) > len(shown) else None
        items = [schemas.production_json(one) for one in shown]
        return jsonify(items=items, nextCursor=None if cursor is None else str(cursor))

    @api.post("/api/productions")
    @idempotent(hls.database)
    def create_production(body: NewProduction) -> tuple[dict[str, Any], int]:
        wish = Wish(name=body.name, story=body.defaultStoryText or "", profile=body.profile)
        made, is_new = creating.create(deps, asker=asker(), upload_id=body.uploadId, wish=wish)
        detail = reading.get_production(deps, asker=asker(), production_id=made.production_id)
        answer = {"created": is_new, "production": schemas.detail_json(detail)}
        return answer, 201 if is_new else 200

    @api.get("/api/productions/<int:production_id>")
    def get_production(path: ProductionPath) -> Response:
        detail = reading.get_production(deps, asker=asker(), production_id=path.production_id)
        return jsonify(production=schemas.detail_json(detail))

    @api.delete("/api/productions/<int:production_id>")
    def delete_production(path: ProductionPath) -> Response:
        changing.delete_production(deps, asker=asker(), production_id=path.production_id)
        return jsonify(ok=True)


def _add_story(api: APIBlueprint, hls: Hls) -> None:
    @api.get("/api/productions/<int:production_id>/story")
    def get_story(path: ProductionPath) -> Response:
        production = changing.read_production(
            hls.deps, asker=asker(), production_id=path.production_id
        )
        return jsonify(schemas.story_json(production))

    @api.patch("/api/productions/<int:production_id>/story")
    def change_story(path: ProductionPath, body: Story) -> Response:
        production = changing.change_story(
            hls.deps,
            asker=asker(),
            production_id=path.production_id,
            story=body.defaultStoryText or "",
        )
        return jsonify(schemas.story_json(production))


def _owner(query: Listing) -> int:
    """Whose productions are listed: the caller's own, or for administrators anybody's."""
    who = asker()
    if query.userId is None or query.userId == who.user_id:
        return who.user_id
    if not who.is_admin:
        raise ApiError(ErrorKind.FORBIDDEN, "forbidden", "You may list your own productions only.")
    return query.userId
