# SPDX-License-Identifier: Apache-2.0
"""Routes that are declared once: what they accept, what they answer, how they are described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from flask.testing import FlaskClient
from pydantic import Field

from chassis.authentication import Authenticator
from chassis.caller import Caller
from chassis.errors import ErrorKind, ErrorRule
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.rest import (
    Answer,
    ApiBlueprint,
    Content,
    CursorCodec,
    Ok,
    Page,
    PageQuery,
    RequestBody,
    RequestPath,
    ResponseBody,
    create_app,
    idempotent,
    if_match,
)
from tests.support.servers.databases import MemoryDatabase

CURSORS = CursorCodec("test.reels", int)


class ReelNotFound(Exception):
    """There is no such reel; list those there are."""


class ReelPath(RequestPath):
    """Which reel."""

    reel_id: int = Field(description="The reel.")


class NewReel(RequestBody):
    """A reel to be made."""

    display_name: str = Field(description="Its name.", examples=["Summer"])
    kind: Literal["film", "short"] = "film"
    document: Any = Field(None, description="Whatever the user keeps with it.")


class Reel(ResponseBody):
    """A reel."""

    reel_id: int = Field(description="Its id.", examples=[3])
    display_name: Annotated[str, Field(description="Its name.", examples=["Summer"])]


class Reels(ApiBlueprint):
    """Reels in memory."""

    def __init__(self) -> None:
        super().__init__("reels", __name__)
        self.names = {1: "one", 2: "two", 3: "three"}
        self._add_lists()
        self._add_reels()
        self._add_changes()

    def _add_lists(self) -> None:
        @self.get("/api/reels")
        def list_reels(query: PageQuery) -> Page[Reel]:
            """List the reels.

            They come in the order of their ids.
            """
            after = CURSORS.read(query.cursor) or 0
            ids = sorted(one for one in self.names if one > after)
            shown = ids[: query.limit]
            items = [Reel(reel_id=one, display_name=self.names[one]) for one in shown]
            next_position = shown[-1] if len(ids) > len(shown) else None
            return Page(items=items, next_cursor=CURSORS.write(next_position))

        @self.get("/reels/page", answers={200: Content("A page.", ("text/html",))}, any_query=True)
        def page() -> str:
            """Show a page.

            For people.
            """
            return "<p>Reels</p>"

    def _add_reels(self) -> None:
        @self.get("/api/reels/<int:reel_id>", errors=[ReelNotFound], etag=True)
        def get_reel(path: ReelPath, caller: Caller) -> Answer[Reel]:
            """Get a reel."""
            if path.reel_id not in self.names:
                raise ReelNotFound("There is no such reel.")
            assert caller.user_id == 7
            reel = Reel(reel_id=path.reel_id, display_name=self.names[path.reel_id])
            return Answer(reel, etag="4")

    def _add_changes(self) -> None:
        @self.post("/api/reels", answers={201: Reel})
        @idempotent(MemoryDatabase("cinema"))
        def create_reel(body: NewReel, caller: Caller) -> Answer[Reel]:
            """Make a reel.

            Its id is the next that is free.
            """
            made = max(self.names) + 1
            self.names[made] = body.display_name
            reel = Reel(reel_id=made, display_name=body.display_name)
            return Answer(reel, headers={"Location": f"/api/reels/{made}"}, etag=str(made))

        @self.delete("/api/reels/<int:reel_id>", if_match=True)
        def delete_reel(path: ReelPath) -> Ok:
            """Delete a reel."""
            assert if_match() in (None, frozenset({"4"}))
            del self.names[path.reel_id]
            return Ok()


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    keyring = Keyring(tmp_path)
    keyring.make(pairs=[ACCESS_KEY], texts=[])
    return keyring


@pytest.fixture
def client(keyring: Keyring) -> Iterator[FlaskClient]:
    tokens = AccessTokens(keyring.public(ACCESS_KEY) or b"")
    app = create_app(
        "cinema",
        blueprints=[Reels()],
        authenticator=Authenticator(tokens, lambda token: None),
        error_rules={ReelNotFound: ErrorRule(ErrorKind.NOT_FOUND, "reel_not_found")},
        readiness={},
    )
    with app.test_client() as client:
        yield client


@pytest.fixture
def headers(keyring: Keyring) -> dict[str, str]:
    issued = AccessTokenIssuer(keyring.private(ACCESS_KEY)).issue(Caller(7))
    return {"Authorization": f"Bearer {issued}"}


def paths_of(client: FlaskClient) -> Any:
    return client.get("/api/cinema/openapi.json").json["paths"]


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
