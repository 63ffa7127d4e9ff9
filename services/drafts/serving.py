# SPDX-License-Identifier: Apache-2.0
"""Opens every door of drafts."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from chassis import rest
from chassis.deployment import Deployment, readiness
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

    def app() -> Flask:
        return rest.create_app(
            "drafts",
            blueprints=[rest_api.blueprint(drafts)],
            authenticator=deployment.authenticator(token_resolver(drafts.channels)),
            error_rules=ERROR_RULES,
            readiness=readiness(drafts.database),
        )

    return RunningService(
        name="drafts",
        database=drafts.database,
        tokens=deployment.service_tokens("drafts"),
        app=app,
        rpc=rpc.services(drafts.deps),
        error_rules=ERROR_RULES,
        subscriptions=subscriptions(drafts.deps),
    )


SERVICE = Service(
    name="drafts",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
)
