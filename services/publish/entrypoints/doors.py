# SPDX-License-Identifier: Apache-2.0
"""Opens every door of publishing."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from chassis import rest
from chassis.deployment import Deployment, readiness
from chassis.hosting import Doors, Service
from services.callers import token_resolver
from services.publish import bootstrap
from services.publish.entrypoints import pages, rest_spaces, rpc
from services.publish.entrypoints import rest as rest_door
from services.publish.entrypoints.refusals import REFUSALS
from services.publish.entrypoints.subscriptions import subscriptions


def open_doors(deployment: Deployment) -> Doors:
    """Join publishing and open its doors."""
    channels = deployment.channels("publish")
    publishing = bootstrap.build(deployment, channels)

    def app() -> Flask:
        return rest.create_app(
            "publish",
            blueprints=[
                rest_door.blueprint(publishing),
                rest_spaces.blueprint(publishing),
                pages.blueprint(publishing),
            ],
            doorkeeper=deployment.doorkeeper(token_resolver(channels)),
            refusals=REFUSALS,
            readiness=readiness(publishing.database),
        )

    return Doors(
        name="publish",
        database=publishing.database,
        tokens=deployment.service_tokens("publish"),
        app=app,
        rpc=rpc.services(publishing.ports),
        refusals=REFUSALS,
        subscriptions=subscriptions(publishing.ports),
    )


SERVICE = Service(
    name="publish",
    migrations=Path(__file__).parent.parent / "migrations",
    open=open_doors,
)
