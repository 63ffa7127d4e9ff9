# SPDX-License-Identifier: Apache-2.0
"""Opens every door of campaigns."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from chassis import rest
from chassis.deployment import Deployment, readiness
from chassis.hosting import RunningService, Service
from services.access_tokens import token_resolver
from services.campaigns import bootstrap
from services.campaigns.api import rest as rest_api
from services.campaigns.api import rpc
from services.campaigns.api.errors import ERROR_RULES


def open_service(deployment: Deployment) -> RunningService:
    """Join campaigns and open its doors."""
    campaigns = bootstrap.build(deployment)
    channels = deployment.channels("campaigns")

    def app() -> Flask:
        return rest.create_app(
            "campaigns",
            blueprints=[rest_api.blueprint(campaigns)],
            authenticator=deployment.authenticator(token_resolver(channels)),
            error_rules=ERROR_RULES,
            readiness=readiness(campaigns.database),
        )

    return RunningService(
        name="campaigns",
        database=campaigns.database,
        tokens=deployment.service_tokens("campaigns"),
        app=app,
        rpc=rpc.services(campaigns.deps),
        error_rules=ERROR_RULES,
    )


SERVICE = Service(
    name="campaigns",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
)
