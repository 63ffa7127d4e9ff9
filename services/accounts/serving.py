# SPDX-License-Identifier: Apache-2.0
"""Opens every door of accounts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from chassis.identity import CachedResolver, Caller, TokenResolver
from services.accounts import bootstrap
from services.accounts.api import rest as rest_api
from services.accounts.api import rpc
from services.accounts.api.cookies import caller_of
from services.accounts.api.errors import ERROR_RULES
from services.accounts.bootstrap import Accounts
from services.accounts.domain.errors import AccountsError
from services.accounts.usecases import registering, tokens


def open_service(deployment: Deployment) -> RunningService:
    """Join accounts and open its doors."""
    accounts = bootstrap.build(deployment)
    return RunningService(
        name="accounts",
        deployment=deployment,
        database=accounts.database,
        blueprints=lambda: [rest_api.blueprint(accounts, public_url=deployment.public_url)],
        resolve_token=CachedResolver(_resolver(accounts), seconds=5.0),
        credential_paths=rest_api.CREDENTIAL_PATHS,
        rpc=rpc.services(accounts.deps),
        error_rules=ERROR_RULES,
    )


def _resolver(accounts: Accounts) -> TokenResolver:
    def resolve(token: str) -> Caller | None:
        user = tokens.resolve_token(accounts.deps, token=token)
        return None if user is None else caller_of(user)

    return resolve


def grant_admin(deployment: Deployment, arguments: Sequence[str]) -> int:
    """Make the user of an address an administrator of the site."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m services.accounts grant-admin EMAIL\n")
        return 2
    try:
        user = registering.grant_admin(bootstrap.build(deployment).deps, email=arguments[0])
    except AccountsError as error:
        sys.stderr.write(f"{error or arguments[0]}\n")
        return 1
    sys.stdout.write(f"{user.email} administers the site\n")
    return 0


SERVICE = Service(
    name="accounts",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
    verbs={"grant-admin": grant_admin},
)
