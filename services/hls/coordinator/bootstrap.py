# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of hls."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from chassis.database import Database
from chassis.deployment import Deployment
from chassis.rpc import Channels
from chassis.storage import Storage
from services.hls.coordinator import config
from services.hls.coordinator.clients.library import GrpcLibrary
from services.hls.coordinator.config import Config
from services.hls.coordinator.domain.ulid import RANDOM_BYTES, ulid
from services.hls.coordinator.links import HmacLinks
from services.hls.coordinator.store.announcements import playback_to_proto as playback_to_proto
from services.hls.coordinator.store.announcements import to_proto as to_proto
from services.hls.coordinator.store.unit_of_work import unit_of_work
from services.hls.coordinator.usecases.dependencies import Dependencies, Library


@dataclass(frozen=True, slots=True)
class Hls:
    """A running hls service, before its doors."""

    deps: Dependencies
    database: Database
    storage: Storage
    channels: Channels


def build(deployment: Deployment) -> Hls:
    """Join hls to the database, the storage and the neighbours of this deployment."""
    settings = config.load(deployment.environ)
    database = deployment.database("hls")
    channels = deployment.channels("hls")
    deps = make_dependencies(
        database,
        deployment.storage,
        library=GrpcLibrary(channels),
        playback_secret=deployment.keyring.secret("playback"),
        settings=settings,
    )
    return Hls(deps, database, deployment.storage, channels)


def make_dependencies(
    database: Database,
    storage: Storage,
    *,
    library: Library,
    playback_secret: bytes,
    settings: Config,
) -> Dependencies:
    """Make the hands of hls over a database and a storage."""
    lease_seconds = settings.lease_seconds
    return Dependencies(
        unit_of_work=unit_of_work(database.transaction, now, lease_seconds=lease_seconds),
        reading=unit_of_work(database.reading, now, lease_seconds=lease_seconds),
        library=library,
        links=HmacLinks(playback_secret, life_seconds=settings.playback_seconds, now=now),
        files=storage,
        lease_seconds=lease_seconds,
        now=now,
        new_ulid=lambda: ulid(now(), secrets.token_bytes(RANDOM_BYTES)),
    )


def now() -> dt.datetime:
    """Return the moment it is, in UTC."""
    return dt.datetime.now(dt.UTC)
