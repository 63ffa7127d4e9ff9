# SPDX-License-Identifier: Apache-2.0
"""The REST door of voices and music: one set of routes for each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field

from chassis.rest_once import idempotent
from services.library.api.rest import person
from services.library.api.schemas import Sign, UploadPath, upload_json
from services.library.bootstrap import Library
from services.library.domain.intake import Offer
from services.library.domain.upload import AudioRole
from services.library.usecases import sounds

PLACES = {"narration": AudioRole.NARRATION, "audio": AudioRole.MUSIC}
"""The word in the path, and what lies there."""


class SignSound(Sign):
    """A voice or music somebody wants to send."""

    name: str | None = None

    def sound(self, role: AudioRole) -> Offer:
        """Return what is offered."""
        name = self.modifiedFilename or self.name or None
        return replace(self.offer(), kind="audio", audio_role=role, modified_filename=name)


class EditSound(BaseModel):
    """A name and, where it is given, a description."""

    model_config = ConfigDict(strict=True)
    name: str
    description: str | None = Field(None)

    def changes(self) -> dict[str, str | None]:
        """Return what was named; what was left out stays as it is."""
        found: dict[str, str | None] = {"name": self.name}
        if "description" in self.model_fields_set:
            found["description"] = self.description
        return found


def blueprints(library: Library) -> list[APIBlueprint]:
    """Make the routes of both places."""
    return [_blueprint(library, place=place, role=role) for place, role in PLACES.items()]


def _blueprint(library: Library, *, place: str, role: AudioRole) -> APIBlueprint:
    api = APIBlueprint(f"library_{place}", __name__)
    path = f"/api/create-video/{place}"
    _add_all(api, library, path=path, role=role)
    _add_one(api, library, path=path, role=role)
    return api


def _add_all(api: APIBlueprint, library: Library, *, path: str, role: AudioRole) -> None:
    deps = library.deps

    @api.post(f"{path}/sign", operation_id=f"sign_{role}")
    @idempotent(library.database)
    def sign(body: SignSound) -> tuple[dict[str, Any], int]:  # Any: JSON
        upload, form = sounds.sign_sound(deps, person=person(), offer=body.sound(role))
        return {
            "id": upload.upload_id,
            "key": upload.storage_key,
            "bucket": deps.files.bucket,
            "post": {"url": form.url, "fields": form.fields},
        }, 201

    @api.get(f"{path}/list", operation_id=f"list_{role}")
    def list_them() -> Response:
        found = sounds.list_sounds(deps, person=person(), role=role)
        return jsonify(items=[upload_json(one) for one in found], nextCursor=None)


def _add_one(api: APIBlueprint, library: Library, *, path: str, role: AudioRole) -> None:
    deps = library.deps

    @api.patch(f"{path}/<int:upload_id>", operation_id=f"edit_{role}")
    def edit(path: UploadPath, body: EditSound) -> Response:
        card = sounds.edit_sound(
            deps,
            person=person(),
            role=role,
            upload_id=path.upload_id,
            changes=body.changes(),
        )
        return jsonify(upload=upload_json(card))

    @api.delete(f"{path}/<int:upload_id>", operation_id=f"delete_{role}")
    def delete(path: UploadPath) -> Response:
        sounds.delete_sound(deps, person=person(), role=role, upload_id=path.upload_id)
        return jsonify(ok=True)
