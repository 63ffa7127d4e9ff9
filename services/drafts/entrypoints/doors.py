# SPDX-License-Identifier: Apache-2.0
"""Opens every door of drafts."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from chassis import rest
from chassis.deployment import Deployment, readiness
from chassis.hosting import Doors, Service
from services.callers import token_resolver
from services.drafts import bootstrap
from services.drafts.entrypoints import rest as rest_door
from services.drafts.entrypoints import rpc
from services.drafts.entrypoints.refusals import REFUSALS
from services.drafts.entrypoints.subscriptions import subscriptions


def open_doors(deployment: Deployment) -> Doors:
    """Join drafts and open its doors."""
    drafts = bootstrap.build(deployment)

    def app() -> Flask:
        return rest.create_app(
            "drafts",
            blueprints=[rest_door.blueprint(drafts)],
            doorkeeper=deployment.doorkeeper(token_resolver(drafts.channels)),
            refusals=REFUSALS,
            readiness=readiness(drafts.database),
        )

    return Doors(
        name="drafts",
        database=drafts.database,
        tokens=deployment.service_tokens("drafts"),
        app=app,
        rpc=rpc.services(drafts.ports),
        refusals=REFUSALS,
        subscriptions=subscriptions(drafts.ports),
    )


SERVICE = Service(
    name="drafts",
    migrations=Path(__file__).parent.parent / "migrations",
    open=open_doors,
)
