# SPDX-License-Identifier: Apache-2.0
"""Opens every door of campaigns."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from chassis import rest
from chassis.deployment import Deployment, readiness
from chassis.hosting import Doors, Service
from services.callers import token_resolver
from services.campaigns import bootstrap
from services.campaigns.entrypoints import rest as rest_door
from services.campaigns.entrypoints import rpc
from services.campaigns.entrypoints.refusals import REFUSALS


def open_doors(deployment: Deployment) -> Doors:
    """Join campaigns and open its doors."""
    campaigns = bootstrap.build(deployment)
    channels = deployment.channels("campaigns")

    def app() -> Flask:
        return rest.create_app(
            "campaigns",
            blueprints=[rest_door.blueprint(campaigns)],
            doorkeeper=deployment.doorkeeper(token_resolver(channels)),
            refusals=REFUSALS,
            readiness=readiness(campaigns.database),
        )

    return Doors(
        name="campaigns",
        database=campaigns.database,
        tokens=deployment.service_tokens("campaigns"),
        app=app,
        rpc=rpc.services(campaigns.ports),
        refusals=REFUSALS,
    )


SERVICE = Service(
    name="campaigns",
    migrations=Path(__file__).parent.parent / "migrations",
    open=open_doors,
)
