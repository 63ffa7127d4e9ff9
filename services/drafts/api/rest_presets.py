# SPDX-License-Identifier: Apache-2.0
"""The REST routes of presets, made once for every family."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Response

from chassis.caller import Caller
from chassis.errors import ErrorKind, ErrorRule
from chassis.rest import ApiBlueprint, Ok, RequestBody, idempotent
from services.drafts.api.preset_schemas import (
    PRESETS,
    ListPresetsQuery,
    PresetModels,
    PresetPath,
    models_of,
    preset_json,
)
from services.drafts.api.schemas import expected_revisions
from services.drafts.api.stale_errors import stale_error
from services.drafts.domain.errors import (
    PresetAccessDenied,
    PresetArchived,
    PresetNotFound,
    StalePresetRevision,
)
from services.drafts.domain.preset import Json, Preset
from services.drafts.usecases import presets
from services.drafts.usecases.dependencies import Dependencies
from timeline.compile.preset_reading import PRESET_MEANINGS

_ONE = (PresetNotFound, PresetAccessDenied)
_INVALID = [ErrorRule(ErrorKind.INVALID, code, text) for code, text in PRESET_MEANINGS.items()]

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
class _Family:
    """What the routes of a family are made of."""

    deps: Dependencies
    routes: PresetRoutes
    models: PresetModels

    def answer(self, preset: Preset, caller: Caller, *, status: int = 200) -> Response:
        """Return a preset in the member of its family, with its ETag."""
        members = {self.routes.member: _to_json(preset, caller)}
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
            members = {self.routes.member: _to_json(current, caller)}
            raise stale_error(stale, revision=current.revision, members=members) from stale


def blueprints(deps: Dependencies) -> list[ApiBlueprint]:
    """Make the routes of every family."""
    return [_blueprint(deps, one) for one in ROUTES]


def _blueprint(deps: Dependencies, routes: PresetRoutes) -> ApiBlueprint:
    api = ApiBlueprint(f"{routes.family}_presets", __name__)
    family = _Family(deps, routes, models_of(routes.family, routes.member))
    _add_listing(api, family)
    _add_creating(api, family)
    _add_changing(api, family)
    _add_duplicating(api, family)
    _add_archiving(api, family)
    return api


def _add_listing(api: ApiBlueprint, family: _Family) -> None:
    routes, deps = family.routes, family.deps

    def list_presets(query: ListPresetsQuery, caller: Caller) -> Response:
        """List {many}.

        They are those that the caller may use, the oldest first: their own, those of the platform,
        and those that members of the same workspace share. Of others, archived ones are not listed.
        """
        page, last = presets.list_presets(
            deps,
            caller=caller,
            family=routes.family,
            include_archived=query.include_archived,
            limit=query.limit,
            after=PRESETS.read(query.cursor),
        )
        items = [_to_json(one, caller) for one in page]
        members = {"items": items, "nextCursor": PRESETS.write(last)}
        return Response(json.dumps(members), mimetype="application/json")

    def get_preset(path: PresetPath, caller: Caller) -> Response:
        """Read {one}.

        It comes with all of its fields and, as the ETag, with its revision.
        """
        found = presets.get_preset(
            deps, caller=caller, family=routes.family, preset_id=path.preset_id
        )
        return family.answer(found, caller)

    listing = api.get(
        routes.path,
        answers={200: family.models.page},
        operation_id=routes.operation("list", plural=True),
    )
    listing(family.described(list_presets))
    reading = api.get(
        routes.one,
        answers={200: family.models.answer},
        errors=_ONE,
        etag=True,
        operation_id=routes.operation("get"),
    )
    reading(family.described(get_preset))


def _add_creating(api: ApiBlueprint, family: _Family) -> None:
    routes, deps = family.routes, family.deps

    def create_preset(body: RequestBody, caller: Caller) -> Response:
        """Create {one}.

        A field that is left out has its default.
        """
        created = presets.create_preset(
            deps, caller=caller, family=routes.family, members=_given(body)
        )
        return family.answer(created, caller, status=201)

    creating = api.post(
        routes.path,
        answers={201: family.models.answer},
        errors=[PresetAccessDenied, *_INVALID],
        etag=True,
        operation_id=routes.operation("create"),
    )
    creating(idempotent(deps.database)(family.described(create_preset, body=True)))


def _add_changing(api: ApiBlueprint, family: _Family) -> None:
    routes, deps = family.routes, family.deps

    def change_preset(path: PresetPath, body: RequestBody, caller: Caller) -> Response:
        """Change {one}.

        A field that is left out stays as it is. What was produced with the preset does not change.
        With a stale `If-Match` it is answered 412, with the current preset beside the error.
        """
        with family.current_in_error(caller):
            changed = presets.change_preset(
                deps,
                caller=caller,
                family=routes.family,
                preset_id=path.preset_id,
                members=_given(body),
                expected_revisions=expected_revisions(),
            )
        return family.answer(changed, caller)

    changing = api.patch(
        routes.one,
        answers={200: family.models.answer},
        errors=[*_ONE, PresetArchived, StalePresetRevision, *_INVALID],
        etag=True,
        if_match=True,
        operation_id=routes.operation("change"),
    )
    changing(family.described(change_preset, body=True))


def _add_duplicating(api: ApiBlueprint, family: _Family) -> None:
    routes, deps = family.routes, family.deps

    def duplicate_preset(path: PresetPath, caller: Caller) -> Response:
        """Duplicate {one}.

        The copy belongs to the caller, is not shared, and its name begins with `Copy of`.
        """
        copy = presets.duplicate_preset(
            deps, caller=caller, family=routes.family, preset_id=path.preset_id
        )
        return family.answer(copy, caller, status=201)

    duplicating = api.post(
        f"{routes.one}/duplicate",
        answers={201: family.models.answer},
        errors=_ONE,
        etag=True,
        operation_id=routes.operation("duplicate"),
    )
    duplicating(idempotent(deps.database)(family.described(duplicate_preset)))


def _add_archiving(api: ApiBlueprint, family: _Family) -> None:
    routes, deps = family.routes, family.deps

    def archive_preset(path: PresetPath, caller: Caller) -> Ok:
        """Archive {one}.

        It can be chosen no more; drafts that name it keep it. Repeating it changes nothing.
        """
        presets.archive_preset(deps, caller=caller, family=routes.family, preset_id=path.preset_id)
        return Ok()

    def unarchive_preset(path: PresetPath, caller: Caller) -> Response:
        """Take {one} out of the archive.

        It can be chosen again. Repeating it changes nothing.
        """
        active = presets.unarchive_preset(
            deps, caller=caller, family=routes.family, preset_id=path.preset_id
        )
        return family.answer(active, caller)

    archiving = api.delete(routes.one, errors=_ONE, operation_id=routes.operation("archive"))
    archiving(family.described(archive_preset))
    unarchiving = api.post(
        f"{routes.one}/unarchive",
        answers={200: family.models.answer},
        errors=_ONE,
        etag=True,
        operation_id=routes.operation("unarchive"),
    )
    unarchiving(family.described(unarchive_preset))


def _given(body: RequestBody) -> Json:
    return body.model_dump(by_alias=True, exclude_unset=True)


def _to_json(preset: Preset, caller: Caller) -> dict[str, Any]:  # Any: JSON of several types
    return preset_json(preset, is_own=preset.is_writable_by(caller))
