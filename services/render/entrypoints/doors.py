# SPDX-License-Identifier: Apache-2.0
"""Opens every door of render's coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from chassis import health, rest
from chassis.deployment import Deployment, readiness
from chassis.hosting import Doors, Service, repeatedly
from services.callers import token_resolver
from services.render import bootstrap
from services.render.bootstrap import Coordinator
from services.render.entrypoints import metrics, node, rpc
from services.render.entrypoints import rest as rest_door
from services.render.entrypoints.refusals import REFUSALS
from services.render.entrypoints.subscriptions import subscriptions
from services.render.usecases import evicting, finishing
from services.render.usecases.ports import Ports

_SWEEP_SECONDS = 2.0
_EVICT_SECONDS = 60.0


def open_doors(deployment: Deployment) -> Doors:
    """Join the coordinator and open its doors."""
    return doors_of(bootstrap.build(deployment), deployment)


def doors_of(coordinator: Coordinator, deployment: Deployment) -> Doors:
    """Open the doors of a coordinator that was joined already."""
    ports, database = coordinator.ports, coordinator.database
    health.measure("render", lambda: metrics.read(ports))

    def app() -> Flask:
        return rest.create_app(
            "render",
            blueprints=[rest_door.blueprint(coordinator)],
            doorkeeper=deployment.doorkeeper(token_resolver(coordinator.channels)),
            refusals=REFUSALS,
            readiness=readiness(database),
        )

    return Doors(
        name="render",
        database=database,
        tokens=deployment.service_tokens("render"),
        app=app,
        rpc=rpc.services(ports),
        refusals=REFUSALS,
        subscriptions=subscriptions(ports),
        loops={
            "sweeper": repeatedly(
                lambda: finishing.sweep(ports), every_seconds=_SWEEP_SECONDS, name="sweeper"
            ),
            "evictor": repeatedly(
                lambda: _evict(ports), every_seconds=_EVICT_SECONDS, name="evictor"
            ),
        },
    )


def _evict(ports: Ports) -> None:
    """Evict in small steps for as long as there is something to evict."""
    while evicting.evict(ports):
        continue


def run_node(deployment: Deployment, _: Sequence[str]) -> int:
    """Run a node in this process."""
    return node.run(deployment)


SERVICE = Service(
    name="render",
    migrations=Path(__file__).parent.parent / "migrations",
    open=open_doors,
    verbs={"node": run_node},
)
