# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of accounts."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from chassis.database import Database
from chassis.deployment import Deployment
from chassis.identity import AccessTokenIssuer
from chassis.keyring import ACCESS_KEY
from services.accounts import config
from services.accounts.store.accounts import unit_of_work
from services.accounts.store.announcements import to_proto as to_proto
from services.accounts.store.passwords import Argon2Passwords
from services.accounts.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class Accounts:
    """A running accounts service, before its doors."""

    deps: Dependencies
    database: Database
    issuer: AccessTokenIssuer


def build(deployment: Deployment) -> Accounts:
    """Join accounts to the database and the keys of this deployment."""
    settings = config.load(deployment.environ)
    database = deployment.database("accounts")
    private_key = deployment.keyring.private(ACCESS_KEY)
    life = dt.timedelta(minutes=settings.access_minutes)
    secret = deployment.keyring.secret("sessions")
    return Accounts(
        make_dependencies(database, secret), database, AccessTokenIssuer(private_key, life)
    )


def make_dependencies(database: Database, session_secret: bytes) -> Dependencies:
    """Make the hands of accounts over a database."""
    return Dependencies(
        unit_of_work=unit_of_work(database.transaction, now),
        reading=unit_of_work(database.reading, now),
        passwords=Argon2Passwords(),
        session_secret=session_secret,
        now=now,
        new_token=lambda: secrets.token_urlsafe(32),
    )


def now() -> dt.datetime:
    """Return the moment it is, in UTC."""
    return dt.datetime.now(dt.UTC)
