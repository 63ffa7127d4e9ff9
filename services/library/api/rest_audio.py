# SPDX-License-Identifier: Apache-2.0
"""The REST routes of a user's own narrations and music: the same set for each."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, PageQuery, RequestBody, idempotent
from services.library.api.errors import DELETING, EDITING, SIGNING
from services.library.api.resources import UploadAnswer, UploadPage, to_upload
from services.library.api.schemas import UploadIdPath
from services.library.api.schemas_uploading import (
    SignAudioBody,
    SignedUploadAnswer,
    to_signed_upload,
)
from services.library.domain.errors import AudioTooLarge
from services.library.domain.upload import AudioRole
from services.library.usecases import audio
from services.library.usecases.dependencies import Dependencies
from services.library.usecases.editing import UploadChanges


@dataclass(frozen=True, slots=True)
class AudioRoutes:
    """The routes of one role: the last segment of their path, and how operations name it."""

    role: AudioRole
    segment: str
    noun: str

    @property
    def path(self) -> str:
        """The path above all of them."""
        return f"/api/create-video/{self.segment}"

    def operation_id(self, verb: str) -> str:
        """Return the name of an operation."""
        return f"{verb}{self.noun.capitalize()}"


ROUTES = (
    AudioRoutes(AudioRole.NARRATION, "narration", "narration"),
    AudioRoutes(AudioRole.MUSIC, "audio", "music"),
)


class ListAudioQuery(PageQuery):
    """A page of narrations or music."""

    limit: int = Field(200, ge=1, le=500, description="How many items a page holds at most.")


class EditAudioBody(RequestBody):
    """New texts of a narration or music."""

    name: str = Field(description="The display name, 1 to 512 characters.", examples=["Intro"])
    description: str | None = Field(
        None,
        description="At most 2,000 characters; null removes it, a missing one changes nothing.",
        examples=["A warm voice."],
    )

    def changes(self) -> UploadChanges:
        """Return the new values by `name` and `description`."""
        found: UploadChanges = {"name": self.name}
        if "description" in self.model_fields_set:
            found["description"] = self.description
        return found


def blueprints(deps: Dependencies) -> list[ApiBlueprint]:
    """Make the routes of both roles."""
    return [_blueprint(deps, routes) for routes in ROUTES]


def _blueprint(deps: Dependencies, routes: AudioRoutes) -> ApiBlueprint:
    api = ApiBlueprint(routes.noun, __name__)
    _add_list(api, deps, routes)
    _add_upload(api, deps, routes)
    return api


def _add_list(api: ApiBlueprint, deps: Dependencies, routes: AudioRoutes) -> None:
    cursors = CursorCodec(f"library.{routes.noun}", int)

    @api.post(
        f"{routes.path}/sign",
        answers={201: SignedUploadAnswer},
        errors=[*SIGNING, AudioTooLarge],
        operation_id=routes.operation_id("sign"),
    )
    @idempotent(deps.database)
    def sign_audio(body: SignAudioBody, caller: Caller) -> SignedUploadAnswer:
        """Sign the upload of a narration or music.

        Send the file with the form in `post` within five minutes, then mark the upload complete.
        """
        request = body.to_audio_request(routes.role)
        upload, form = audio.sign_audio(deps, caller=caller, request=request)
        return to_signed_upload(deps, upload, form)

    @api.get(f"{routes.path}/list", operation_id=routes.operation_id("list"))
    def list_audio(query: ListAudioQuery, caller: Caller) -> UploadPage:
        """List narrations or music.

        They are the caller's own, newest first, whose files were received.
        """
        page, before_id = audio.list_audio(
            deps,
            caller=caller,
            role=routes.role,
            before_id=cursors.read(query.cursor),
            limit=query.limit,
        )
        return UploadPage(
            items=[to_upload(one) for one in page], next_cursor=cursors.write(before_id)
        )


def _add_upload(api: ApiBlueprint, deps: Dependencies, routes: AudioRoutes) -> None:
    @api.patch(
        f"{routes.path}/<int:upload_id>", errors=EDITING, operation_id=routes.operation_id("edit")
    )
    def edit_audio(path: UploadIdPath, body: EditAudioBody, caller: Caller) -> UploadAnswer:
        """Rename or describe a narration or music.

        An upload of another role is not found.
        """
        summary = audio.edit_audio(
            deps,
            caller=caller,
            role=routes.role,
            upload_id=path.upload_id,
            changes=body.changes(),
        )
        return UploadAnswer(upload=to_upload(summary))

    @api.delete(
        f"{routes.path}/<int:upload_id>",
        errors=DELETING,
        operation_id=routes.operation_id("delete"),
    )
    def delete_audio(path: UploadIdPath, caller: Caller) -> Ok:
        """Delete a narration or music.

        Its file and all that was derived from it are deleted.
        """
        audio.delete_audio(deps, caller=caller, role=routes.role, upload_id=path.upload_id)
        return Ok()
