# SPDX-License-Identifier: Apache-2.0
"""Read the settings of the library, make its dependencies and open the service."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from chassis.config import Environment
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from chassis.loops import Loop, repeatedly
from chassis.reconcile_command import Reconcile, reconcile_verb, reconciler
from chassis.rest import ApiBlueprint
from chassis.storage import DiskStorage
from services.access_tokens import token_resolver
from services.library.api import (
    rest_assets,
    rest_audio,
    rest_derivatives,
    rest_files,
    rest_multipart,
    rest_samples,
    rest_uploading,
    rest_uploads,
    rpc,
)
from services.library.api.errors import ERROR_RULES
from services.library.api.subscriptions import subscriptions
from services.library.domain.multipart import UNFINISHED_DAYS
from services.library.usecases import multipart, reconciling
from services.library.usecases.dependencies import Dependencies

_SWEEP_SECONDS = 3600.0
_ABANDONED_SECONDS = 2 * UNFINISHED_DAYS * 86_400.0
"""After so long nobody writes to an unfinished file of a folder: the database gave it up before."""


def build(deployment: Deployment) -> Dependencies:
    """Make the dependencies of the library from `LIBRARY_*` and `STORAGE_URL`."""
    env = Environment(deployment.environ, prefix="LIBRARY_")
    max_bytes = env.integer("MAX_UPLOAD_MB", 200, least=1) * 2**20
    max_multipart_bytes = env.integer("MAX_MULTIPART_MB", 10_240, least=1) * 2**20
    max_stored_bytes = env.integer("MAX_USER_GB", 100, least=1) * 10**9
    max_unfinished_uploads = env.integer("MAX_USER_UNFINISHED", 200, least=1)
    env.check()
    return Dependencies(
        database=deployment.database("library"),
        storage=deployment.storage,
        bucket=urlsplit(deployment.environ["STORAGE_URL"]).netloc or "local",
        max_bytes=max_bytes,
        max_multipart_bytes=max_multipart_bytes,
        max_stored_bytes=max_stored_bytes,
        max_unfinished_uploads=max_unfinished_uploads,
    )


def blueprints(deps: Dependencies) -> list[ApiBlueprint]:
    """Make all REST routes of the library."""
    return [
        rest_uploading.blueprint(deps),
        rest_multipart.blueprint(deps),
        rest_uploads.blueprint(deps),
        rest_assets.blueprint(deps),
        *rest_audio.blueprints(deps),
        rest_files.blueprint(deps),
        rest_derivatives.blueprint(deps),
        rest_samples.blueprint(deps),
    ]


def sweepers(deps: Dependencies) -> dict[str, Loop]:
    """Make the loops that delete what was left unfinished; a bucket has rules of its own."""
    disk = deps.storage
    loops = {
        "multipart-sweeper": repeatedly(
            lambda: multipart.abort_stale_uploads(deps), every_seconds=_SWEEP_SECONDS
        ),
        "reconciler": reconciler(reconcile(deps)),
    }
    if isinstance(disk, DiskStorage):
        loops["file-sweeper"] = repeatedly(
            lambda: disk.sweep_unfinished(older_than=_ABANDONED_SECONDS),
            every_seconds=_SWEEP_SECONDS,
        )
    return loops


def reconcile(deps: Dependencies) -> Reconcile:
    """Return what compares the storage with the rows of this service."""
    return lambda age, is_dry_run: reconciling.reconcile(deps, age, is_dry_run)


def open_service(deployment: Deployment) -> RunningService:
    """Build the library with its REST routes, RPCs and subscriptions."""
    deps = build(deployment)
    return RunningService(
        name="library",
        deployment=deployment,
        database=deps.database,
        blueprints=lambda: blueprints(deps),
        error_rules=ERROR_RULES,
        resolve_token=token_resolver(deployment.channels("library")),
        rpc=rpc.services(deps),
        subscriptions=subscriptions(deps),
        loops=sweepers(deps),
        open_forms=rest_files.OPEN_FORMS,
    )


SERVICE = Service(
    name="library",
    migrations=Path(__file__).parent / "migrations",
    open=open_service,
    verbs={"reconcile": reconcile_verb("library", lambda deployment: reconcile(build(deployment)))},
)
