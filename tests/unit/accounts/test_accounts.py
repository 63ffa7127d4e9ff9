# SPDX-License-Identifier: Apache-2.0
"""Register, sign in and out, and use personal access tokens."""

from __future__ import annotations

import datetime as dt

import pytest

from services.accounts.usecases import registering
from tests.support.accounts.world import PASSWORD, AccountsWorld, csrf_headers


def test_registering_signs_in_and_announces_the_user(world: AccountsWorld) -> None:
    client = world.registered("  Ada@Example.org ")

    me = client.get("/api/me").json

    assert me["email"] == "ada@example.org"
    assert me["roles"] == ["site_member"]
    assert len(me["workspaces"]) == 1
    assert world.topics() == ["accounts.user.registered.v1"]


def test_two_registrations_with_one_idempotency_key_make_one_user(world: AccountsWorld) -> None:
    body = {"email": "ada@example.org", "password": PASSWORD}
    headers = {"Idempotency-Key": "once"}

    first = world.client().post("/api/register", json=body, headers=headers)
    second = world.client().post("/api/register", json=body, headers=headers)

    assert first.status_code == second.status_code == 201
    assert first.json == second.json
    assert world.topics() == ["accounts.user.registered.v1"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"email": "nobody", "password": PASSWORD}, 400, "invalid_email"),
        ({"email": "a@example.org", "password": "short"}, 400, "weak_password"),
        ({"email": "a@example.org"}, 400, "missing_fields"),
        ({"email": "a@example.org", "password": 12345678}, 400, "invalid_body"),
        ({"email": "ada@example.org", "password": PASSWORD}, 409, "email_taken"),
        (
            {"email": "a@example.org", "password": PASSWORD, "displayName": "x" * 121},
            400,
            "invalid_name",
        ),
    ],
)
def test_an_invalid_registration_is_refused(
    world: AccountsWorld, body: dict[str, object], status: int, code: str
) -> None:
    world.registered("ada@example.org")

    answer = world.client().post("/api/register", json=body)

    assert (answer.status_code, answer.json["error"]) == (status, code)
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("body", ["{", "[1]", '"text"', "\x00"])
def test_a_body_that_is_not_a_json_object_is_refused(world: AccountsWorld, body: str) -> None:
    answer = world.client().post("/api/login", data=body)

    assert answer.status_code == 400
    assert answer.json["error"] in {"invalid_json", "invalid_body"}


def test_after_ten_wrong_passwords_every_sign_in_of_the_address_is_refused(
    world: AccountsWorld,
) -> None:
    world.registered()
    body = {"email": "ada@example.org", "password": "wrong wrong"}

    answers = [world.client().post("/api/login", json=body) for _ in range(11)]

    assert [one.json["error"] for one in answers[:10]] == ["invalid_credentials"] * 10
    assert (answers[10].status_code, answers[10].json["error"]) == (429, "too_many_attempts")
    assert 840 < int(answers[10].headers["Retry-After"]) <= 900
    assert answers[10].json["detail"] == "Too many passwords were wrong; wait 15 minutes."


def test_who_waits_as_long_as_retry_after_says_signs_in_again(world: AccountsWorld) -> None:
    world.registered()
    body = {"email": "ada@example.org", "password": "wrong wrong"}
    for _ in range(10):
        world.client().post("/api/login", json=body)
    world.moved = dt.timedelta(minutes=13)

    locked = world.client().post("/api/login", json={**body, "password": PASSWORD})
    world.moved += dt.timedelta(seconds=int(locked.headers["Retry-After"]))
    right = world.client().post("/api/login", json={**body, "password": PASSWORD})

    assert locked.json["detail"] == "Too many passwords were wrong; wait 2 minutes."
    assert (locked.status_code, right.status_code) == (429, 200)


def test_signing_in_needs_no_csrf_header_but_an_origin_of_this_site(world: AccountsWorld) -> None:
    client = world.registered()
    body = {"email": "ada@example.org", "password": PASSWORD}

    assert client.post("/api/login", json=body).status_code == 200
    foreign = client.post("/api/login", json=body, headers={"Origin": "https://evil.example"})

    assert (foreign.status_code, foreign.json["error"]) == (403, "foreign_origin")


def test_a_change_by_cookie_needs_the_csrf_header(world: AccountsWorld) -> None:
    client = world.registered()

    without = client.post("/api/tokens", json={"name": "cli"})
    forged = client.post("/api/tokens", json={"name": "cli"}, headers={"x-csrf-token": "0" * 32})
    ours = client.post("/api/tokens", json={"name": "cli"}, headers=csrf_headers(client))

    assert (without.status_code, without.json["error"]) == (403, "csrf_invalid")
    assert (forged.status_code, forged.json["error"]) == (403, "csrf_invalid")
    assert ours.status_code == 201


