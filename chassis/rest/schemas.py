# SPDX-License-Identifier: Apache-2.0
"""The JSON Schemas of the models of a service, each once, as components of its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from chassis.rest.examples import example_of
from chassis.rest.models import RequestPath, RequestQuery, ResponseBody
from chassis.storable import LARGEST_NUMBER

Document = dict[str, Any]  # Any: a part of an OpenAPI document

REFERENCE = "#/components/schemas/{model}"


class Schemas:
    """The schemas of some models, and of all that they are made of."""

    def __init__(self, models: Sequence[type[BaseModel]]) -> None:
        inputs = [(model, _mode(model)) for model in dict.fromkeys(models)]
        references, definitions = models_json_schema(
            inputs, ref_template=REFERENCE, schema_generator=_OurSchemas
        )
        self._references = {model: references[model, mode] for model, mode in inputs}
        self._definitions: Document = definitions.get("$defs", {})
        self._parameters = [one for one in self._references if _is_of_parameters(one)]

    def components(self) -> Document:
        """Return every schema by its name, but for those whose members became parameters."""
        hidden = {_name(self._references[one]) for one in self._parameters}
        return {name: one for name, one in self._definitions.items() if name not in hidden}

    def reference(self, model: type[BaseModel]) -> Document:
        """Return a reference to the schema of a model."""
        return dict(self._references[model])

    def members(self, model: type[BaseModel]) -> Iterator[tuple[str, Document, bool]]:
        """Yield name, schema, and whether it is required, of each member of a model."""
        schema = self._definitions[_name(self._references[model])]
        for name, member in schema.get("properties", {}).items():
            yield name, member, name in schema.get("required", [])

    def example(self, model: type[BaseModel]) -> Any:  # Any: a JSON value
        """Return a value that fits the schema of a model."""
        return example_of(self._references[model], self._definitions)


class _OurSchemas(GenerateJsonSchema):
    """Schemas whose fields have no title, for the name says the same, and whose numbers end."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # Any: a schema of pydantic's core
        """Leave titles of fields away."""
        return False

    def int_schema(self, schema: Any) -> Document:  # Any: a schema of pydantic's core
        """Say of integers of requests that larger ones than JSON can hold are refused."""
        found = super().int_schema(schema)
        if self.mode == "validation" and not {"maximum", "exclusiveMaximum"} & {*found}:
            found["maximum"] = LARGEST_NUMBER
        return found


def _mode(model: type[BaseModel]) -> JsonSchemaMode:
    return "serialization" if issubclass(model, ResponseBody) else "validation"


def _is_of_parameters(model: type[BaseModel]) -> bool:
    return issubclass(model, RequestPath | RequestQuery)


def _name(reference: Document) -> str:
    return str(reference["$ref"]).rpartition("/")[2]
