# SPDX-License-Identifier: Apache-2.0
"""A service of reels, and a user of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from chassis.authentication import Authenticator
from chassis.caller import Caller
from chassis.errors import ErrorKind, ErrorRule
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.rest import create_app
from tests.support.api.reels import ReelNotFound, Reels


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
