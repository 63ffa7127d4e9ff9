# SPDX-License-Identifier: Apache-2.0
"""Opens every door of render's coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from chassis import health
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service, repeatedly
from services.access_tokens import token_resolver
from services.render.coordinator import bootstrap
from services.render.coordinator.api import metrics, rpc
from services.render.coordinator.api import rest as rest_api
from services.render.coordinator.api.errors import ERROR_RULES
from services.render.coordinator.api.subscriptions import subscriptions
from services.render.coordinator.bootstrap import Coordinator
from services.render.coordinator.usecases import evicting, finishing
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.node import process

_SWEEP_SECONDS = 2.0
_EVICT_SECONDS = 60.0


def open_service(deployment: Deployment) -> RunningService:
    """Join the coordinator and open its doors."""
    return open_coordinator(bootstrap.build(deployment), deployment)


def open_coordinator(coordinator: Coordinator, deployment: Deployment) -> RunningService:
    """Open the doors of a coordinator that was joined already."""
    deps = coordinator.deps
    health.measure("render", lambda: metrics.read(deps))

    return RunningService(
        name="render",
        deployment=deployment,
        database=coordinator.database,
        blueprints=lambda: [rest_api.blueprint(coordinator)],
        resolve_token=token_resolver(coordinator.channels),
        rpc=rpc.services(deps),
        error_rules=ERROR_RULES,
        subscriptions=subscriptions(deps),
        loops={
            "sweeper": repeatedly(lambda: finishing.sweep(deps), every_seconds=_SWEEP_SECONDS),
            "evictor": repeatedly(lambda: _evict(deps), every_seconds=_EVICT_SECONDS),
        },
    )


def _evict(deps: Dependencies) -> None:
    """Evict in small steps for as long as there is something to evict."""
    while evicting.evict(deps):
        continue


def run_node(deployment: Deployment, _: Sequence[str]) -> int:
    """Run a node in this process."""
    return process.run(deployment)


SERVICE = Service(
    name="render",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
    verbs={"node": run_node},
)
