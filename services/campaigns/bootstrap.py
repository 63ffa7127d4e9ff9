# SPDX-License-Identifier: Apache-2.0
"""Joins the hands of campaigns."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.database import Database
from chassis.deployment import Deployment
from services.campaigns import config
from services.campaigns.store.announcements import to_proto as to_proto
from services.campaigns.store.campaigns import opener
from services.campaigns.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class Campaigns:
    """A running campaigns service, before its doors."""

    deps: Dependencies
    database: Database


def build(deployment: Deployment) -> Campaigns:
    """Join campaigns to the database of this deployment."""
    settings = config.load(deployment.environ)
    database = deployment.database("campaigns")
    return Campaigns(make_dependencies(database, page_size=settings.page_size), database)


def make_dependencies(database: Database, *, page_size: int = 50) -> Dependencies:
    """Make the hands of campaigns over a database."""
    return Dependencies(reading=opener(database.reading), page_size=page_size)
