# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the styles of screen titles: samples of presets, fonts and gradients."""

from __future__ import annotations

from typing import get_args

from flask import Response
from pydantic import Field

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, Content, CursorCodec, Id, Page, PageQuery, RequestQuery
from chassis.rest.models import ResponseBody
from services.drafts.api.preset_schemas import PresetPath
from services.drafts.domain.errors import PresetAccessDenied, PresetNotFound, TextImageNotFound
from services.drafts.usecases import presets, title_samples
from services.drafts.usecases.dependencies import Dependencies
from timeline.document.text_tracks import MAX_TITLE_LENGTH, FontKey, GradientKey

_FAMILY = "screen_title"
_SAMPLE = "/api/screen-title-presets/<int:preset_id>/preview.png"
_FONTS = CursorCodec("drafts.title_fonts", int)
_GRADIENTS = CursorCodec("drafts.title_gradients", int)
_NAMES = {"dejavu_sans": "DejaVu Sans", "dejavu_sans_bold": "DejaVu Sans Bold"}
_REDIRECT = Content(
    "The image has an address of its own.",
    headers={"Location": "`/api/text-images/{key}.png`, which never changes."},
)


class SampleQuery(RequestQuery):
    """The text of a sample."""

    text: str | None = Field(
        None,
        min_length=1,
        max_length=MAX_TITLE_LENGTH,
        description="What is written; by default the name of the preset.",
        examples=["Hello"],
    )
    revision: Id | None = Field(
        None,
        description="The revision of the preset: another one is another address for browsers. The"
        " current one is always drawn.",
    )


class TitleChoice(ResponseBody):
    """A font or a gradient of screen titles."""

    key: str = Field(description="What presets are set to.", examples=["caveat"])
    name: str = Field(description="What people call it.", examples=["Caveat"])


class TitleChoicePage(Page[TitleChoice]):
    """A page of fonts or gradients."""


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of the styles of titles."""
    api = ApiBlueprint("title_styles", __name__)
    _add_sample(api, deps)
    _add_choices(api)
    return api


def _add_sample(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(
        _SAMPLE,
        answers={302: _REDIRECT},
        errors=[PresetNotFound, PresetAccessDenied, TextImageNotFound],
    )
    def get_title_sample(path: PresetPath, query: SampleQuery, caller: Caller) -> Response:
        """Read a sample of a screen title preset.

        It is the image of a text in a frame of 1280 x 720 pixels, as exports draw it. The answer
        leads to it, and the caller may read it from then on.
        """
        preset = presets.get_preset(deps, caller=caller, family=_FAMILY, preset_id=path.preset_id)
        text = query.text or str(preset.fields["name"])
        key = title_samples.sample_key(deps, preset, text=text, user_id=caller.user_id)
        if key is None:
            raise TextImageNotFound("The text has nothing that can be seen.")
        headers = {"Location": f"/api/text-images/{key}.png", "Cache-Control": "no-cache"}
        return Response(status=302, headers=headers)


def _add_choices(api: ApiBlueprint) -> None:
    @api.get("/api/screen-title-fonts")
    def list_title_fonts(query: PageQuery, caller: Caller) -> TitleChoicePage:
        """List the fonts of screen titles.

        They are shipped with the platform, so that every machine draws the same letters.
        """
        return _page(get_args(FontKey), query, _FONTS)

    @api.get("/api/screen-title-gradients")
    def list_title_gradients(query: PageQuery, caller: Caller) -> TitleChoicePage:
        """List the gradients of screen titles.

        A gradient replaces the colour of the letters.
        """
        return _page(get_args(GradientKey), query, _GRADIENTS)


def _page(keys: tuple[str, ...], query: PageQuery, cursors: CursorCodec[int]) -> TitleChoicePage:
    first = cursors.read(query.cursor) or 0
    page = keys[first : first + query.limit]
    end = first + len(page)
    items = [TitleChoice(key=key, name=_name(key)) for key in page]
    return TitleChoicePage(items=items, next_cursor=cursors.write(end if end < len(keys) else None))


def _name(key: str) -> str:
    return _NAMES.get(key) or key.replace("_", " ").title()
