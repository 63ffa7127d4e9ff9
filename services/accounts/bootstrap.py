# SPDX-License-Identifier: Apache-2.0
"""Open the accounts service: its settings, dependencies, routes, RPCs and commands."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chassis import clock
from chassis.config import Environment
from chassis.database import Database
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from chassis.identity import AccessTokenIssuer, CachedResolver, Caller, TokenResolver
from chassis.keyring import ACCESS_KEY
from services.accounts.api import rest, rpc
from services.accounts.api.errors import ERROR_RULES
from services.accounts.domain import AccountsError
from services.accounts.store.unit_of_work import unit_of_work
from services.accounts.usecases import registering, tokens
from services.accounts.usecases.dependencies import Dependencies
from services.accounts.usecases.passwords import Passwords

_SECONDS_A_TOKEN_IS_CACHED = 5.0


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of the accounts service."""

    access_minutes: int
    """How long an access token is valid."""


def load_config(environ: Mapping[str, str]) -> Config:
    """Read the settings `ACCOUNTS_*`."""
    env = Environment(environ, prefix="ACCOUNTS_")
    config = Config(access_minutes=env.integer("ACCESS_MINUTES", 10, least=1))
    env.check()
    return config


def make_dependencies(database: Database, session_secret: bytes) -> Dependencies:
    """Return the dependencies over a database."""
    return Dependencies(
        unit_of_work=unit_of_work(database.transaction),
        reading=unit_of_work(database.reading),
        passwords=Passwords(),
        session_secret=session_secret,
        now=clock.now,
    )


def open_service(deployment: Deployment) -> RunningService:
    """Open the service in a deployment."""
    config = load_config(deployment.environ)
    database = deployment.database("accounts")
    deps = make_dependencies(database, deployment.keyring.secret("sessions"))
    life = dt.timedelta(minutes=config.access_minutes)
    responses = rest.SessionResponses(
        issuer=AccessTokenIssuer(deployment.keyring.private(ACCESS_KEY), life),
        is_secure=deployment.public_url.startswith("https://"),
    )
    return RunningService(
        name="accounts",
        deployment=deployment,
        database=database,
        blueprints=lambda: [rest.blueprint(deps, database, responses)],
        error_rules=ERROR_RULES,
        resolve_token=CachedResolver(token_resolver(deps), seconds=_SECONDS_A_TOKEN_IS_CACHED),
        rpc=rpc.services(deps),
        credential_paths=rest.CREDENTIAL_PATHS,
    )


def token_resolver(deps: Dependencies) -> TokenResolver:
    """Return a function that finds the owner of a personal access token in the database."""

    def resolve(token: str) -> Caller | None:
        user = tokens.resolve_token(deps, token=token)
        return None if user is None else user.caller()

    return resolve


def grant_admin(deployment: Deployment, arguments: Sequence[str]) -> int:
    """Make the user of an email address an administrator, and return the exit status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m services.accounts grant-admin EMAIL\n")
        return 2
    deps = make_dependencies(deployment.database("accounts"), deployment.keyring.secret("sessions"))
    try:
        user = registering.grant_admin(deps, email=arguments[0])
    except AccountsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{user.email} is now an administrator of the site\n")
    return 0


SERVICE = Service(
    name="accounts",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
    verbs={"grant-admin": grant_admin},
)
