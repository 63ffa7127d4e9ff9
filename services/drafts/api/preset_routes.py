# SPDX-License-Identifier: Apache-2.0
"""The families of presets in REST: their paths, their nouns, and how one preset is answered."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Response

from chassis.caller import Caller
from services.drafts.api.preset_schemas import PresetModels, preset_json
from services.drafts.api.stale_errors import stale_error
from services.drafts.domain.errors import StalePresetRevision
from services.drafts.domain.preset import Preset
from services.drafts.usecases.dependencies import Dependencies

View = Callable[..., Any]  # Any: what Flask takes


@dataclass(frozen=True, slots=True)
class PresetRoutes:
    """A family with its path, the member with one preset in answers, and its noun in sentences."""

    family: str
    path: str
    member: str
    noun: str
    plural: str

    @property
    def one(self) -> str:
        """The rule of one preset."""
        return f"{self.path}/<int:preset_id>"

    def operation(self, verb: str, *, plural: bool = False) -> str:
        """Return the name of an operation, such as createLogoConfig."""
        name = self.member[:1].upper() + self.member[1:]
        return f"{verb}{name}{'s' if plural else ''}"


ROUTES = (
    PresetRoutes("logo", "/api/logo-configs", "logoConfig", "a logo preset", "logo presets"),
    PresetRoutes("audio", "/api/audio-configs", "audioConfig", "an audio preset", "audio presets"),
    PresetRoutes(
        "lower_third",
        "/api/lower-third-configs",
        "lowerThirdConfig",
        "a lower third preset",
        "lower third presets",
    ),
    PresetRoutes(
        "screen_title",
        "/api/screen-title-presets",
        "screenTitlePreset",
        "a screen title preset",
        "screen title presets",
    ),
    PresetRoutes(
        "visualizer",
        "/api/visualizer-presets",
        "visualizerPreset",
        "a visualizer preset",
        "visualizer presets",
    ),
)


@dataclass(frozen=True, slots=True)
class FamilyRoutes:
    """What the routes of a family are made of."""

    deps: Dependencies
    routes: PresetRoutes
    models: PresetModels

    def answer(self, preset: Preset, caller: Caller, *, status: int = 200) -> Response:
        """Return a preset in the member of its family, with its ETag."""
        members = {self.routes.member: to_json(preset, caller)}
        response = Response(json.dumps(members), status, mimetype="application/json")
        response.set_etag(str(preset.revision))
        return response

    def described(self, view: View, *, body: bool = False) -> View:
        """Name the family in the docstring of a view, and its model as that of the body."""
        routes = self.routes
        view.__doc__ = (inspect.getdoc(view) or "").format(one=routes.noun, many=routes.plural)
        if body:
            view.__annotations__["body"] = self.models.body
        return view

    @contextmanager
    def current_in_error(self, caller: Caller) -> Iterator[None]:
        """Add the current preset and its ETag to a 412."""
        try:
            yield
        except StalePresetRevision as stale:
            current = stale.current
            members = {self.routes.member: to_json(current, caller)}
            raise stale_error(stale, revision=current.revision, members=members) from stale


def to_json(preset: Preset, caller: Caller) -> dict[str, Any]:  # Any: JSON of several types
    """Return the JSON of a preset as a caller sees it."""
    return preset_json(preset, is_own=preset.is_writable_by(caller))
