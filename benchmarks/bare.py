# SPDX-License-Identifier: Apache-2.0
"""Bare Flask views, with which our REST routes are compared: one SQL statement each, no checks."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, jsonify, request

from chassis import web
from chassis.tables import UtcDateTime
from services.drafts.store.tables import PRODUCTION_DRAFTS, PROJECTS
from services.library.store.tables import UPLOADS


def make_app() -> Flask:
    """Make the views."""
    app = Flask("bare")
    engine = sa.create_engine(os.environ["BARE_DATABASE_URL"], pool_size=8)
    uploads = UPLOADS.to_metadata(sa.MetaData(schema="library"))
    projects = PROJECTS.to_metadata(sa.MetaData(schema="drafts"))
    drafts = PRODUCTION_DRAFTS.to_metadata(sa.MetaData(schema="drafts"))
    page = sa.select(uploads).where(uploads.c.user_id == 1).order_by(uploads.c.id.desc()).limit(50)

    @app.get("/uploads")
    def list_uploads() -> Response:
        with engine.connect() as connection:
            rows = connection.execute(page).mappings().all()
        return jsonify(items=[dict(row) for row in rows], nextCursor=None)

    @app.patch("/timeline/<int:project_id>")
    def save(project_id: int) -> Response:
        document = request.get_data(as_text=True)
        parsed = request.get_json()
        values = {"timeline_json": document, "revision": projects.c.revision + 1}
        with engine.begin() as connection:
            connection.execute(
                sa.update(projects).where(projects.c.id == project_id).values(values)
            )
        return jsonify(project={"id": project_id, "timeline": parsed["timeline"]})

    @app.patch("/config/<int:draft_id>")
    def save_config(draft_id: int) -> Response:
        document = request.get_data(as_text=True)
        parsed = request.get_json()
        values = {"config_json": document, "revision": drafts.c.revision + 1}
        with engine.begin() as connection:
            connection.execute(sa.update(drafts).where(drafts.c.id == draft_id).values(values))
        return jsonify(draft={"id": draft_id, "config": parsed["config"]})

    return app


def upload_row(number: int, user_id: int) -> dict[str, Any]:
    """Return one ready upload with a value in every column that needs one."""
    now = dt.datetime.now(dt.UTC)
    known: dict[str, Any] = {
        "user_id": user_id,
        "kind": "video",
        "video_role": "source",
        "state": "ready",
        "storage_key": f"videos/{uuid.uuid4()}/video.mp4",
        "original_filename": f"video-{number}.mp4",
        "content_type": "video/mp4",
        "size_bytes": 10**6,
        "width": 1920,
        "height": 1080,
        "duration": "10/1",
        "frame_rate": "30/1",
        "frames": 300,
        "has_audio": True,
        "created_at": now,
        "uploaded_at": now,
        "sha256": f"{number:064x}",
    }
    return {**_blanks(), **known}


def _blanks() -> dict[str, Any]:
    blanks: dict[str, Any] = {}
    for column in UPLOADS.columns:
        if column.nullable or column.primary_key or column.server_default is not None:
            continue
        if isinstance(column.type, UtcDateTime):
            blanks[column.name] = dt.datetime.now(dt.UTC)
        elif isinstance(column.type, sa.Boolean):
            blanks[column.name] = False
        elif isinstance(column.type, sa.Integer | sa.BigInteger):
            blanks[column.name] = 0
        else:
            blanks[column.name] = ""
    return blanks


if __name__ == "__main__":
    web.serve(make_app, listen=os.environ["BARE_LISTEN"], threads=8)
