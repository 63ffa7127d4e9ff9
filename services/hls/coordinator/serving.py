# SPDX-License-Identifier: Apache-2.0
"""Opens every door of hls."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_openapi3.blueprint import APIBlueprint

from chassis import rest
from chassis.authentication import Authenticator
from chassis.deployment import Deployment, readiness
from chassis.hosting import RunningService, Service, repeatedly
from services import access_tokens
from services.hls.coordinator import bootstrap
from services.hls.coordinator.api import rest as rest_api
from services.hls.coordinator.api import rest_exports, rest_media
from services.hls.coordinator.api.errors import ERROR_RULES
from services.hls.coordinator.api.rpc import hls_service
from services.hls.coordinator.api.rpc_jobs import packager_service
from services.hls.coordinator.api.subscriptions import subscriptions
from services.hls.coordinator.bootstrap import Hls
from services.hls.coordinator.usecases.changing import remove_output
from services.hls.coordinator.usecases.leasing import take_back_lost
from services.hls.packager import process

_SWEEP_SECONDS = 2.0


def open_service(deployment: Deployment) -> RunningService:
    """Join hls and open its doors."""
    hls = bootstrap.build(deployment)
    return RunningService(
        name="hls",
        deployment=deployment,
        database=hls.database,
        blueprints=lambda: blueprints(hls),
        resolve_token=access_tokens.token_resolver(hls.channels),
        rpc=[hls_service(hls.deps), packager_service(hls.deps)],
        error_rules=ERROR_RULES,
        subscriptions=subscriptions(hls.deps),
        loops={
            "leases": repeatedly(lambda: take_back_lost(hls.deps), every_seconds=_SWEEP_SECONDS),
            "removals": repeatedly(lambda: _remove(hls), every_seconds=_SWEEP_SECONDS),
        },
    )


def blueprints(hls: Hls) -> list[APIBlueprint]:
    """Make all REST routes of hls."""
    return [rest_api.blueprint(hls), rest_exports.blueprint(hls), rest_media.blueprint(hls)]


def make_app(hls: Hls, authenticator: Authenticator) -> Flask:
    """Make the Flask app with all routes of hls."""
    return rest.create_app(
        "hls",
        blueprints=blueprints(hls),
        authenticator=authenticator,
        error_rules=ERROR_RULES,
        readiness=readiness(hls.database),
    )


def _remove(hls: Hls) -> None:
    remove_output(hls.deps)


SERVICE = Service(
    name="hls",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
    verbs={"packager": process.run},
)
