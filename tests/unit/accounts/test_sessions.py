# SPDX-License-Identifier: Apache-2.0
"""A user sees and ends sessions, changes the password, and is guessed at by others in vain."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack

import pytest
from flask.testing import FlaskClient

from services.accounts.usecases import sessions, signing_in
from services.accounts.usecases.passwords import Passwords
from tests.support.accounts.world import PASSWORD, AccountsWorld, csrf_headers

EMAIL = "ada@example.org"
NEW = "a better horse battery"


def sign_in(world: AccountsWorld, password: str = PASSWORD, agent: str = "Firefox") -> FlaskClient:
    client = world.client()
    body = {"email": EMAIL, "password": password}
    answer = client.post("/api/login", json=body, headers={"User-Agent": agent})
    assert answer.status_code == 200, answer.json
    return client


def is_signed_in(client: FlaskClient) -> bool:
    return client.post("/api/session/refresh").status_code == 200


def guess(
    world: AccountsWorld, password: str, *, address: str = "192.0.2.1", email: str = EMAIL
) -> tuple[int, str]:
    answer = world.client().post(
        "/api/login",
        json={"email": email, "password": password},
        environ_overrides={"REMOTE_ADDR": address},
    )
    return answer.status_code, answer.json.get("error", "")


def test_sessions_are_listed_the_newest_first_with_the_current_one_marked(
    world: AccountsWorld,
) -> None:
    world.registered()
    world.moved = dt.timedelta(minutes=1)
    phone = sign_in(world, agent="Phone")

    first = phone.get("/api/sessions?limit=1").json
    rest = phone.get(f"/api/sessions?limit=1&cursor={first['nextCursor']}").json

    assert [(one["userAgent"], one["isCurrent"]) for one in first["items"]] == [("Phone", True)]
    assert [one["isCurrent"] for one in rest["items"]] == [False]
    assert rest["nextCursor"] is None


def test_a_session_is_ended_by_its_owner_only(world: AccountsWorld) -> None:
    ada, eve = world.registered(), world.registered("eve@example.org")
    phone = sign_in(world)
    (current,) = [one for one in phone.get("/api/sessions").json["items"] if one["isCurrent"]]
    path = f"/api/sessions/{current['id']}"

    foreign = eve.delete(path, headers=csrf_headers(eve))
    own = ada.delete(path, headers=csrf_headers(ada))
    again = ada.delete(path, headers=csrf_headers(ada))

    assert (foreign.status_code, foreign.json["error"]) == (404, "session_not_found")
    assert (own.status_code, again.status_code) == (200, 404)
    assert not is_signed_in(phone)
    assert is_signed_in(ada)


def test_sessions_end_everywhere_else_or_everywhere(world: AccountsWorld) -> None:
    ada = world.registered()
    phone = sign_in(world)

    others = ada.delete("/api/sessions?keepCurrent=true", headers=csrf_headers(ada)).json
    assert (others["ended"], is_signed_in(phone), is_signed_in(ada)) == (1, False, True)

    everywhere = ada.delete("/api/sessions", headers=csrf_headers(ada)).json
    assert (everywhere["ended"], is_signed_in(ada)) == (1, False)


def test_a_changed_password_ends_every_other_session(world: AccountsWorld) -> None:
    ada = world.registered()
    phone = sign_in(world)
    body = {"currentPassword": PASSWORD, "newPassword": NEW}

    answer = ada.post("/api/me/password", json=body, headers=csrf_headers(ada))

    assert answer.json == {"ok": True}
    assert (is_signed_in(phone), is_signed_in(ada)) == (False, True)
    assert guess(world, PASSWORD) == (401, "invalid_credentials")
    assert is_signed_in(sign_in(world, NEW))


def test_a_password_is_changed_only_with_the_one_before_and_guesses_are_counted(
    world: AccountsWorld,
) -> None:
    ada = world.registered()
    body = {"currentPassword": "wrong wrong", "newPassword": NEW}

    def change(body: dict[str, str]) -> tuple[int, str]:
        answer = ada.post("/api/me/password", json=body, headers=csrf_headers(ada))
        return answer.status_code, answer.json["error"]

    assert change({"currentPassword": PASSWORD, "newPassword": "short"}) == (400, "weak_password")
    assert [change(body) for _ in range(10)] == [(403, "wrong_password")] * 10
    assert change(body) == (429, "too_many_attempts")


def test_signing_out_needs_no_access_token(world: AccountsWorld) -> None:
    client = world.registered()
    client.delete_cookie("access")
    refresh = client.get_cookie("refresh", path="/api/session").value

    assert client.post("/api/logout").json == {"ok": True}
    client.set_cookie("refresh", refresh, path="/api/session")

    assert not is_signed_in(client)


def test_guesses_elsewhere_do_not_lock_the_owner_out(world: AccountsWorld) -> None:
    world.registered()

    found = [guess(world, "wrong wrong", address="198.51.100.7") for _ in range(11)]

    assert found == [(401, "invalid_credentials")] * 10 + [(429, "too_many_attempts")]
    assert guess(world, PASSWORD, address="198.51.100.7")[0] == 429
    assert guess(world, PASSWORD, address="192.0.2.1")[0] == 200


def test_passwords_that_were_right_do_not_count_as_guesses(world: AccountsWorld) -> None:
    world.registered()

    assert [guess(world, PASSWORD)[0] for _ in range(12)] == [200] * 12


class CountingPasswords(Passwords):
    """Counts what it computes."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8)
        self.count = 0

    def hash_password(self, password: str) -> str:
        self.count = getattr(self, "count", 0) + 1
        return super().hash_password(password)

    def matches(self, password_hash: str, password: str) -> bool:
        self.count += 1
        return super().matches(password_hash, password)


