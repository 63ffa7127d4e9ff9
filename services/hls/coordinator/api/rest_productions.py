# SPDX-License-Identifier: Apache-2.0
"""The REST routes of productions, their stories and the profiles."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from chassis.errors import ApiError, ErrorKind
from chassis.identity import Caller
from chassis.rest import ApiBlueprint, idempotent, require_user
from services.hls.coordinator.api import schemas
from services.hls.coordinator.api.schemas import Listing, NewProduction, ProductionPath, Story
from services.hls.coordinator.domain.production import PROFILES
from services.hls.coordinator.usecases import changing, creating, reading
from services.hls.coordinator.usecases.creating import ProductionRequest
from services.hls.coordinator.usecases.dependencies import Dependencies


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of productions."""
    api = ApiBlueprint("productions", __name__)
    _add_list(api, deps)
    _add_productions(api, deps)
    _add_story(api, deps)

    @api.get("/api/profiles")
    def list_profiles() -> Response:
        require_user()
        items = [{"name": name, "description": text} for name, text in PROFILES.items()]
        return jsonify(items=items, nextCursor=None)

    return api


def _add_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/productions")
    def list_productions(query: Listing) -> Response:
        found = reading.list_productions(
            deps,
            owner_user_id=_owner_user_id(query, require_user()),
            upload_id=query.upload,
            before=query.cursor,
            limit=query.limit + 1,
        )
        shown = found[: query.limit]
        cursor = shown[-1].production_id if len(found) > len(shown) else None
        items = [schemas.production_json(one) for one in shown]
        return jsonify(items=items, nextCursor=None if cursor is None else str(cursor))


def _add_productions(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post("/api/productions")
    @idempotent(deps.database)
    def create_production(body: NewProduction) -> tuple[dict[str, Any], int]:
        caller = require_user()
        request = ProductionRequest(
            name=body.name, story=body.defaultStoryText or "", profile=body.profile
        )
        made, is_new = creating.create_production(
            deps, caller=caller, upload_id=body.uploadId, request=request
        )
        detail = reading.get_production_detail(
            deps, caller=caller, production_id=made.production_id
        )
        answer = {"created": is_new, "production": schemas.detail_json(detail)}
        return answer, 201 if is_new else 200

    @api.get("/api/productions/<int:production_id>")
    def get_production(path: ProductionPath) -> Response:
        detail = reading.get_production_detail(
            deps, caller=require_user(), production_id=path.production_id
        )
        return jsonify(production=schemas.detail_json(detail))

    @api.delete("/api/productions/<int:production_id>")
    def delete_production(path: ProductionPath) -> Response:
        changing.delete_production(deps, caller=require_user(), production_id=path.production_id)
        return jsonify(ok=True)


def _add_story(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/productions/<int:production_id>/story")
    def get_story(path: ProductionPath) -> Response:
        production = reading.get_production(
            deps, caller=require_user(), production_id=path.production_id
        )
        return jsonify(schemas.story_json(production))

    @api.patch("/api/productions/<int:production_id>/story")
    def change_story(path: ProductionPath, body: Story) -> Response:
        production = changing.change_story(
            deps,
            caller=require_user(),
            production_id=path.production_id,
            story=body.defaultStoryText or "",
        )
        return jsonify(schemas.story_json(production))


def _owner_user_id(query: Listing, caller: Caller) -> int:
    """Return whose productions are listed: the caller's own, or for administrators anybody's."""
    if query.userId is None or query.userId == caller.user_id:
        return caller.user_id
    if not caller.is_admin:
        raise ApiError(ErrorKind.FORBIDDEN, "forbidden", "You may list your own productions only.")
    return query.userId
