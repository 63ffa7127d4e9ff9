# SPDX-License-Identifier: Apache-2.0
"""Open the campaigns service."""

from __future__ import annotations

from pathlib import Path

from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from services.access_tokens import token_resolver
from services.campaigns.api import rest
from services.campaigns.api.errors import ERROR_RULES


def open_service(deployment: Deployment) -> RunningService:
    """Open the service in a deployment."""
    database = deployment.database("campaigns")
    return RunningService(
        name="campaigns",
        deployment=deployment,
        database=database,
        blueprints=lambda: [rest.blueprint(database)],
        error_rules=ERROR_RULES,
        resolve_token=token_resolver(deployment.channels("campaigns")),
    )


SERVICE = Service(
    name="campaigns",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
)
