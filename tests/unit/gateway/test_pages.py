# SPDX-License-Identifier: Apache-2.0
"""The gateway's own pages."""

from __future__ import annotations

from typing import Any

from gateway import pages
from gateway.description import merge
from gateway.docs_page import docs_page


def a_document(path: str, schema: dict[str, Any]) -> dict[str, Any]:
    reference = {"$ref": "#/components/schemas/Body"}
    operation = {
        "summary": "Does <it>",
        "parameters": [{"in": "query", "name": "limit", "schema": {"type": "integer"}}],
        "requestBody": {"content": {"application/json": {"schema": reference}}},
    }
    return {"paths": {path: {"post": operation}}, "components": {"schemas": {"Body": schema}}}


def two_documents() -> dict[str, dict[str, Any]]:
    one = {"properties": {"name": {"type": "string"}}, "required": ["name"]}
    other = {"properties": {"ids": {"type": "array", "items": {"type": "integer"}}}}
    return {"accounts": a_document("/api/a", one), "library": a_document("/api/b", other)}


def test_documents_are_merged_without_mixing_up_schemas_of_one_name() -> None:
    merged = merge(two_documents())

    body = merged["paths"]["/api/b"]["post"]["requestBody"]["content"]["application/json"]
    assert body["schema"]["$ref"] == "#/components/schemas/library.Body"
    assert set(merged["components"]["schemas"]) == {"accounts.Body", "library.Body"}
    assert merged["paths"]["/api/a"]["post"]["tags"] == ["accounts"]
    assert merged["openapi"] == "3.1.0"


def test_the_page_of_the_api_lists_every_operation_with_what_it_takes() -> None:
    page = docs_page(merge(two_documents()))

    assert "<code>/api/a</code>" in page
    assert "Does &lt;it&gt;" in page
    assert "query limit: integer" in page
    assert "name: string" in page
    assert "ids?: list of integer" in page


def failing() -> None:
    raise ConnectionError("gone")


def test_the_platform_is_ready_when_every_service_is() -> None:
    well = pages.create_app(two_documents, {"accounts": lambda: None}).test_client()
    ill = pages.create_app(
        two_documents, {"accounts": lambda: None, "library": failing}
    ).test_client()

    assert well.get("/readyz").status_code == 200
    assert ill.get("/readyz").status_code == 503
    assert ill.get("/readyz").get_json()["failing"] == {"library": "ConnectionError"}


def test_every_page_of_the_list_answers() -> None:
    client = pages.create_app(two_documents, {}).test_client()

    templates = [route.template for route in pages.ROUTES if "{" not in route.template]
    templates.remove(pages.LIVE_PATH)

    assert {path: client.get(path).status_code for path in templates} == dict.fromkeys(
        templates, 200
    )


def test_pages_load_nothing_from_elsewhere() -> None:
    client = pages.create_app(two_documents, {}).test_client()

    for path in ("/", "/api/docs"):
        response = client.get(path)
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "http://" not in response.get_data(as_text=True)
        assert "https://" not in response.get_data(as_text=True)
