# SPDX-License-Identifier: Apache-2.0
"""Open the publish service: its settings, dependencies, routes and subscriptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask_openapi3.blueprint import APIBlueprint

from chassis import clock
from chassis.config import Environment
from chassis.database import Database
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from services.access_tokens import token_resolver
from services.publish.api import pages, rest_publications, rest_spaces, rest_uploads
from services.publish.api.errors import ERROR_RULES
from services.publish.api.subscriptions import subscriptions
from services.publish.clients.accounts import GrpcAccountsClient
from services.publish.clients.hls import GrpcHlsClient
from services.publish.clients.library import GrpcLibraryClient
from services.publish.store.unit_of_work import unit_of_work
from services.publish.usecases.clients import AccountsClient, HlsClient, LibraryClient
from services.publish.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of the publish service."""

    player_assets: Path
    """The folder with the script `hls.min.js` of the player."""


def load_config(environ: Mapping[str, str]) -> Config:
    """Read the settings `PUBLISH_*`."""
    env = Environment(environ, prefix="PUBLISH_")
    config = Config(player_assets=env.path("PLAYER_ASSETS", "web/node_modules/hls.js/dist"))
    env.check()
    return config


def make_dependencies(
    database: Database, hls: HlsClient, library: LibraryClient, accounts: AccountsClient
) -> Dependencies:
    """Return the dependencies over a database and the clients of other services."""
    return Dependencies(
        unit_of_work=unit_of_work(database.transaction),
        reading=unit_of_work(database.reading),
        hls=hls,
        library=library,
        accounts=accounts,
        now=clock.now,
    )


def open_service(deployment: Deployment) -> RunningService:
    """Open the service in a deployment."""
    config = load_config(deployment.environ)
    database = deployment.database("publish")
    channels = deployment.channels("publish")
    deps = make_dependencies(
        database,
        GrpcHlsClient(channels),
        GrpcLibraryClient(channels),
        GrpcAccountsClient(channels),
    )
    return RunningService(
        name="publish",
        deployment=deployment,
        database=database,
        blueprints=lambda: blueprints(deps, database, config.player_assets.resolve()),
        error_rules=ERROR_RULES,
        resolve_token=token_resolver(channels),
        subscriptions=subscriptions(deps),
    )


def blueprints(deps: Dependencies, database: Database, player_assets: Path) -> list[APIBlueprint]:
    """Return every route of the service."""
    return [
        rest_publications.blueprint(deps, database),
        rest_uploads.blueprint(deps, database),
        rest_spaces.blueprint(deps),
        pages.blueprint(deps, player_assets),
    ]


SERVICE = Service(
    name="publish",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
)
