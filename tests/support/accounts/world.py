# SPDX-License-Identifier: Apache-2.0
"""Accounts in memory behind its real REST door."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from chassis import rest
from chassis.authentication import Authenticator
from chassis.identity import AccessTokenIssuer, AccessTokens, CachedResolver
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.tables import OUTBOX
from services.accounts import serving
from services.accounts.api import rest as rest_api
from services.accounts.api.errors import ERROR_RULES
from services.accounts.bootstrap import Accounts, make_dependencies, now
from services.accounts.store.tables import METADATA
from services.accounts.usecases.dependencies import Dependencies
from tests.support.servers.databases import MemoryDatabase

PASSWORD = "correct horse battery"


class QuickPasswords:
    """Keeps passwords as they are: argon2 is slow on purpose."""

    def hash(self, password: str) -> str:
        return f"plain:{password}"

    def matches(self, stored: str, password: str) -> bool:
        return stored == self.hash(password)


class AccountsWorld:
    """A running accounts service whose clock can be moved."""

    def __init__(self, secrets: Path) -> None:
        keyring = Keyring(secrets)
        keyring.make(pairs=[ACCESS_KEY], texts=["sessions"])
        self.database = MemoryDatabase("accounts", METADATA)
        self.moved = dt.timedelta(0)
        self.deps: Dependencies = dataclasses.replace(
            make_dependencies(self.database, keyring.secret("sessions")),
            passwords=QuickPasswords(),
            now=lambda: now() + self.moved,
        )
        self.issuer = AccessTokenIssuer(keyring.private(ACCESS_KEY))
        self._public = keyring.public(ACCESS_KEY) or b""
        self.app = self._app()

    def begin_anew(self) -> None:
        """Delete every row, and let it be now again."""
        self.database.restore()
        self.moved = dt.timedelta(0)

    def client(self) -> FlaskClient:
        """Return a browser with empty cookies."""
        return self.app.test_client()

    def registered(self, email: str = "ada@example.org") -> FlaskClient:
        """Return a browser that has just registered."""
        client = self.client()
        answer = client.post("/api/register", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 201, answer.json
        return client

    def topics(self) -> list[str]:
        """List what was announced."""
        with self.database.reading() as session:
            return list(session.execute(sa.select(OUTBOX.c.topic).order_by(OUTBOX.c.id)).scalars())

    def _app(self) -> Flask:
        accounts = Accounts(self.deps, self.database, self.issuer)
        resolver = CachedResolver(serving._resolver(accounts), seconds=0.0)
        return rest.create_app(
            "accounts",
            blueprints=[rest_api.blueprint(accounts, public_url="")],
            authenticator=Authenticator(
                AccessTokens(self._public),
                resolver,
                credential_paths=rest_api.CREDENTIAL_PATHS,
            ),
            error_rules=ERROR_RULES,
            readiness={"database": self.database.ping},
        )


def csrf_headers(client: FlaskClient) -> dict[str, str]:
    """Return the header by which the browser's own pages prove themselves."""
    cookie = client.get_cookie("csrf")
    return {"x-csrf-token": cookie.value if cookie else ""}
