# SPDX-License-Identifier: Apache-2.0
"""The JSON Schemas of the configuration of a draft and of the fields of presets."""

from __future__ import annotations

from timeline.compile.config import MAX_EDIT_RANGES, MAX_OVERLAYS, DraftConfig
from timeline.document.fields import DocumentModel
from timeline.document.schema import Json, schema_of


def config_schema() -> Json:
    """Return the schema (draft 2020-12) of the configurations that `read_config` accepts."""
    schema = schema_of(DraftConfig)
    _limit(schema["$defs"]["Edit"]["properties"]["ranges"], MAX_EDIT_RANGES)
    _limit(schema["$defs"]["Overlays"]["properties"]["overlays"], MAX_OVERLAYS)
    return schema


def preset_schema(fields: type[DocumentModel]) -> Json:
    """Return the schema (draft 2020-12) of the fields of a family of presets."""
    schema = schema_of(fields)
    schema["additionalProperties"] = False
    return schema


def _limit(field: Json, most: int) -> None:
    (items,) = (each for each in field["anyOf"] if each.get("type") == "array")
    items["maxItems"] = most
