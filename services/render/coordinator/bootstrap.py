# SPDX-License-Identifier: Apache-2.0
"""Read the settings of render's coordinator, make its dependencies and open it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from chassis import health
from chassis.config import Environment
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from chassis.jobs.settings import read_leases
from chassis.loops import repeatedly
from chassis.reconcile_command import Reconcile, reconcile_verb, reconciler
from services.access_tokens import token_resolver
from services.render.coordinator.api import (
    metrics,
    rest,
    rest_edit_proxies,
    rest_previews,
    rest_text_images,
    rpc,
)
from services.render.coordinator.api.errors import ERROR_RULES
from services.render.coordinator.api.subscriptions import subscriptions
from services.render.coordinator.clients.drafts import (
    GrpcProjectTimelineClient,
    GrpcSealedExportClient,
    GrpcTextSpecClient,
)
from services.render.coordinator.clients.library import GrpcUploadDetailsClient
from services.render.coordinator.clients.progress import BusProgressPublisher
from services.render.coordinator.store.tables import JOBS
from services.render.coordinator.usecases import (
    evicting,
    finishing,
    left_exports,
    pruning,
    reconciling,
)
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.text_images import TextImages
from timeline.spec.render_plan import RenderBuild
from timeline.spec.versions import MEZZANINE_RECIPE, RENDERER

_CACHE_BYTES = 200 * 2**30
_SWEEP_SECONDS = 2.0
_EVICT_SECONDS = 60.0
_PRUNE_SECONDS = 3600.0


def build(deployment: Deployment) -> Dependencies:
    """Make the dependencies of render from `RENDER_*`, or raise InvalidConfiguration."""
    env = Environment(deployment.environ, prefix="RENDER_")
    leases = read_leases(env, JOBS)
    cache_bytes = env.integer("STORED_CACHE_BYTES", _CACHE_BYTES)
    history_days = env.integer("HISTORY_DAYS", 90, least=1)
    env.check()
    return Dependencies(
        database=deployment.database("render"),
        storage=deployment.storage,
        sealed_exports=GrpcSealedExportClient(deployment.channels("render")),
        project_timelines=GrpcProjectTimelineClient(deployment.channels("render")),
        text_specs=GrpcTextSpecClient(deployment.channels("render")),
        uploads=GrpcUploadDetailsClient(deployment.channels("render")),
        progress=BusProgressPublisher(deployment.publisher()),
        text_images=TextImages(deployment.storage, deployment.scratch / "text-images"),
        build=RenderBuild(renderer=RENDERER, encoder="", mezzanine_recipe=MEZZANINE_RECIPE),
        cache_bytes=cache_bytes,
        leases=leases,
        history_age=dt.timedelta(days=history_days),
    )


def reconcile(deps: Dependencies) -> Reconcile:
    """Return what compares the storage with the rows of this service."""
    return lambda age, is_dry_run: reconciling.reconcile(deps, age, is_dry_run)


def open_service(deployment: Deployment) -> RunningService:
    """Build the coordinator with its REST routes, RPCs, subscriptions and loops."""
    return open_coordinator(deployment, build(deployment))


def open_coordinator(deployment: Deployment, deps: Dependencies) -> RunningService:
    """Open the coordinator over dependencies that are made already."""
    health.measure("render", lambda: metrics.collect(deps))
    return RunningService(
        name="render",
        deployment=deployment,
        database=deps.database,
        blueprints=lambda: [
            rest.blueprint(deps),
            rest_text_images.blueprint(deps),
            rest_edit_proxies.blueprint(deps),
            rest_previews.blueprint(deps),
        ],
        error_rules=ERROR_RULES,
        resolve_token=token_resolver(deployment.channels("render")),
        rpc=rpc.services(deps),
        subscriptions=subscriptions(deps),
        loops={
            "reconciler": reconciler(reconcile(deps)),
            "sweeper": repeatedly(lambda: _sweep(deps), every_seconds=_SWEEP_SECONDS),
            "pruner": repeatedly(lambda: _prune(deps), every_seconds=_PRUNE_SECONDS),
            "evictor": repeatedly(lambda: _evict(deps), every_seconds=_EVICT_SECONDS),
        },
    )


def _sweep(deps: Dependencies) -> None:
    """Take back lost leases, fail jobs that no node can ever do, delete what they left."""
    finishing.take_back_lost_leases(deps)
    finishing.fail_unclaimable_jobs(deps)
    left_exports.delete_left_exports(deps)


def _evict(deps: Dependencies) -> None:
    """Evict in small steps for as long as there is something to evict."""
    while evicting.evict_cached_files(deps):
        continue


def _prune(deps: Dependencies) -> None:
    """Forget old renders and jobs in small steps for as long as there are any."""
    while pruning.prune_history(deps):
        continue


SERVICE = Service(
    name="render",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
    verbs={"reconcile": reconcile_verb("render", lambda deployment: reconcile(build(deployment)))},
)
