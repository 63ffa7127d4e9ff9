# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of render's coordinator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from chassis.database import Database
from chassis.deployment import Deployment
from chassis.rpc import Channels
from media.ingest import MEZZANINE_RECIPE
from services.render.coordinator import config
from services.render.coordinator.clients.progress import ProgressPublisher
from services.render.coordinator.clients.sealed_timelines import GrpcOrders
from services.render.coordinator.clients.text_images import StoredDrawing
from services.render.coordinator.domain.planning import RENDERER
from services.render.coordinator.domain.render import Render
from services.render.coordinator.store.announcements import probe_from_proto as probe_from_proto
from services.render.coordinator.store.announcements import to_proto as to_proto
from services.render.coordinator.store.unit_of_work import unit_of_work
from services.render.coordinator.usecases.dependencies import Dependencies, Orders
from services.render.coordinator.usecases.previewing_titles import Drawing
from timeline.spec.render_plan import RenderBuild


@dataclass(frozen=True, slots=True)
class Coordinator:
    """A running coordinator, before its doors."""

    deps: Dependencies
    database: Database
    channels: Channels
    drawing: Drawing


def build(deployment: Deployment) -> Coordinator:
    """Join the coordinator to the database, the bus and the neighbours of this deployment."""
    settings = config.load(deployment.environ)
    database = deployment.database("render")
    channels = deployment.channels("render")
    deps = make_dependencies(
        database,
        orders=GrpcOrders(channels),
        is_stored=lambda key: deployment.storage.head(key) is not None,
        discard=deployment.storage.delete,
        publish_progress=ProgressPublisher(deployment.publisher()),
        settings=settings,
    )
    drawing = StoredDrawing(deployment.storage, deployment.scratch / "drawing")
    return Coordinator(deps, database, channels, drawing)


def make_dependencies(
    database: Database,
    *,
    orders: Orders,
    is_stored: Callable[[str], bool],
    discard: Callable[[str], None],
    publish_progress: Callable[[Render], None],
    settings: config.Config,
) -> Dependencies:
    """Make the hands of the coordinator over a database."""
    lease_seconds = settings.lease_seconds
    return Dependencies(
        unit_of_work=unit_of_work(
            database.transaction, now, lease_seconds=lease_seconds, locking=True
        ),
        reading=unit_of_work(database.reading, now, lease_seconds=lease_seconds, locking=False),
        orders=orders,
        is_stored=is_stored,
        discard=discard,
        publish_progress=publish_progress,
        build=RenderBuild(
            renderer=RENDERER,
            encoder="",
            mezzanine_recipe=MEZZANINE_RECIPE,
        ),
        crash_limit=settings.crash_limit,
        kept_bytes=settings.kept_bytes,
        lease_seconds=lease_seconds,
        now=now,
    )


def now() -> dt.datetime:
    """Return the moment it is, in UTC."""
    return dt.datetime.now(dt.UTC)
