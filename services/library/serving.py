# SPDX-License-Identifier: Apache-2.0
"""Opens every door of the library."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_openapi3.blueprint import APIBlueprint

from chassis import rest
from chassis.authentication import Authenticator
from chassis.deployment import Deployment, readiness
from chassis.hosting import RunningService, Service
from services.access_tokens import token_resolver
from services.library import bootstrap
from services.library.api import rest as rest_api
from services.library.api import rest_files, rest_sounds, rpc
from services.library.api.errors import ERROR_RULES
from services.library.api.subscriptions import subscriptions
from services.library.bootstrap import Library


def open_service(deployment: Deployment) -> RunningService:
    """Join the library and open its doors."""
    library = bootstrap.build(deployment)
    return RunningService(
        name="library",
        deployment=deployment,
        database=library.database,
        blueprints=lambda: blueprints(library),
        resolve_token=token_resolver(deployment.channels("library")),
        open_forms=rest_files.OPEN_FORMS,
        rpc=rpc.services(library.deps),
        error_rules=ERROR_RULES,
        subscriptions=subscriptions(library.deps),
    )


def blueprints(library: Library) -> list[APIBlueprint]:
    """Make all REST routes of the library."""
    return [
        rest_api.blueprint(library),
        *rest_sounds.blueprints(library),
        rest_files.blueprint(library),
    ]


def make_app(library: Library, authenticator: Authenticator) -> Flask:
    """Make the REST door of a library."""
    return rest.create_app(
        "library",
        blueprints=blueprints(library),
        authenticator=authenticator,
        error_rules=ERROR_RULES,
        readiness=readiness(library.database),
    )


SERVICE = Service(
    name="library",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
)
