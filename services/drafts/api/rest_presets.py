# SPDX-License-Identifier: Apache-2.0
"""The REST routes of presets, made once for every family."""

from __future__ import annotations

import json

from flask import Response

from chassis.caller import Caller
from chassis.errors import ErrorKind, ErrorRule
from chassis.rest import ApiBlueprint, Ok, RequestBody, expected_revisions, idempotent
from chassis.standard_errors import QUOTA_EXCEEDED
from services.drafts.api.preset_routes import ROUTES, FamilyRoutes, PresetRoutes, to_json
from services.drafts.api.preset_schemas import (
    PRESETS,
    ListPresetsQuery,
    PresetPath,
    models_of,
)
from services.drafts.domain.errors import (
    PresetAccessDenied,
    PresetArchived,
    PresetNotFound,
    StalePresetRevision,
)
from services.drafts.domain.preset import Json
from services.drafts.usecases import presets
from services.drafts.usecases.dependencies import Dependencies
from timeline.compile.preset_reading import PRESET_MEANINGS

_ONE = (PresetNotFound, PresetAccessDenied)
_INVALID = [ErrorRule(ErrorKind.INVALID, code, text) for code, text in PRESET_MEANINGS.items()]


def blueprints(deps: Dependencies) -> list[ApiBlueprint]:
    """Make the routes of every family."""
    return [_blueprint(deps, one) for one in ROUTES]


def _blueprint(deps: Dependencies, routes: PresetRoutes) -> ApiBlueprint:
    api = ApiBlueprint(f"{routes.family}_presets", __name__)
    family = FamilyRoutes(deps, routes, models_of(routes.family, routes.member))
    _add_listing(api, family)
    _add_reading(api, family)
    _add_creating(api, family)
    _add_changing(api, family)
    _add_duplicating(api, family)
    _add_archiving(api, family)
    return api


def _add_listing(api: ApiBlueprint, family: FamilyRoutes) -> None:
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
        items = [to_json(one, caller) for one in page]
        members = {"items": items, "nextCursor": PRESETS.write(last)}
        return Response(json.dumps(members), mimetype="application/json")

    listing = api.get(
        routes.path,
        answers={200: family.models.page},
        operation_id=routes.operation("list", plural=True),
    )
    listing(family.described(list_presets))


def _add_reading(api: ApiBlueprint, family: FamilyRoutes) -> None:
    routes, deps = family.routes, family.deps

    def get_preset(path: PresetPath, caller: Caller) -> Response:
        """Read {one}.

        It comes with all of its fields and, as the ETag, with its revision.
        """
        found = presets.get_preset(
            deps, caller=caller, family=routes.family, preset_id=path.preset_id
        )
        return family.answer(found, caller)

    reading = api.get(
        routes.one,
        answers={200: family.models.answer},
        errors=_ONE,
        etag=True,
        operation_id=routes.operation("get"),
    )
    reading(family.described(get_preset))


def _add_creating(api: ApiBlueprint, family: FamilyRoutes) -> None:
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
        errors=[PresetAccessDenied, QUOTA_EXCEEDED, *_INVALID],
        etag=True,
        operation_id=routes.operation("create"),
    )
    creating(idempotent(deps.database)(family.described(create_preset, body=True)))


def _add_changing(api: ApiBlueprint, family: FamilyRoutes) -> None:
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


def _add_duplicating(api: ApiBlueprint, family: FamilyRoutes) -> None:
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
        errors=[*_ONE, QUOTA_EXCEEDED],
        etag=True,
        operation_id=routes.operation("duplicate"),
    )
    duplicating(idempotent(deps.database)(family.described(duplicate_preset)))


def _add_archiving(api: ApiBlueprint, family: FamilyRoutes) -> None:
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
