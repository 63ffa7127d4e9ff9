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
from services.drafts.adapters.announcements import to_proto as to_proto
from services.drafts.adapters.library import RpcLibrary
from services.drafts.adapters.sql import unit_of_work
from services.drafts.usecases.ports import Library, Ports


@dataclass(frozen=True, slots=True)
class Drafts:
    """A running drafts service, before its doors."""

    ports: Ports
    database: Database
    channels: Channels


def build(deployment: Deployment) -> Drafts:
    """Join drafts to the database and the neighbours of this deployment."""
    settings = config.load(deployment.environ)
    database = deployment.database("drafts")
    channels = deployment.channels("drafts")
    library = RpcLibrary(channels, seconds=settings.library_seconds)
    return Drafts(make_ports(database, library), database, channels)


def make_ports(database: Database, library: Library) -> Ports:
    """Make the hands of drafts over a database and a library."""
    return Ports(
        unit_of_work=unit_of_work(database.transaction),
        reading=unit_of_work(database.reading),
        library=library,
        now=now,
        new_id=lambda: str(uuid.uuid4()),
    )


def now() -> dt.datetime:
    """Return the moment it is, in UTC."""
    return dt.datetime.now(dt.UTC)
