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
from services.publish.adapters.announcements import to_proto as to_proto
from services.publish.adapters.neighbours import AccountsPeople, HlsProductions, LibraryUploads
from services.publish.adapters.neighbours import production_of as production_of
from services.publish.adapters.sql import unit_of_work
from services.publish.usecases.ports import People, Ports, Productions, Uploads


@dataclass(frozen=True, slots=True)
class Publishing:
    """A running publish service, before its doors."""

    ports: Ports
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
    ports = make_ports(database, neighbours)
    return Publishing(ports, database, settings.player_assets.resolve())


def make_ports(database: Database, neighbours: Neighbours) -> Ports:
    """Make the hands of publishing over a database and its neighbours."""
    return Ports(
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
