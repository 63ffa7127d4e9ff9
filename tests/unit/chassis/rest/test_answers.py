# SPDX-License-Identifier: Apache-2.0
"""What operations answer, and how they are described."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient


def paths_of(client: FlaskClient) -> Any:
    return client.get("/api/cinema/openapi.json").json["paths"]


def test_an_answer_is_written_in_camel_case_with_its_etag(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    answer = client.get("/api/reels/2", headers=headers)

    assert (answer.status_code, answer.json) == (200, {"reelId": 2, "displayName": "two"})
    assert answer.headers["ETag"] == '"4"'


def test_a_list_goes_on_at_its_cursor(client: FlaskClient) -> None:
    first = client.get("/api/reels?limit=2").json
    second = client.get("/api/reels", query_string={"cursor": first["nextCursor"]}).json

    assert [one["reelId"] for one in first["items"] + second["items"]] == [1, 2, 3]
    assert second["nextCursor"] is None


def test_a_repeated_post_with_a_key_gets_the_first_answer_with_its_headers(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    keyed = {**headers, "Idempotency-Key": "k"}
    first, again = (
        client.post("/api/reels", headers=keyed, json={"displayName": "new"}) for _ in range(2)
    )

    assert (first.status_code, first.json) == (201, {"reelId": 4, "displayName": "new"})
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert again.headers["ETag"] == first.headers["ETag"] == '"4"'
    assert again.headers["Location"] == "/api/reels/4"


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
