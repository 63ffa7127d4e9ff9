# SPDX-License-Identifier: Apache-2.0
"""The JSON of presets: models of each family, made of the fields that the family has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema, create_model
from pydantic.alias_generators import to_snake

from chassis.rest import CursorCodec, Id, Moment, Page, PageQuery, RequestBody, ResponseBody
from chassis.rest.models import RequestPath
from services.drafts.domain.preset import Preset
from services.drafts.domain.preset_families import FAMILIES
from timeline.compile.schema import preset_schema

PRESETS = CursorCodec("drafts.presets", int)

Json = dict[str, Any]  # Any: JSON of several types

_BODY = "The fields of a preset; those that are left out have their defaults or stay as they are."

_EXAMPLES: Mapping[str, object] = {
    "name": "Corner",
    "description": "For interviews.",
    "fgColor": "#d4af37",
    "bgColor": "transparent",
}


class PresetPath(RequestPath):
    """The preset in a path."""

    preset_id: int = Field(description="The id of the preset.", examples=[42])


class ListPresetsQuery(PageQuery):
    """A page of presets."""

    limit: int = Field(200, ge=1, le=500, description="How many items a page holds at most.")
    include_archived: bool = Field(False, description="Whether archived ones are listed, too.")


class _PresetHead(ResponseBody):
    """What every preset has beside its fields."""

    id: Id = Field(description="The id.")
    is_default: bool = Field(description="Whether it is proposed first.", examples=[False])
    is_shared: bool = Field(
        description="Whether others use it: the members of a workspace of its owner, or all.",
        examples=[False],
    )
    is_own: bool = Field(description="Whether the caller may change it.", examples=[True])
    revision: int = Field(description="Grows with every change; also the ETag.", ge=1, examples=[3])
    created_at: Moment = Field(description="When it was created.")
    updated_at: Moment = Field(description="When it was last changed.")
    archived_at: Moment | None = Field(description="When it was archived.", examples=[None])


@dataclass(frozen=True, slots=True)
class PresetModels:
    """The models of a family: what a request may say, one preset, its answer, and a page."""

    body: type[RequestBody]
    answer: type[ResponseBody]
    page: type[Page[Any]]  # Any: the preset of the family


def models_of(family: str, member: str) -> PresetModels:
    """Make the models of a family whose answers have one preset in this member."""
    catalog = FAMILIES[family]
    fields = _with_inner_parts(preset_schema(catalog.reader.fields))["properties"]
    name = member[:1].upper() + member[1:]
    beside = () if catalog.is_managed else ("isDefault", "isShared")
    optional: Json = {to_snake(key): _optional(key, one) for key, one in fields.items()}
    optional |= {to_snake(key): (bool | None, _flag(key)) for key in beside}
    required: Json = {to_snake(key): _required(key, one) for key, one in fields.items()}
    body = create_model(f"{name}Body", __base__=RequestBody, __doc__=_BODY, **optional)
    preset = create_model(name, __base__=_PresetHead, __doc__="A preset.", **required)
    one: Json = {to_snake(member): (preset, Field(description="The preset."))}
    answer = create_model(f"{name}Answer", __base__=ResponseBody, __doc__="One preset.", **one)
    page_of: Any = Page  # Any: a class that is made here is no type for mypy
    page = create_model(f"{name}Page", __base__=page_of[preset], __doc__="A page of presets.")
    return PresetModels(body, answer, page)


def preset_json(preset: Preset, *, is_own: bool) -> Json:
    """Return the JSON of a preset."""
    head = _PresetHead(
        id=preset.preset_id,
        is_default=preset.is_default,
        is_shared=preset.is_shared,
        is_own=is_own,
        revision=preset.revision,
        created_at=preset.created_at,
        updated_at=preset.updated_at,
        archived_at=preset.archived_at,
    )
    return {**preset.fields, **head.model_dump(mode="json")}


def _optional(key: str, schema: Json) -> Any:  # Any: what create_model takes
    # The domain validates every field, so that each has an error code of its own.
    return Annotated[Any, WithJsonSchema(schema)], _described(
        key, schema, default_factory=lambda: None
    )


def _required(key: str, schema: Json) -> Any:  # Any: what create_model takes
    return Annotated[Any, WithJsonSchema(schema)], _described(key, schema)


def _described(key: str, schema: Json, **options: Any) -> Any:  # Any: a field of pydantic
    example = _EXAMPLES.get(key, schema.get("default"))
    return Field(description=schema["description"], examples=[example], **options)


def _flag(key: str) -> Any:  # Any: a field of pydantic
    what = {
        "isDefault": "Whether it is proposed first, instead of the one that was.",
        "isShared": "Whether the members of the caller's workspaces may use it.",
    }
    return Field(None, description=what[key], examples=[False])


def _with_inner_parts(schema: Json) -> Json:
    """Return a schema in which the parts that it refers to stand where they are used."""
    parts = schema.get("$defs", {})

    def inner(value: Any) -> Any:  # Any: a part of a schema
        if isinstance(value, list):
            return [inner(one) for one in value]
        if not isinstance(value, dict):
            return value
        if "$ref" in value:
            return inner(parts[value["$ref"].rpartition("/")[2]])
        return {key: inner(one) for key, one in value.items() if key != "$defs"}

    found: Json = inner(schema)
    return found