def test_a_personal_token_authenticates_its_owner_until_it_is_deleted(world: AccountsWorld) -> None:
    client = world.registered()
    body = {"name": "cli", "scopes": ["read", "admin"]}
    made = client.post("/api/tokens", json=body, headers=csrf_headers(client)).json
    bearer = {"Authorization": f"Bearer {made['token']['secret']}"}

    assert world.client().get("/api/me", headers=bearer).json["email"] == "ada@example.org"
    listed = world.client().get("/api/tokens", headers=bearer).json["items"]
    assert "secret" not in listed[0]
    world.client().delete(f"/api/tokens/{made['token']['id']}", headers=bearer)
    gone = world.client().get("/api/me", headers=bearer)

    assert (gone.status_code, gone.json["error"]) == (401, "invalid_token")


def test_the_list_of_tokens_is_paged_newest_first(world: AccountsWorld) -> None:
    client = world.registered()
    made = [
        client.post("/api/tokens", json={"name": name}, headers=csrf_headers(client)).json
        for name in ("one", "two", "three")
    ]

    first = client.get("/api/tokens?limit=2").json
    rest = client.get(f"/api/tokens?limit=2&cursor={first['nextCursor']}").json

    found = [one["id"] for one in first["items"] + rest["items"]]
    assert found == [one["token"]["id"] for one in made[::-1]]
    assert rest["nextCursor"] is None
    assert client.get("/api/workspaces?limit=1").json["nextCursor"] is None


def test_unknown_members_and_parameters_are_refused_with_a_pointer(world: AccountsWorld) -> None:
    body = {"email": "ada@example.org", "password": PASSWORD, "remember": True}

    answers = {
        "/remember": world.client().post("/api/login", json=body),
        "/page": world.registered().get("/api/tokens?page=2"),
    }

    for pointer, answer in answers.items():
        assert (answer.status_code, answer.json["error"]) == (400, "unknown_field")
        assert answer.json["errors"][0]["pointer"] == pointer


def test_another_users_token_cannot_be_deleted(world: AccountsWorld) -> None:
    owner, other = world.registered(), world.registered("eve@example.org")
    made = owner.post("/api/tokens", json={"name": "cli"}, headers=csrf_headers(owner)).json

    answer = other.delete(f"/api/tokens/{made['token']['id']}", headers=csrf_headers(other))

    assert (answer.status_code, answer.json["error"]) == (404, "token_not_found")


def test_an_invalid_bearer_token_is_refused_although_the_cookie_is_valid(
    world: AccountsWorld,
) -> None:
    client = world.registered()

    answer = client.get("/api/me", headers={"Authorization": "Bearer rm_forged"})

    assert (answer.status_code, answer.json["error"]) == (401, "invalid_token")


def test_a_refresh_token_changes_with_use_and_its_predecessor_is_valid_for_ten_seconds(
    world: AccountsWorld,
) -> None:
    client = world.registered()
    first = client.get_cookie("refresh", path="/api/session").value
    client.post("/api/session/refresh")
    second = client.get_cookie("refresh", path="/api/session").value
    other_tab = world.client()
    other_tab.set_cookie("refresh", first, path="/api/session")
    other_tab.post("/api/session/refresh")

    assert second != first
    assert other_tab.get_cookie("refresh", path="/api/session").value == second


def test_an_old_refresh_token_used_later_ends_the_session(world: AccountsWorld) -> None:
    client = world.registered()
    stolen = client.get_cookie("refresh", path="/api/session").value
    client.post("/api/session/refresh")
    world.moved = dt.timedelta(seconds=11)
    thief = world.client()
    thief.set_cookie("refresh", stolen, path="/api/session")

    late = thief.post("/api/session/refresh")
    after = client.post("/api/session/refresh")

    assert (late.status_code, late.json["error"]) == (401, "session_over")
    assert after.status_code == 401


def test_signing_out_ends_the_session(world: AccountsWorld) -> None:
    client = world.registered()
    refresh = client.get_cookie("refresh", path="/api/session").value
    client.post("/api/logout", headers=csrf_headers(client))
    client.set_cookie("refresh", refresh, path="/api/session")

    assert client.post("/api/session/refresh").status_code == 401


def test_the_first_user_is_an_administrator_only_after_the_command(world: AccountsWorld) -> None:
    client = world.registered()
    assert "site_admin" not in client.get("/api/me").json["roles"]

    registering.grant_admin(world.deps, email="ada@example.org")

    assert "site_admin" in client.get("/api/me").json["roles"]


@pytest.mark.parametrize("path", ["/api/me", "/api/tokens", "/api/workspaces"])
def test_an_anonymous_caller_must_sign_in(world: AccountsWorld, path: str) -> None:
    answer = world.client().get(path)

    assert (answer.status_code, answer.json["error"]) == (401, "unauthenticated")


def test_the_openapi_document_lists_the_routes(world: AccountsWorld) -> None:
    document = world.client().get("/api/accounts/openapi.json").json

    assert document["openapi"] == "3.1.0"
    assert "/api/register" in document["paths"]
