# SPDX-License-Identifier: Apache-2.0
"""Opens every door of publishing."""

from __future__ import annotations

from pathlib import Path

from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from services.access_tokens import token_resolver
from services.publish import bootstrap
from services.publish.api import pages, rest_spaces, rpc
from services.publish.api import rest as rest_api
from services.publish.api.errors import ERROR_RULES
from services.publish.api.subscriptions import subscriptions


def open_service(deployment: Deployment) -> RunningService:
    """Join publishing and open its doors."""
    channels = deployment.channels("publish")
    publishing = bootstrap.build(deployment, channels)
    return RunningService(
        name="publish",
        deployment=deployment,
        database=publishing.database,
        blueprints=lambda: [
            rest_api.blueprint(publishing),
            rest_spaces.blueprint(publishing),
            pages.blueprint(publishing),
        ],
        resolve_token=token_resolver(channels),
        rpc=rpc.services(publishing.deps),
        error_rules=ERROR_RULES,
        subscriptions=subscriptions(publishing.deps),
    )


SERVICE = Service(
    name="publish",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
)
