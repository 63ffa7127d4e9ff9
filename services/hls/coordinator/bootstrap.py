# SPDX-License-Identifier: Apache-2.0
"""Builds hls from its settings and opens it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chassis import clock
from chassis.config import Environment
from chassis.database import Database
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service, repeatedly
from chassis.rest import ApiBlueprint
from chassis.storage import Storage
from services import access_tokens
from services.hls.coordinator.api import rest_exports, rest_media, rest_productions
from services.hls.coordinator.api.errors import ERROR_RULES
from services.hls.coordinator.api.rpc import hls_service
from services.hls.coordinator.api.rpc_jobs import packaging_job_service
from services.hls.coordinator.api.subscriptions import subscriptions
from services.hls.coordinator.clients.library import GrpcUploadClient
from services.hls.coordinator.domain.ulid import RANDOM_BYTES, ulid
from services.hls.coordinator.store.unit_of_work import unit_opener
from services.hls.coordinator.usecases.changing import delete_removed_folders
from services.hls.coordinator.usecases.clients import UploadClient
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.packaging import take_back_lost_jobs
from services.hls.coordinator.usecases.playback_links import PlaybackLinks

_SWEEP_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class HlsConfig:
    """The settings of hls, in seconds: how long a lease and how long a playback link lasts."""

    lease_seconds: int = 15
    playback_seconds: int = 4 * 3600

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> HlsConfig:
        """Read `HLS_LEASE_SECONDS` and `HLS_PLAYBACK_SECONDS`."""
        env = Environment(environ, prefix="HLS_")
        config = cls(
            lease_seconds=env.integer("LEASE_SECONDS", cls().lease_seconds, least=2),
            playback_seconds=env.integer("PLAYBACK_SECONDS", cls().playback_seconds, least=60),
        )
        env.check()
        return config


def make_dependencies(
    database: Database,
    storage: Storage,
    uploads: UploadClient,
    *,
    playback_secret: bytes,
    config: HlsConfig,
    now: Callable[[], dt.datetime] = clock.now,
) -> Dependencies:
    """Make what the use cases work with over a database, a storage and a client of library."""
    lease_seconds = config.lease_seconds
    return Dependencies(
        unit_of_work=unit_opener(database.transaction, lease_seconds=lease_seconds),
        reading=unit_opener(database.reading, lease_seconds=lease_seconds),
        uploads=uploads,
        links=PlaybackLinks(playback_secret, life_seconds=config.playback_seconds, now=now),
        storage=storage,
        lease_seconds=lease_seconds,
        now=now,
        new_ulid=lambda: ulid(now(), secrets.token_bytes(RANDOM_BYTES)),
    )


def open_service(deployment: Deployment) -> RunningService:
    """Open hls on the database, the storage and the services of a deployment."""
    config = HlsConfig.load(deployment.environ)
    database, channels = deployment.database("hls"), deployment.channels("hls")
    deps = make_dependencies(
        database,
        deployment.storage,
        GrpcUploadClient(channels),
        playback_secret=deployment.keyring.secret("playback"),
        config=config,
    )
    return RunningService(
        name="hls",
        deployment=deployment,
        database=database,
        blueprints=lambda: blueprints(deps, database),
        resolve_token=access_tokens.token_resolver(channels),
        rpc=[hls_service(deps), packaging_job_service(deps)],
        error_rules=ERROR_RULES,
        subscriptions=subscriptions(deps),
        loops={
            "leases": repeatedly(lambda: take_back_lost_jobs(deps), every_seconds=_SWEEP_SECONDS),
            "removals": repeatedly(lambda: _remove(deps), every_seconds=_SWEEP_SECONDS),
        },
    )


def blueprints(deps: Dependencies, database: Database) -> list[ApiBlueprint]:
    """Make all REST routes of hls."""
    return [
        rest_productions.blueprint(deps, database),
        rest_exports.blueprint(deps, database),
        rest_media.blueprint(deps),
    ]


def _remove(deps: Dependencies) -> None:
    delete_removed_folders(deps)


SERVICE = Service(name="hls", migrations=Path(__file__).parent / "migrations", open=open_service)
