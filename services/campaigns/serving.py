# SPDX-License-Identifier: Apache-2.0
"""Opens every door of campaigns."""

from __future__ import annotations

from pathlib import Path

from chassis.deployment import Deployment
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
    return RunningService(
        name="campaigns",
        deployment=deployment,
        database=campaigns.database,
        blueprints=lambda: [rest_api.blueprint(campaigns)],
        resolve_token=token_resolver(channels),
        rpc=rpc.services(campaigns.deps),
        error_rules=ERROR_RULES,
    )


SERVICE = Service(
    name="campaigns",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
)
