# SPDX-License-Identifier: Apache-2.0
"""Tokens speak for who signed them, to whom they were meant, and for their time only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import jwt
import pytest

from chassis.caller import Caller
from chassis.identity import (
    AccessTokenIssuer,
    AccessTokens,
    CachedResolver,
    InvalidToken,
    ServiceTokens,
    csrf_matches,
    origin_is_ours,
)
from chassis.keyring import Keyring

CALLER = Caller(7, frozenset({"site_member"}), "s", "c", ("w",))


@pytest.fixture(scope="module")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    keyring = Keyring(tmp_path_factory.mktemp("secrets"))
    keyring.make(pairs=["access", "service-alpha", "service-beta"], texts=["storage"])
    return keyring


def test_a_token_says_who_its_caller_is(keyring: Keyring) -> None:
    token = AccessTokenIssuer(keyring.private("access")).issue(CALLER)

    assert AccessTokens(keyring.public("access") or b"").verify(token) == CALLER


def test_an_expired_token_is_invalid(keyring: Keyring) -> None:
    issuer = AccessTokenIssuer(keyring.private("access"), life=dt.timedelta(minutes=-1))

    with pytest.raises(InvalidToken):
        AccessTokens(keyring.public("access") or b"").verify(issuer.issue(CALLER))


def test_a_token_signed_by_another_key_is_invalid(keyring: Keyring) -> None:
    forged = AccessTokenIssuer(keyring.private("service-alpha")).issue(CALLER)

    with pytest.raises(InvalidToken):
        AccessTokens(keyring.public("access") or b"").verify(forged)


def test_a_token_that_names_another_algorithm_is_invalid(keyring: Keyring) -> None:
    claims = {"iss": "reelmill", "aud": "reelmill", "sub": "1", "exp": 4e9}
    forged = jwt.encode(claims, "x" * 32, "HS256")

    with pytest.raises(InvalidToken):
        AccessTokens(keyring.public("access") or b"").verify(forged)


def test_a_service_is_known_by_its_own_key(keyring: Keyring) -> None:
    token = ServiceTokens(keyring, me="alpha").issue("beta")

    assert ServiceTokens(keyring, me="beta").verify(token) == "alpha"


def test_a_service_token_for_somebody_else_is_invalid(keyring: Keyring) -> None:
    token = ServiceTokens(keyring, me="alpha").issue("gamma")

    with pytest.raises(InvalidToken):
        ServiceTokens(keyring, me="beta").verify(token)


def test_a_service_cannot_speak_for_another(keyring: Keyring) -> None:
    claims = {"iss": "reelmill", "aud": "beta", "sub": "accounts", "exp": 4e9}
    forged = jwt.encode(claims, keyring.private("service-alpha"), "EdDSA", headers={"kid": "alpha"})

    with pytest.raises(InvalidToken):
        ServiceTokens(keyring, me="beta").verify(forged)


@pytest.mark.parametrize("kid", ["../access", "", "nobody"])
def test_a_key_name_reaches_no_other_file(keyring: Keyring, kid: str) -> None:
    claims = {"iss": "reelmill", "aud": "beta", "sub": kid, "exp": 4e9}
    forged = jwt.encode(claims, keyring.private("service-alpha"), "EdDSA", headers={"kid": kid})

    with pytest.raises(InvalidToken):
        ServiceTokens(keyring, me="beta").verify(forged)


def test_secrets_are_readable_by_their_owner_only(keyring: Keyring, tmp_path: Path) -> None:
    Keyring(tmp_path).make(pairs=["access"], texts=["storage"])

    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_secrets_are_made_once(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)
    keyring.make(pairs=["access"], texts=["storage"])
    before = keyring.private("access"), keyring.secret("storage")
    keyring.make(pairs=["access"], texts=["storage"])

    assert (keyring.private("access"), keyring.secret("storage")) == before


def test_a_resolver_remembers_for_a_while() -> None:
    asked: list[str] = []
    resolver = CachedResolver(lambda token: asked.append(token) or CALLER)

    assert resolver("rm_1") == resolver("rm_1") == CALLER
    assert asked == ["rm_1"]


def test_csrf_needs_header_cookie_and_session_to_agree() -> None:
    assert csrf_matches(CALLER, "c", "c")
    assert not csrf_matches(CALLER, "c", "d")
    assert not csrf_matches(CALLER, "d", "d")
    assert not csrf_matches(CALLER, None, "c")


def test_a_foreign_page_is_distinguished_from_our_own_and_from_a_command_line() -> None:
    ours = ["http://localhost:8080/"]

    assert origin_is_ours(origin=None, fetch_site=None, allowed=ours)
    assert origin_is_ours(origin="http://localhost:8080", fetch_site="same-origin", allowed=ours)
    assert not origin_is_ours(origin="http://evil.example", fetch_site=None, allowed=ours)
    assert not origin_is_ours(origin=None, fetch_site="cross-site", allowed=ours)
