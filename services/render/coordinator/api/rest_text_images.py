# SPDX-License-Identifier: Apache-2.0
"""The REST routes of texts as images: previews of titles, and the images of resolved timelines."""

from __future__ import annotations

import re

from flask import Response
from pydantic import Field

from chassis.caller import Caller
from chassis.errors import ErrorKind, ErrorRule
from chassis.rest import ApiBlueprint, RequestPath
from chassis.rest.files import file_answers, send_stored_file
from media.sizes import Size
from media.text_image_file import CONTENT_TYPE
from services.render.contract.errors import TextNotDrawable
from services.render.coordinator.api import schemas
from services.render.coordinator.domain import errors
from services.render.coordinator.usecases import previewing_titles, reading_text_images
from services.render.coordinator.usecases.dependencies import Dependencies
from timeline.document.error_meanings import MEANINGS

_TITLE_ERRORS = [ErrorRule(ErrorKind.INVALID, code, text) for code, text in MEANINGS.items()]
"""The codes of titles whose problems are all of one kind."""

_FILE = re.compile(r"([0-9a-f]{64})\.png")
_HEADERS = {
    "Content-Type": CONTENT_TYPE,
    "Cache-Control": "private, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
}
"""The key is the digest of the text and its style, so that an image never changes."""


class TextImagePath(RequestPath):
    """The file of a text image."""

    file: str = Field(
        description="The key of the text image and `.png`.", examples=[f"{'9f' * 32}.png"]
    )


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of texts."""
    api = ApiBlueprint("text_images", __name__)

    @api.get(
        "/api/text-images/<string:file>",
        answers=file_answers(CONTENT_TYPE),
        errors=[errors.TextImageNotFound, TextNotDrawable],
    )
    def get_text_image(path: TextImagePath, caller: Caller) -> Response:
        """Read the image of a text.

        Its key stands in resolved timelines. It can be read by whoever has resolved a timeline
        that shows the text, and it says in its `oFFs` chunk how far from its anchor it lies.
        """
        found = _FILE.fullmatch(path.file)
        if found is None:
            raise errors.TextImageNotFound("A text image is named by 64 hexadecimal digits.")
        stored = reading_text_images.read_text_image(deps, key=found[1], caller=caller)
        return send_stored_file(deps.storage, stored, _HEADERS)

    _add_title_preview(api, deps)
    return api


def _add_title_preview(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/create-video/screen-titles/render",
        errors=[errors.InvalidScreenTitle, *_TITLE_ERRORS, TextNotDrawable],
    )
    def preview_title(body: schemas.TitlePreview, caller: Caller) -> schemas.TitlePreviewAnswer:
        """Draw a screen title as an export shows it.

        Each text of the title is answered as an image with its rectangle in the frame. The URLs
        can be read for an hour.
        """
        frame = Size(body.frame_w, body.frame_h)
        layers = previewing_titles.preview_title(deps, title=body.title, frame=frame)
        return schemas.title_answer(layers)
