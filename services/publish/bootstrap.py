# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of publishing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ulid import ULID

from chassis.database import Database
from chassis.deployment import Deployment
from chassis.rpc import Channels
from services.publish import config
from services.publish.clients.services import AccountsPeople, HlsProductions, LibraryUploads
from services.publish.clients.services import production_of as production_of
from services.publish.store.announcements import to_proto as to_proto
from services.publish.store.unit_of_work import unit_of_work
from services.publish.usecases.dependencies import Dependencies, People, Productions, Uploads


@dataclass(frozen=True, slots=True)
class Publishing:
    """A running publish service, before its doors."""

    deps: Dependencies
    database: Database
    player_assets: Path


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Whom publishing asks."""

    productions: Productions
    uploads: Uploads
    people: People


def build(deployment: Deployment, channels: Channels) -> Publishing:
    """Join publishing to the database and the neighbours of this deployment."""
    settings = config.load(deployment.environ)
    database = deployment.database("publish")
    neighbours = Neighbours(
        HlsProductions(channels), LibraryUploads(channels), AccountsPeople(channels)
    )
    deps = make_dependencies(database, neighbours)
    return Publishing(deps, database, settings.player_assets.resolve())


def make_dependencies(database: Database, neighbours: Neighbours) -> Dependencies:
    """Make the hands of publishing over a database and its neighbours."""
    return Dependencies(
        unit_of_work=unit_of_work(database.transaction, now, new_ulid),
        reading=unit_of_work(database.reading, now, new_ulid),
        productions=neighbours.productions,
        uploads=neighbours.uploads,
        people=neighbours.people,
        now=now,
    )


def now() -> dt.datetime:
    """Return the moment it is, in UTC."""
    return dt.datetime.now(dt.UTC)


def new_ulid() -> str:
    """Return a new ULID."""
    return str(ULID())
