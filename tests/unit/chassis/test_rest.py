# SPDX-License-Identifier: Apache-2.0
"""Routes that are declared once: what they accept and what they answer."""

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


@pytest.fixture
def headers(keyring: Keyring) -> dict[str, str]:
    return caller_headers(keyring)


def test_an_answer_is_written_in_camel_case_with_its_etag(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    answer = client.get("/api/reels/2", headers=headers)

    assert (answer.status_code, answer.json) == (200, {"reelId": 2, "displayName": "two"})
    assert answer.headers["ETag"] == '"4"'


def test_a_caller_that_is_required_is_asked_for_before_the_body_is_read(
    client: FlaskClient,
) -> None:
    answer = client.post("/api/reels", data="{no json")

    assert (answer.status_code, answer.json["error"]) == (401, "unauthenticated")


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"displayName": "a", "colour": 1}, "unknown_field", "/colour"),
        ({"displayName": "a", "a/b~c": 1}, "unknown_field", "/a~1b~0c"),
        ({"display_name": "a"}, "invalid_body", "/displayName"),
        ({}, "missing_fields", "/displayName"),
        ({"displayName": 5}, "invalid_body", "/displayName"),
        ({"displayName": "a", "kind": "reel"}, "invalid_body", "/kind"),
    ],
)
def test_a_body_that_is_not_as_declared_is_refused_with_a_pointer(
    client: FlaskClient, headers: dict[str, str], body: object, code: str, pointer: str
) -> None:
    answer = client.post("/api/reels", headers=headers, json=body)

    assert (answer.status_code, answer.json["error"]) == (400, code)
    assert answer.json["errors"][0]["pointer"] == pointer


def test_a_document_of_the_user_keeps_its_unknown_members(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    body = {"displayName": "a", "document": {"anything": [1]}}
    assert client.post("/api/reels", headers=headers, json=body).status_code == 201


def test_a_body_that_is_no_object_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/api/reels", headers=headers, data="[1]")

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_body")


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/api/reels?colour=red", "unknown_field"),
        ("GET", "/api/reels?limit=0", "invalid_parameter"),
        ("GET", "/api/reels?limit=1&limit=2", "invalid_parameter"),
        ("GET", "/api/reels?cursor=%00", "invalid_parameter"),
        ("GET", "/api/reels?cursor=abc", "invalid_cursor"),
        ("DELETE", "/api/reels/1?really=1", "unknown_field"),
    ],
)
def test_a_query_that_is_not_as_declared_is_refused(
    client: FlaskClient, method: str, path: str, code: str
) -> None:
    answer = client.open(path, method=method)

    assert (answer.status_code, answer.json["error"]) == (400, code)


def test_an_operation_without_a_body_refuses_members_of_one(client: FlaskClient) -> None:
    answer = client.delete("/api/reels/1", json={"force": True})

    assert (answer.status_code, answer.json["error"]) == (400, "unknown_field")
    assert client.delete("/api/reels/1", json={}).json == {"ok": True}


def test_a_page_for_people_lets_any_query_through(client: FlaskClient) -> None:
    assert client.get("/reels/page?utm_source=mail").status_code == 200


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
