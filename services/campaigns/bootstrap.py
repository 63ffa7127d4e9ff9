# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of campaigns."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.database import Database
from chassis.deployment import Deployment
from services.campaigns import config
from services.campaigns.adapters.announcements import to_proto as to_proto
from services.campaigns.adapters.sql import opener
from services.campaigns.usecases.ports import Ports


@dataclass(frozen=True, slots=True)
class Campaigns:
    """A running campaigns service, before its doors."""

    ports: Ports
    database: Database


def build(deployment: Deployment) -> Campaigns:
    """Join campaigns to the database of this deployment."""
    settings = config.load(deployment.environ)
    database = deployment.database("campaigns")
    return Campaigns(make_ports(database, page_size=settings.page_size), database)


def make_ports(database: Database, *, page_size: int = 50) -> Ports:
    """Make the hands of campaigns over a database."""
    return Ports(reading=opener(database.reading), page_size=page_size)
