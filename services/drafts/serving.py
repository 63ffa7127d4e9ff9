# SPDX-License-Identifier: Apache-2.0
"""Opens every door of drafts."""

from __future__ import annotations

from pathlib import Path

from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from services.access_tokens import token_resolver
from services.drafts import bootstrap
from services.drafts.api import rest as rest_api
from services.drafts.api import rpc
from services.drafts.api.errors import ERROR_RULES
from services.drafts.api.subscriptions import subscriptions


def open_service(deployment: Deployment) -> RunningService:
    """Join drafts and open its doors."""
    drafts = bootstrap.build(deployment)
    return RunningService(
        name="drafts",
        deployment=deployment,
        database=drafts.database,
        blueprints=lambda: [rest_api.blueprint(drafts)],
        resolve_token=token_resolver(drafts.channels),
        rpc=rpc.services(drafts.deps),
        error_rules=ERROR_RULES,
        subscriptions=subscriptions(drafts.deps),
    )


SERVICE = Service(
    name="drafts",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
)
