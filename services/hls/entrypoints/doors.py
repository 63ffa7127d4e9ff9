# SPDX-License-Identifier: Apache-2.0
"""Opens every door of hls."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from chassis import rest
from chassis.deployment import Deployment, readiness
from chassis.hosting import Doors, Service, repeatedly
from services import callers
from services.hls import bootstrap
from services.hls.bootstrap import Hls
from services.hls.entrypoints import media, packager, rest_exports
from services.hls.entrypoints import rest as rest_door
from services.hls.entrypoints.packager_rpc import packager_service
from services.hls.entrypoints.refusals import REFUSALS
from services.hls.entrypoints.rpc import hls_service
from services.hls.entrypoints.subscriptions import subscriptions
from services.hls.usecases.keeping import remove_output
from services.hls.usecases.leasing import take_back_lost

_SWEEP_SECONDS = 2.0


def open_doors(deployment: Deployment) -> Doors:
    """Join hls and open its doors."""
    hls = bootstrap.build(deployment)
    doorkeeper = deployment.doorkeeper(callers.token_resolver(hls.channels))
    return Doors(
        name="hls",
        database=hls.database,
        tokens=deployment.service_tokens("hls"),
        app=lambda: make_app(hls, doorkeeper),
        rpc=[hls_service(hls.ports), packager_service(hls.ports)],
        refusals=REFUSALS,
        subscriptions=subscriptions(hls.ports),
        loops={
            "leases": repeatedly(
                lambda: take_back_lost(hls.ports), every_seconds=_SWEEP_SECONDS, name="leases"
            ),
            "removals": repeatedly(
                lambda: _remove(hls), every_seconds=_SWEEP_SECONDS, name="removals"
            ),
        },
    )


def make_app(hls: Hls, doorkeeper: rest.Doorkeeper) -> Flask:
    """Make the Flask app with all routes of hls."""
    return rest.create_app(
        "hls",
        blueprints=[
            rest_door.blueprint(hls),
            rest_exports.blueprint(hls),
            media.blueprint(hls),
        ],
        doorkeeper=doorkeeper,
        refusals=REFUSALS,
        readiness=readiness(hls.database),
    )


def _remove(hls: Hls) -> None:
    remove_output(hls.ports)


SERVICE = Service(
    name="hls",
    migrations=Path(__file__).parent.parent / "migrations",
    open=open_doors,
    verbs={"packager": packager.run},
)
