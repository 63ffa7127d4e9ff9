# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of drafts."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from chassis.database import Database
from chassis.deployment import Deployment
from chassis.rpc import Channels
from services.drafts import config
from services.drafts.clients.library import RpcLibrary
from services.drafts.store.announcements import to_proto as to_proto
from services.drafts.store.unit_of_work import unit_of_work
from services.drafts.usecases.dependencies import Dependencies, Library


@dataclass(frozen=True, slots=True)
class Drafts:
    """A running drafts service, before its doors."""

    deps: Dependencies
    database: Database
    channels: Channels


def build(deployment: Deployment) -> Drafts:
    """Join drafts to the database and the neighbours of this deployment."""
    settings = config.load(deployment.environ)
    database = deployment.database("drafts")
    channels = deployment.channels("drafts")
    library = RpcLibrary(channels, seconds=settings.library_seconds)
    return Drafts(make_dependencies(database, library), database, channels)


def make_dependencies(database: Database, library: Library) -> Dependencies:
    """Make the hands of drafts over a database and a library."""
    return Dependencies(
        unit_of_work=unit_of_work(database.transaction),
        reading=unit_of_work(database.reading),
        library=library,
        now=now,
        new_id=lambda: str(uuid.uuid4()),
    )


def now() -> dt.datetime:
    """Return the moment it is, in UTC."""
    return dt.datetime.now(dt.UTC)
