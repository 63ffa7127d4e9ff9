# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of the library."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from chassis.database import Database
from chassis.deployment import Deployment
from chassis.storage import Storage
from services.library import config
from services.library.clients.files import StoredFiles
from services.library.config import Config
from services.library.store.announcements import to_probe as to_probe
from services.library.store.announcements import to_proto as to_proto
from services.library.store.uploads import unit_of_work
from services.library.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class Library:
    """A running library, before its doors."""

    deps: Dependencies
    database: Database
    storage: Storage


def build(deployment: Deployment) -> Library:
    """Join the library to the database and the storage of this deployment."""
    settings = config.load(deployment.environ)
    return join(deployment.database("library"), deployment.storage, settings)


def join(
    database: Database,
    storage: Storage,
    settings: Config,
    *,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> Library:
    """Join the library to a database and a storage."""
    deps = Dependencies(
        unit_of_work=unit_of_work(database.transaction),
        reading=unit_of_work(database.reading),
        files=StoredFiles(storage, bucket=settings.bucket),
        max_bytes=settings.max_upload_bytes,
        now=now,
        new_uuid=lambda: str(uuid.uuid4()),
    )
    return Library(deps, database, storage)
