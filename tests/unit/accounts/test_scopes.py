# SPDX-License-Identifier: Apache-2.0
"""A token does what its scopes say, and somebody registers where that is allowed."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient

from services.accounts.bootstrap import token_resolver
from services.accounts.domain import Registration
from services.accounts.usecases import inviting, registering
from tests.support.accounts.world import PASSWORD, AccountsWorld, csrf_headers


@pytest.fixture
def world(built: AccountsWorld) -> AccountsWorld:
    built.begin_anew()
    object.__setattr__(built.deps, "registration", Registration.OPEN)
    return built


def bearer(owner: FlaskClient, *scopes: str, days: int | None = None) -> dict[str, str]:
    body = {"name": "cli", "days": days, **({"scopes": scopes} if scopes else {})}
    made = owner.post("/api/tokens", json=body, headers=csrf_headers(owner))
    assert made.status_code == 201, made.json
    return {"Authorization": f"Bearer {made.json['token']['secret']}"}


def test_a_token_reads_by_default_and_makes_no_tokens(world: AccountsWorld) -> None:
    headers = bearer(world.registered())

    assert world.client().get("/api/me", headers=headers).status_code == 200
    for method, path in [
        ("POST", "/api/tokens"),
        ("DELETE", "/api/tokens/1"),
        ("DELETE", "/api/sessions"),
        ("POST", "/api/me/password"),
    ]:
        answer = world.client().open(path, method=method, headers=headers)
        assert (answer.status_code, answer.json["error"]) == (403, "insufficient_scope")


def test_a_token_without_read_reads_nothing(world: AccountsWorld) -> None:
    answer = world.client().get("/api/me", headers=bearer(world.registered(), "publish"))

    assert (answer.status_code, answer.json["error"]) == (403, "insufficient_scope")


def test_a_token_with_admin_makes_tokens(world: AccountsWorld) -> None:
    headers = bearer(world.registered(), "admin")

    made = world.client().post("/api/tokens", json={"name": "more"}, headers=headers)

    assert made.json["token"]["scopes"] == ["read", "write", "publish"]


def test_an_administrator_is_one_only_by_a_token_with_admin(world: AccountsWorld) -> None:
    owner = world.registered()
    registering.grant_admin(world.deps, email="ada@example.org")
    resolve = token_resolver(world.deps)

    with_scope = resolve(bearer(owner, "read", "admin")["Authorization"].partition(" ")[2])
    without = resolve(bearer(owner, "read")["Authorization"].partition(" ")[2])
    registering.revoke_admin(world.deps, email="ada@example.org")
    revoked = resolve(bearer(owner, "admin")["Authorization"].partition(" ")[2])

    assert (with_scope.is_admin, without.is_admin, revoked.is_admin) == (True, False, False)


@pytest.mark.parametrize("scopes", [[], ["root"], ["read", "root"]])
def test_scopes_that_do_not_exist_are_refused(world: AccountsWorld, scopes: list[str]) -> None:
    owner = world.registered()
    body = {"name": "cli", "scopes": scopes}

    answer = owner.post("/api/tokens", json=body, headers=csrf_headers(owner))

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_scopes")


def test_a_token_expires(world: AccountsWorld) -> None:
    headers = bearer(world.registered(), days=1)
    world.moved = dt.timedelta(days=2)

    assert world.client().get("/api/me", headers=headers).status_code == 401


def register(world: AccountsWorld, email: str, invitation: str = "") -> tuple[int, str]:
    body = {"email": email, "password": PASSWORD, "invitation": invitation}
    answer = world.client().post("/api/register", json=body)
    return answer.status_code, answer.json.get("error", "")


def test_an_invitation_registers_one_user_for_a_week(world: AccountsWorld) -> None:
    object.__setattr__(world.deps, "registration", Registration.INVITE)
    invitation, _ = inviting.invite(world.deps)
    late, _ = inviting.invite(world.deps)

    assert register(world, "a@example.org") == (403, "registration_closed")
    assert register(world, "a@example.org", "forged") == (403, "registration_closed")
    assert register(world, "a@example.org", invitation) == (201, "")
    assert register(world, "b@example.org", invitation) == (403, "registration_closed")
    world.moved = dt.timedelta(days=8)
    assert register(world, "b@example.org", late) == (403, "registration_closed")


def test_nobody_registers_where_registration_is_closed(world: AccountsWorld) -> None:
    object.__setattr__(world.deps, "registration", Registration.CLOSED)
    invitation, _ = inviting.invite(world.deps)

    assert register(world, "a@example.org", invitation) == (403, "registration_closed")
