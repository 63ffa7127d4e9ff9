# SPDX-License-Identifier: Apache-2.0
"""What an operation takes of a request, and how it refuses the rest."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from chassis.caller import Caller
from chassis.identity import AccessTokenIssuer
from chassis.keyring import ACCESS_KEY, Keyring


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
        ({"displayName": "a\0"}, "invalid_text", "/displayName"),
        ({"displayName": "a\ud800"}, "invalid_text", "/displayName"),
        ({"displayName": "a", "\ud800": 1}, "invalid_text", ""),
        ({"displayName": "a", "flags": {"\0": 1}}, "invalid_text", "/flags"),
        ({"displayName": "a", "document": {"a/b": [1, "\0"]}}, "invalid_text", "/document/a~1b/1"),
        ({"displayName": "a", "document": {"a": 2**63}}, "invalid_number", "/document/a"),
        ({"displayName": "a", "rating": 1e308}, "invalid_number", "/rating"),
        ({"displayName": "a", "minutes": 1.5}, "invalid_body", "/minutes"),
        ({"displayName": "a", "minutes": True}, "invalid_body", "/minutes"),
        ({"displayName": "a", "rating": 10**400}, "invalid_number", "/rating"),
    ],
)
def test_a_body_that_is_not_as_declared_is_refused_with_a_pointer(
    client: FlaskClient, headers: dict[str, str], body: object, code: str, pointer: str
) -> None:
    answer = client.post("/api/reels", headers=headers, json=body)

    assert (answer.status_code, answer.json["error"]) == (400, code)
    assert answer.json["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    ("members", "detail"),
    [
        ({"displayName": 5}, "/displayName must be a string."),
        ({"kind": "reel"}, "/kind must be 'film' or 'short'."),
        ({"minutes": True}, "/minutes must be a whole number."),
        ({"flags": [1]}, "/flags must be a JSON object."),
    ],
)
def test_what_a_value_must_be_is_said_in_the_words_of_json(
    client: FlaskClient, headers: dict[str, str], members: dict[str, object], detail: str
) -> None:
    answer = client.post("/api/reels", headers=headers, json={"displayName": "a", **members})

    assert answer.json["detail"] == detail


def test_a_document_of_the_user_keeps_its_unknown_members(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    body = {"displayName": "a", "document": {"anything": [1, "\x07\ud83d\ude00"]}}
    assert client.post("/api/reels", headers=headers, json=body).status_code == 201


def test_a_whole_number_is_an_integer_however_it_is_written(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    body = '{"displayName": "a", "minutes": 5.0, "rating": 1e1, "flags": {"a": 1.0}}'
    assert client.post("/api/reels", headers=headers, data=body).status_code == 201


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[1]", "invalid_body"),
        (b'{"displayName": NaN}', "invalid_json"),
        (b'{"rating": -Infinity}', "invalid_json"),
        (b'{"displayName": "a", "rating": 1e400}', "invalid_number"),
        (b'{"displayName": "\xff"}', "invalid_json"),
        (b"[" * 100_000, "invalid_json"),
        (b'{"minutes": ' + b"9" * 5000 + b"}", "invalid_json"),
    ],
)
def test_a_body_that_is_no_object_of_json_is_refused(
    client: FlaskClient, headers: dict[str, str], body: bytes, code: str
) -> None:
    answer = client.post("/api/reels", headers=headers, data=body)

    assert (answer.status_code, answer.json["error"]) == (400, code)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("reel_id", ["0", "2147483648", "9" * 5000, "-1", "1.5", "\u0663"])
def test_an_id_that_no_row_can_have_is_not_found(
    client: FlaskClient, headers: dict[str, str], method: str, reel_id: str
) -> None:
    answer = client.open(f"/api/reels/{reel_id}", method=method, headers=headers)

    assert (answer.status_code, answer.json["error"]) == (404, "not_found")


def test_a_name_in_a_path_that_nothing_can_have_is_not_found(client: FlaskClient) -> None:
    assert client.get("/api/reels/by-name/two").json == {"reelId": 2, "displayName": "two"}
    assert client.get("/api/reels//by-name/two").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "OPTIONS", "TRACE"])
def test_a_method_that_a_path_does_not_take_is_refused_with_those_it_takes(
    client: FlaskClient, method: str
) -> None:
    answer = client.open("/api/reels", method=method)

    assert (answer.status_code, answer.json["error"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_an_anonymous_caller_receives_the_way_to_authenticate(client: FlaskClient) -> None:
    for headers in ({}, {"Authorization": "Bearer \xe9"}, {"Authorization": "Basic YTpi"}):
        answer = client.get("/api/reels/1", headers=headers)

        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_csrf_value_with_any_characters_is_compared(
    client: FlaskClient, keyring: Keyring
) -> None:
    token = AccessTokenIssuer(keyring.private(ACCESS_KEY)).issue(Caller(7, csrf="c"))
    client.set_cookie("access", token)
    client.set_cookie("csrf", "\xe9")
    answer = client.post("/api/reels", json={}, headers={"x-csrf-token": "\xe9"})

    assert (answer.status_code, answer.json["error"]) == (403, "csrf_invalid")


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/api/reels?colour=red", "unknown_field"),
        ("GET", "/api/reels?limit=0", "invalid_parameter"),
        ("GET", "/api/reels?limit=1&limit=2", "invalid_parameter"),
        ("GET", "/api/reels?cursor=%00", "invalid_text"),
        ("GET", "/api/reels?%00=1", "invalid_text"),
        ("GET", "/reels/page?utm_source=%00", "invalid_text"),
        ("GET", "/api/reels/by-name/%00", "invalid_text"),
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
