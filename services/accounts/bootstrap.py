# SPDX-License-Identifier: Apache-2.0
"""Read the settings of accounts, make its dependencies, open the service and run its commands."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from chassis import clock
from chassis.caller import Caller
from chassis.config import Environment, InvalidConfiguration
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from chassis.identity import AccessTokenIssuer, CachedResolver, TokenResolver
from chassis.keyring import ACCESS_KEY
from chassis.loops import repeatedly
from chassis.rest import ApiBlueprint
from services.accounts.api import rest, rest_sessions, rest_tokens, rpc
from services.accounts.api.errors import ERROR_RULES
from services.accounts.domain import AccountsError, Registration, User
from services.accounts.usecases import inviting, registering, sessions, tokens
from services.accounts.usecases.dependencies import Dependencies
from services.accounts.usecases.passwords import LEAST_MEMORY_KIB, MEMORY_KIB, Passwords

_SECONDS_A_TOKEN_IS_CACHED = 5.0
_DELETE_SECONDS = 3600.0


def build(deployment: Deployment) -> Dependencies:
    """Make the dependencies of accounts from the settings `ACCOUNTS_*`."""
    env = Environment(deployment.environ, prefix="ACCOUNTS_")
    access_minutes = env.integer("ACCESS_MINUTES", 10, least=1)
    memory_kib = env.integer("PASSWORD_MEMORY_KIB", MEMORY_KIB, least=LEAST_MEMORY_KIB)
    registration = Environment(deployment.environ).text(
        "REGISTRATION", "open" if is_local(deployment.public_url) else "invite"
    )
    if registration not in {*Registration}:
        raise InvalidConfiguration(f"REGISTRATION must be open, invite or closed: {registration}")
    env.check()
    keyring = deployment.keyring
    return Dependencies(
        database=deployment.database("accounts"),
        issuer=AccessTokenIssuer(keyring.private(ACCESS_KEY), dt.timedelta(minutes=access_minutes)),
        session_secret=keyring.secret("sessions"),
        passwords=Passwords(memory_cost=memory_kib),
        registration=Registration(registration),
        proxies=deployment.proxies,
        uses_https=deployment.public_url.startswith("https://"),
    )


def is_local(url: str) -> bool:
    """Whether a URL is reached from this machine only."""
    host = urlsplit(url).hostname or ""
    return host in {"", "localhost", "::1"} or host.startswith("127.")


def blueprints(deps: Dependencies) -> list[ApiBlueprint]:
    """Make all REST routes of accounts."""
    return [rest.blueprint(deps), rest_sessions.blueprint(deps), rest_tokens.blueprint(deps)]


def open_service(deployment: Deployment) -> RunningService:
    """Build accounts with its REST routes and RPCs."""
    deps = build(deployment)
    return RunningService(
        name="accounts",
        deployment=deployment,
        database=deps.database,
        blueprints=lambda: blueprints(deps),
        error_rules=ERROR_RULES,
        resolve_token=CachedResolver(token_resolver(deps), seconds=_SECONDS_A_TOKEN_IS_CACHED),
        rpc=rpc.services(deps),
        credential_paths=rest.CREDENTIAL_PATHS,
        loops={
            "old-sessions": repeatedly(
                lambda: sessions.delete_expired_sessions(deps), every_seconds=_DELETE_SECONDS
            )
        },
    )


def token_resolver(deps: Dependencies) -> TokenResolver:
    """Return a function that finds the owner of a personal access token in the database."""

    def resolve(token: str) -> Caller | None:
        found = tokens.resolve_token(deps, token=token)
        return None if found is None else found.user.caller(scopes=found.scopes)

    return resolve


def grant_admin(deployment: Deployment, arguments: Sequence[str]) -> int:
    """Make the user of an email address an administrator, and return the exit status."""
    text = "is now an administrator of the site"
    return _change_role(registering.grant_admin, text, "grant-admin", deployment, arguments)


def revoke_admin(deployment: Deployment, arguments: Sequence[str]) -> int:
    """Make an administrator an ordinary user, and return the exit status."""
    text = "is no administrator of the site any more"
    return _change_role(registering.revoke_admin, text, "revoke-admin", deployment, arguments)


def invite(deployment: Deployment, arguments: Sequence[str]) -> int:
    """Print an invitation by which somebody registers once, and return the exit status."""
    if arguments:
        sys.stderr.write("usage: python -m services.accounts invite\n")
        return 2
    deps = build(deployment)
    invitation, expires_at = inviting.invite(deps)
    url = f"{deployment.public_url}/register?invitation={invitation}"
    sys.stdout.write(f"{url}\nvalid once, until {clock.to_iso(expires_at)}\n")
    return 0


def _change_role(
    change: Callable[..., User],
    text: str,
    verb: str,
    deployment: Deployment,
    arguments: Sequence[str],
) -> int:
    if len(arguments) != 1:
        sys.stderr.write(f"usage: python -m services.accounts {verb} EMAIL\n")
        return 2
    try:
        user = change(build(deployment), email=arguments[0])
    except AccountsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{user.email} {text}\n")
    return 0


SERVICE = Service(
    name="accounts",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
    verbs={"grant-admin": grant_admin, "revoke-admin": revoke_admin, "invite": invite},
)
