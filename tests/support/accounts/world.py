# SPDX-License-Identifier: Apache-2.0
"""The accounts service over SQLite in memory."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from chassis import clock, rest
from chassis.authentication import Authenticator
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.tables import OUTBOX
from services.accounts.api import rest as rest_api
from services.accounts.api.errors import ERROR_RULES
from services.accounts.bootstrap import blueprints, token_resolver
from services.accounts.store.tables import METADATA
from services.accounts.usecases.dependencies import Dependencies
from services.accounts.usecases.passwords import Passwords
from tests.support.servers.databases import MemoryDatabase

PASSWORD = "correct horse battery"


class AccountsWorld:
    """The accounts service with a clock that tests can move."""

    def __init__(self, secrets: Path) -> None:
        keyring = Keyring(secrets)
        keyring.make(pairs=[ACCESS_KEY], texts=["sessions"])
        self.database = MemoryDatabase("accounts", METADATA)
        self.moved = dt.timedelta(0)
        self.deps = Dependencies(
            database=self.database,
            issuer=AccessTokenIssuer(keyring.private(ACCESS_KEY)),
            session_secret=keyring.secret("sessions"),
            uses_https=False,
            passwords=Passwords(time_cost=1, memory_cost=8),
            now=lambda: clock.now() + self.moved,
        )
        self._public = keyring.public(ACCESS_KEY) or b""
        self.app = self._app()

    def begin_anew(self) -> None:
        """Delete every row, and let it be now again."""
        self.database.restore()
        self.moved = dt.timedelta(0)
        self.reset_passwords()

    def client(self) -> FlaskClient:
        """Return an HTTP client without cookies."""
        return self.app.test_client()

    def registered(self, email: str = "ada@example.org") -> FlaskClient:
        """Return an HTTP client with the cookies of a user who registered."""
        client = self.client()
        answer = client.post("/api/register", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 201, answer.json
        return client

    def topics(self) -> list[str]:
        """Return the topics of the announced events."""
        with self.database.reading() as session:
            return list(session.execute(sa.select(OUTBOX.c.topic).order_by(OUTBOX.c.id)).scalars())

    def reset_passwords(self) -> None:
        """Hash and check passwords cheaply again."""
        object.__setattr__(self.deps, "passwords", Passwords(time_cost=1, memory_cost=8))

    def _app(self) -> Flask:
        return rest.create_app(
            "accounts",
            blueprints=blueprints(self.deps),
            authenticator=Authenticator(
                AccessTokens(self._public),
                token_resolver(self.deps),
                credential_paths=rest_api.CREDENTIAL_PATHS,
            ),
            error_rules=ERROR_RULES,
            readiness={"database": self.database.ping},
        )


def csrf_headers(client: FlaskClient) -> dict[str, str]:
    """Return the CSRF header that the pages of the site send."""
    cookie = client.get_cookie("csrf")
    return {"x-csrf-token": cookie.value if cookie else ""}
