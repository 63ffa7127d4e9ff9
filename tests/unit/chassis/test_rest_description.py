# SPDX-License-Identifier: Apache-2.0
"""Routes that are declared once: how they are described in OpenAPI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis.keyring import Keyring
from tests.support.api.reels import caller_headers, reels_client, reels_keyring


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return reels_keyring(tmp_path)


@pytest.fixture
def client(keyring: Keyring) -> Iterator[FlaskClient]:
    with reels_client(keyring) as client:
        yield client


def paths_of(client: FlaskClient) -> Any:
    return client.get("/api/cinema/openapi.json").json["paths"]


def test_an_operation_is_described_by_its_view(client: FlaskClient) -> None:
    found = paths_of(client)["/api/reels"]["get"]

    assert found["operationId"] == "listReels"
    assert (found["summary"], found["description"]) == (
        "List the reels",
        "They come in the order of their ids.",
    )
    assert [one["name"] for one in found["parameters"]] == ["limit", "cursor"]
    assert found["responses"]["200"]["content"]["application/json"]["example"] == {
        "items": [{"reelId": 3, "displayName": "Summer"}],
        "nextCursor": None,
    }


def test_the_errors_of_an_operation_are_described_by_status_and_code(client: FlaskClient) -> None:
    found = paths_of(client)["/api/reels/{reelId}"]["get"]["responses"]["404"]
    schema = found["content"]["application/problem+json"]["schema"]

    assert schema["allOf"][1]["properties"]["error"]["enum"] == ["reel_not_found", "not_found"]
    assert "`reel_not_found`: There is no such reel; list those there are." in found["description"]


def test_authentication_headers_and_keys_are_described(client: FlaskClient) -> None:
    paths = paths_of(client)
    post, get = paths["/api/reels"]["post"], paths["/api/reels/{reelId}"]["get"]

    assert {"$ref": "#/components/parameters/Idempotency-Key"} in post["parameters"]
    assert post["security"] == [{"bearerToken": []}, {"accessCookie": [], "csrfToken": []}]
    assert get["security"] == [{"bearerToken": []}, {"accessCookie": []}]
    assert paths["/api/reels"]["get"]["security"] == []
    assert get["responses"]["200"]["headers"].keys() == {"X-Request-Id", "ETag"}
    assert {"$ref": "#/components/parameters/If-Match"} in paths["/api/reels/{reelId}"]["delete"][
        "parameters"
    ]


def test_a_page_of_another_type_is_described_as_it_is(client: FlaskClient) -> None:
    found = paths_of(client)["/reels/page"]["get"]["responses"]["200"]

    assert found["description"] == "A page."
    assert list(found["content"]) == ["text/html"]
