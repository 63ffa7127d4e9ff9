# SPDX-License-Identifier: Apache-2.0
"""The REST door of render."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Annotated, Any

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel

from chassis import rest
from chassis.rest_once import idempotent
from services.render.bootstrap import Coordinator
from services.render.domain import progress
from services.render.usecases import drawing, stopping, watching
from services.render.usecases.stopping import Asker
from services.render.usecases.watching import Watched
from timeline.geometry import Size

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


def blueprint(coordinator: Coordinator) -> APIBlueprint:
    """Make the routes of render."""
    api = APIBlueprint("render", __name__)
    ports = coordinator.ports

    @api.get("/api/renders/<string:export_id>")
    def get_render(path: RenderPath) -> Response:
        asker = _asker()
        return jsonify(
            render=_render(watching.watch_render(ports, export_id=path.export_id, asker=asker))
        )

    @api.post("/api/renders/<string:export_id>/cancel")
    @idempotent(coordinator.database)
    def cancel_render(path: RenderPath) -> tuple[dict[str, Any], int]:
        stopping.cancel_render(ports, export_id=path.export_id, asker=_asker())
        return {"ok": True}, 200

    @api.post("/api/renders/<string:export_id>/retry")
    @idempotent(coordinator.database)
    def retry_render(path: RenderPath) -> tuple[dict[str, Any], int]:
        stopping.retry_render(ports, export_id=path.export_id, asker=_asker())
        return {"ok": True}, 200

    _add_nodes(api, coordinator)
    _add_drawing(api, coordinator)
    return api


def _add_nodes(api: APIBlueprint, coordinator: Coordinator) -> None:
    @api.get("/api/render-nodes")
    def list_nodes() -> Response:
        rest.require_admin()
        nodes = watching.list_nodes(coordinator.ports)
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


def _add_drawing(api: APIBlueprint, coordinator: Coordinator) -> None:
    @api.post("/api/create-video/screen-titles/render")
    def draw_title(body: TitleBody) -> Response:
        rest.require_user()
        frame = Size(body.frame_w, body.frame_h)
        shown = drawing.draw_title(
            coordinator.ports, coordinator.drawing, title=body.title, frame=frame
        )
        return jsonify(layers=[dataclasses.asdict(text) for text in shown])


def _asker() -> Asker:
    caller = rest.require_user()
    return Asker(caller.user_id, caller.is_admin)


def _render(watched: Watched) -> dict[str, Any]:  # Any: JSON members of several types
    render, count = watched.render, watched.count
    failure = render.failure
    return {
        "id": render.export_id,
        "state": render.state,
        "attempt": render.attempt,
        "purpose": render.subject.purpose,
        "projectId": render.subject.project_id or None,
        "name": render.subject.name,
        "progressPct": render.progress.percent,
        "progressStage": render.progress.stage,
        "progressMessage": progress.message(render),
        "etaSeconds": watched.eta_seconds,
        "pieces": {
            "total": render.reused + count.total,
            "done": render.reused + count.done,
            "reused": render.reused,
        },
        "cpuSeconds": round(count.cpu_seconds, 3),
        "error": {"code": failure.code, "message": failure.reason} if failure else None,
        "createdAt": _moment(render.created_at),
        "startedAt": _moment(render.started_at),
        "finishedAt": _moment(render.finished_at),
    }


def _moment(at: dt.datetime | None) -> str | None:
    return None if at is None else at.isoformat()
