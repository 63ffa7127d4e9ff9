# SPDX-License-Identifier: Apache-2.0
"""The REST routes of a user's own narrations and music: the same set for each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, jsonify
from pydantic import BaseModel, ConfigDict, Field

from chassis import rest
from chassis.rest import ApiBlueprint, idempotent
from services.library.api.schemas import SignUploadBody, UploadPath, upload_json
from services.library.domain.upload import AudioRole
from services.library.domain.upload_request import UploadRequest
from services.library.usecases import audio
from services.library.usecases.dependencies import Dependencies

ROLES = {"narration": AudioRole.NARRATION, "audio": AudioRole.MUSIC}
"""The last segment of the path, and the role of the uploads below it."""


class SignAudioBody(SignUploadBody):
    """A narration or music that the caller wants to upload."""

    name: str | None = None

    def to_audio_request(self, role: AudioRole) -> UploadRequest:
        """Convert to the domain value."""
        name = self.modifiedFilename or self.name or None
        return replace(self.to_request(), kind="audio", audio_role=role, modified_filename=name)


class EditAudioBody(BaseModel):
    """A new name and, optionally, a new description."""

    model_config = ConfigDict(strict=True)
    name: str
    description: str | None = Field(None)

    def changes(self) -> dict[str, str | None]:
        """Return the new values by `name` and `description`."""
        found: dict[str, str | None] = {"name": self.name}
        if "description" in self.model_fields_set:
            found["description"] = self.description
        return found


def blueprints(deps: Dependencies) -> list[ApiBlueprint]:
    """Make the routes of both roles."""
    return [_blueprint(deps, segment=segment, role=role) for segment, role in ROLES.items()]


def _blueprint(deps: Dependencies, *, segment: str, role: AudioRole) -> ApiBlueprint:
    api = ApiBlueprint(f"library_{segment}", __name__)
    path = f"/api/create-video/{segment}"
    _add_all(api, deps, path=path, role=role)
    _add_one(api, deps, path=path, role=role)
    return api


def _add_all(api: ApiBlueprint, deps: Dependencies, *, path: str, role: AudioRole) -> None:
    @api.post(f"{path}/sign", operation_id=f"sign_{role}")
    @idempotent(deps.database)
    def sign(body: SignAudioBody) -> tuple[dict[str, Any], int]:  # Any: JSON
        upload, form = audio.sign_audio(
            deps, caller=rest.require_user(), request=body.to_audio_request(role)
        )
        return {
            "id": upload.upload_id,
            "key": upload.storage_key,
            "bucket": deps.bucket,
            "post": {"url": form.url, "fields": form.fields},
        }, 201

    @api.get(f"{path}/list", operation_id=f"list_{role}")
    def list_audio() -> Response:
        found = audio.list_audio(deps, caller=rest.require_user(), role=role)
        return jsonify(items=[upload_json(one) for one in found], nextCursor=None)


def _add_one(api: ApiBlueprint, deps: Dependencies, *, path: str, role: AudioRole) -> None:
    @api.patch(f"{path}/<int:upload_id>", operation_id=f"edit_{role}")
    def edit(path: UploadPath, body: EditAudioBody) -> Response:
        summary = audio.edit_audio(
            deps,
            caller=rest.require_user(),
            role=role,
            upload_id=path.upload_id,
            changes=body.changes(),
        )
        return jsonify(upload=upload_json(summary))

    @api.delete(f"{path}/<int:upload_id>", operation_id=f"delete_{role}")
    def delete(path: UploadPath) -> Response:
        audio.delete_audio(deps, caller=rest.require_user(), role=role, upload_id=path.upload_id)
        return jsonify(ok=True)
