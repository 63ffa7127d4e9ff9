# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of timeline documents."""

from __future__ import annotations

from typing import Any

from timeline.document.fields import DocumentModel
from timeline.document.timeline import Timeline
from timeline.document.validation_codes import MAX_ITEMS

Json = dict[str, Any]  # Any: the value is JSON.


def json_schema() -> Json:
    """Return the schema (draft 2020-12) of the documents that `parse` accepts."""
    schema = schema_of(Timeline)
    for track, (most, _) in MAX_ITEMS.items():
        schema["properties"][track]["maxItems"] = most
    return schema


def schema_of(model: type[DocumentModel]) -> Json:
    """Return the schema (draft 2020-12) of a model, each field with its title and description."""
    schema = model.model_json_schema(by_alias=True, mode="validation")
    for part in (schema, *schema.get("$defs", {}).values()):
        for fields in part["properties"].values():
            _describe(fields)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _describe(fields: Json) -> None:
    """Divide the docstring of a field into its title and its description."""
    title, _, description = fields["description"].partition(": ")
    fields["title"] = title
    fields["description"] = f"{description[:1].upper()}{description[1:]}"
