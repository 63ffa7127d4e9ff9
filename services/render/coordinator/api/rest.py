# SPDX-License-Identifier: Apache-2.0
"""The REST door of render."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

from flask import Response, jsonify
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel

from chassis import rest
from chassis.rest import ApiBlueprint, idempotent
from media.sizes import Size
from services.render.coordinator.api.schemas import RenderAnswer, render_shown
from services.render.coordinator.bootstrap import Coordinator
from services.render.coordinator.usecases import previewing_titles, reading, stopping
from services.render.coordinator.usecases.stopping import Asker

Edge = Annotated[int, Field(ge=16, le=3840, multiple_of=2)]


class RenderPath(BaseModel):
    """Which render."""

    export_id: str


class TitleBody(BaseModel):
    """A screen title as a timeline has it, and the frame it is to be seen in."""

    model_config = ConfigDict(strict=True, extra="forbid", alias_generator=to_camel)

    title: Annotated[Any, WithJsonSchema({"type": "object"})]
    frame_w: Edge
    frame_h: Edge


def blueprint(coordinator: Coordinator) -> ApiBlueprint:
    """Make the routes of render."""
    api = ApiBlueprint("render", __name__)
    deps = coordinator.deps

    @api.get("/api/renders/<string:export_id>", answers={200: RenderAnswer})
    def get_render(path: RenderPath) -> Response:
        watched = reading.watch_render(deps, export_id=path.export_id, asker=_asker())
        answer = RenderAnswer(render=render_shown(watched))
        return jsonify(answer.model_dump(mode="json", by_alias=True))

    @api.post("/api/renders/<string:export_id>/cancel")
    @idempotent(coordinator.database)
    def cancel_render(path: RenderPath) -> tuple[dict[str, Any], int]:
        stopping.cancel_render(deps, export_id=path.export_id, asker=_asker())
        return {"ok": True}, 200

    @api.post("/api/renders/<string:export_id>/retry")
    @idempotent(coordinator.database)
    def retry_render(path: RenderPath) -> tuple[dict[str, Any], int]:
        stopping.retry_render(deps, export_id=path.export_id, asker=_asker())
        return {"ok": True}, 200

    _add_nodes(api, coordinator)
    _add_drawing(api, coordinator)
    return api


def _add_nodes(api: ApiBlueprint, coordinator: Coordinator) -> None:
    @api.get("/api/render-nodes")
    def list_nodes() -> Response:
        rest.require_admin()
        nodes = reading.list_nodes(coordinator.deps)
        items = [
            {
                "id": node.node_id,
                "slots": node.slots,
                "seenAt": node.seen_at.isoformat(),
                "encoder": node.encoder,
            }
            for node in nodes
        ]
        return jsonify(items=items, nextCursor=None)


def _add_drawing(api: ApiBlueprint, coordinator: Coordinator) -> None:
    @api.post("/api/create-video/screen-titles/render")
    def draw_title(body: TitleBody) -> Response:
        rest.require_user()
        frame = Size(body.frame_w, body.frame_h)
        shown = previewing_titles.draw_title(
            coordinator.deps, coordinator.drawing, title=body.title, frame=frame
        )
        return jsonify(layers=[dataclasses.asdict(text) for text in shown])


def _asker() -> Asker:
    caller = rest.require_user()
    return Asker(caller.user_id, caller.is_admin)
