# SPDX-License-Identifier: Apache-2.0
"""Opens every door of accounts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from chassis import rest
from chassis.deployment import Deployment, readiness
from chassis.hosting import Doors, Service
from chassis.identity import CachedResolver, Caller, TokenResolver
from services.accounts import bootstrap
from services.accounts.bootstrap import Accounts
from services.accounts.domain.errors import AccountsError
from services.accounts.entrypoints import rest as rest_door
from services.accounts.entrypoints import rpc
from services.accounts.entrypoints.cookies import caller_of
from services.accounts.entrypoints.refusals import REFUSALS
from services.accounts.usecases import registering, tokens


def open_doors(deployment: Deployment) -> Doors:
    """Join accounts and open its doors."""
    accounts = bootstrap.build(deployment)

    def app() -> Flask:
        return rest.create_app(
            "accounts",
            blueprints=[rest_door.blueprint(accounts, public_url=deployment.public_url)],
            doorkeeper=deployment.doorkeeper(
                CachedResolver(_resolver(accounts), seconds=5.0),
                credential_paths=rest_door.CREDENTIAL_PATHS,
            ),
            refusals=REFUSALS,
            readiness=readiness(accounts.database),
        )

    return Doors(
        name="accounts",
        database=accounts.database,
        tokens=deployment.service_tokens("accounts"),
        app=app,
        rpc=rpc.services(accounts.ports),
        refusals=REFUSALS,
    )


def _resolver(accounts: Accounts) -> TokenResolver:
    def resolve(token: str) -> Caller | None:
        user = tokens.resolve_token(accounts.ports, token=token)
        return None if user is None else caller_of(user)

    return resolve


def grant_admin(deployment: Deployment, arguments: Sequence[str]) -> int:
    """Make the user of an address an administrator of the site."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m services.accounts grant-admin EMAIL\n")
        return 2
    try:
        user = registering.grant_admin(bootstrap.build(deployment).ports, email=arguments[0])
    except AccountsError as error:
        sys.stderr.write(f"{error or arguments[0]}\n")
        return 1
    sys.stdout.write(f"{user.email} administers the site\n")
    return 0


SERVICE = Service(
    name="accounts",
    migrations=Path(__file__).parent.parent / "migrations",
    open=open_doors,
    verbs={"grant-admin": grant_admin},
)
