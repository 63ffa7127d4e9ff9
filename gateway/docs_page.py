# SPDX-License-Identifier: Apache-2.0
"""The page that shows the API to people; it loads nothing from anywhere else."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

from chassis.rest.schemas import Document

_TEMPLATE = Path(__file__).parent / "html" / "docs.html"
_METHODS = ("get", "post", "put", "patch", "delete")


def docs_page(document: Document) -> str:
    """Write the page of an OpenAPI document: every operation, by service."""
    sections = []
    for tag in document["tags"]:
        operations = "".join(
            _operation(method, path, operation, document)
            for method, path, operation in _operations(document)
            if operation["tags"] == [tag["name"]]
        )
        name = html.escape(tag["name"])
        sections.append(f'<h2 id="{name}">{name}</h2>\n{operations}')
    return _TEMPLATE.read_text().replace("@OPERATIONS@", "".join(sections))


def _operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, item in sorted(document["paths"].items()):
        for method in _METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def _operation(method: str, path: str, operation: Document, document: Document) -> str:
    lines = [*_input_lines(operation, document), *_answer_lines(operation)]
    return (
        f"<details><summary><b>{method}</b> <code>{html.escape(path)}</code> "
        f"{html.escape(operation.get('summary', ''))}</summary>\n"
        f"<p>{html.escape(operation.get('description', ''))}</p>\n"
        f"<pre>{html.escape(chr(10).join(lines))}</pre></details>\n"
    )


def _input_lines(operation: Document, document: Document) -> Iterator[str]:
    """Name what an operation takes: parameters by their place, then the members of its body."""
    for given in operation.get("parameters", []):
        parameter = _resolved(given, document)
        kind = _kind(parameter.get("schema", {}))
        yield _line(f"{parameter['in']} {parameter['name']}: {kind}", parameter)
    for content_type, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = _resolved(content.get("schema", {}), document)
        for name, member in schema.get("properties", {}).items():
            mark = "" if name in schema.get("required", []) else "?"
            yield _line(f"{content_type} {name}{mark}: {_kind(member)}", member)


def _answer_lines(operation: Document) -> Iterator[str]:
    """Name the answers of an operation by status: what each carries, or the codes of errors."""
    for status, answer in sorted(operation.get("responses", {}).items()):
        for content_type, content in answer.get("content", {}).items():
            yield f"{status} {content_type} {_kind(content.get('schema', {}))}"


def _line(text: str, described: Document) -> str:
    description = described.get("description", "")
    return f"{text}  {description}" if description else text


def _resolved(described: Document, document: Document) -> Document:
    if "$ref" not in described:
        return described
    found = document
    for name in described["$ref"].removeprefix("#/").split("/"):
        found = found.get(name, {})
    return found


def _kind(schema: Document) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2].rpartition(".")[2]
    if "allOf" in schema:
        return ", ".join(schema["allOf"][1]["properties"]["error"]["enum"])
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("type", "anything"))
