# SPDX-License-Identifier: Apache-2.0
"""The description of the API says of every operation what a client must know."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from gateway import embedded, pages, site
from gateway.description import NAME, merge
from gateway.routes import ROUTES
from tests.support.api.undescribed import UNDESCRIBED

Document = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def document() -> Iterator[Document]:
    with site.opened_services() as opened:
        documents = embedded.documents({running.name: running.app() for running in opened})
    yield merge({**documents, NAME: pages.own_document()})


@pytest.fixture(scope="module")
def described(document: Document) -> dict[str, Document]:
    return {name: one for name, one in operations(document).items() if name not in UNDESCRIBED}


def operations(document: Document) -> dict[str, Document]:
    return {
        f"{method.upper()} {path}": item[method]
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    }


def resolved(part: Document, document: Document) -> Document:
    while "$ref" in part:
        found: Any = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def json_contents(operation: Document) -> Iterator[Document]:
    """The JSON that an operation takes and answers, but for documents that no model describes."""
    parts = [operation.get("requestBody", {}), *operation["responses"].values()]
    for part in parts:
        for media_type, content in part.get("content", {}).items():
            if media_type.endswith("json") and content["schema"]:
                yield content


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def with_each_part_once(document: Document) -> Document:
    """Leave parts out where equal ones came before, because most errors are alike."""
    before: set[str] = set()
    shortest = {"schema": {}, "headers": {}, "responses": {"default": {"description": "Equal."}}}

    def is_new(part: object) -> bool:
        text = json.dumps(part, sort_keys=True)
        is_first = text not in before
        before.add(text)
        return is_first

    def visit(value: object) -> None:
        if isinstance(value, dict):
            for name in shortest.keys() & value.keys():
                value[name] = value[name] if is_new(value[name]) else shortest[name]
            if "responses" in value:
                found = value["responses"].items()
                equal = shortest["responses"]["default"]
                value["responses"] = {
                    status: one if is_new(one) else equal for status, one in found
                }
        if isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                visit(one)

    once = copy.deepcopy(document)
    visit(once["paths"])
    return once


def test_the_document_is_valid(document: Document) -> None:
    validate(with_each_part_once(document))


def test_it_has_every_route(document: Document) -> None:
    assert len(operations(document)) >= sum(len(one.methods) for one in ROUTES)


def test_what_is_listed_as_undescribed_is(document: Document) -> None:
    found = operations(document)

    assert not [name for name in UNDESCRIBED if found[name]["summary"] and name in found]


def test_every_operation_has_a_summary_and_a_description_of_its_own(
    described: dict[str, Document],
) -> None:
    assert not [
        name
        for name, one in described.items()
        if not one["summary"] or one["description"].rstrip(".") == one["summary"]
    ]


def test_operations_have_names_of_their_own(described: dict[str, Document]) -> None:
    ids = [one["operationId"] for one in described.values()]

    assert sorted(ids) == sorted(set(ids))


def test_every_parameter_is_typed_and_described(
    described: dict[str, Document], document: Document
) -> None:
    bare = []
    for name, one in described.items():
        for parameter in (resolved(each, document) for each in one.get("parameters", [])):
            if not parameter["description"] or not parameter["schema"]:
                bare.append(f"{name}: {parameter['name']}")

    assert not bare


def test_every_operation_has_an_answer_for_success_and_names_its_errors(
    described: dict[str, Document],
) -> None:
    for name, one in described.items():
        statuses = [int(status) for status in one["responses"]]

        assert [status for status in statuses if status < 400], name
        assert [status for status in statuses if status >= 400], name


def test_every_error_has_a_meaning(described: dict[str, Document]) -> None:
    riddles = [
        f"{name}: {line}"
        for name, one in described.items()
        for response in one["responses"].values()
        for line in response["description"].splitlines()
        if line.startswith("- `") and not line.partition("`: ")[2]
    ]

    assert not riddles


def test_every_member_of_json_is_described(
    described: dict[str, Document], document: Document
) -> None:
    used = {
        name
        for operation in described.values()
        for content in json_contents(operation)
        for name in references(content["schema"], document, set())
    }
    schemas = document["components"]["schemas"]
    bare = {
        f"{name}.{member}"
        for name in used
        for member, schema in schemas[name].get("properties", {}).items()
        if not schema.get("description") and not schema.get("$ref")
        if not schema.get("items", {}).get("$ref") and not schema.get("anyOf")
    }

    assert not bare


def references(part: object, document: Document, known: set[str]) -> set[str]:
    """The schemas that a schema is made of."""
    if isinstance(part, dict):
        if isinstance(reference := part.get("$ref"), str):
            name = reference.rpartition("/")[2]
            if name not in known:
                known.add(name)
                references(document["components"]["schemas"][name], document, known)
        for one in part.values():
            references(one, document, known)
    elif isinstance(part, list):
        for one in part:
            references(one, document, known)
    return known


def test_every_example_is_real_and_fits_its_schema(
    described: dict[str, Document], document: Document
) -> None:
    for name, operation in described.items():
        for content in json_contents(operation):
            schema = {**content["schema"], "components": document["components"]}

            assert "text" not in set(texts(content["example"])), f"{name}: a text has no example"
            Draft202012Validator(schema).validate(content["example"])