def test_an_unknown_address_costs_as_much_as_a_known_one(
    world: AccountsWorld,
) -> None:
    world.registered()
    passwords, costs = CountingPasswords(), []
    object.__setattr__(world.deps, "passwords", passwords)
    for email in (EMAIL, "nobody@example.org"):
        before = passwords.count
        assert guess(world, "wrong wrong", email=email) == (401, "invalid_credentials")
        costs.append(passwords.count - before)

    assert costs == [1, 1]


def test_no_more_than_four_passwords_are_checked_at_once(world: AccountsWorld) -> None:
    world.registered()
    with ExitStack() as places:
        for _ in range(4):
            places.enter_context(world.deps.password_checks.taken())
        answer = world.client().post("/api/login", json={"email": EMAIL, "password": PASSWORD})

    assert (answer.status_code, answer.json["error"]) == (429, "rate_limited")
    assert answer.headers["Retry-After"] == "1"
    assert guess(world, PASSWORD)[0] == 200


def test_a_display_name_is_never_made_of_an_address(world: AccountsWorld) -> None:
    name = world.registered("grace.hopper@example.org").get("/api/me").json["displayName"]

    assert name.startswith("User ")
    assert "grace" not in name


def test_a_guess_counts_from_the_moment_it_is_made(world: AccountsWorld) -> None:
    world.registered()
    for _ in range(9):
        guess(world, "wrong wrong", address="198.51.100.7")
    inside: list[tuple[int, str]] = []

    class Nested(Passwords):
        """Guesses once more while the tenth guess is checked."""

        def matches(self, password_hash: str, password: str) -> bool:
            if not inside:
                inside.append((0, ""))
                inside.append(guess(world, "wrong wrong", address="198.51.100.7"))
            return super().matches(password_hash, password)

    object.__setattr__(world.deps, "passwords", Nested(time_cost=1, memory_cost=8))
    with pytest.raises(signing_in.InvalidCredentials):
        signing_in.sign_in(world.deps, email=EMAIL, password="wrong wrong", address="198.51.100.7")

    assert inside[1] == (429, "too_many_attempts")


def test_an_id_is_not_given_again_although_the_table_was_lost(world: AccountsWorld) -> None:
    before = world.registered().get("/api/me").json["userId"]
    world.begin_anew()
    after = world.registered("eve@example.org").get("/api/me").json["userId"]

    assert before != after
    assert min(before, after) >= 1_000_000


def test_sessions_that_have_expired_are_deleted(world: AccountsWorld) -> None:
    world.registered(EMAIL)
    assert sessions.delete_expired_sessions(world.deps) == 0

    world.moved = dt.timedelta(days=20)
    browser = sign_in(world)
    world.moved = dt.timedelta(days=31)

    assert sessions.delete_expired_sessions(world.deps) == 1
    assert is_signed_in(browser)
