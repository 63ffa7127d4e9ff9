# SPDX-License-Identifier: Apache-2.0
"""Opens every door of the library."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from chassis import rest
from chassis.deployment import Deployment, readiness
from chassis.hosting import Doors, Service
from chassis.rest import Doorkeeper
from services.callers import token_resolver
from services.library import bootstrap
from services.library.bootstrap import Library
from services.library.entrypoints import files, rpc, sounds
from services.library.entrypoints import rest as rest_door
from services.library.entrypoints.refusals import REFUSALS
from services.library.entrypoints.subscriptions import subscriptions


def open_doors(deployment: Deployment) -> Doors:
    """Join the library and open its doors."""
    library = bootstrap.build(deployment)
    resolver = token_resolver(deployment.channels("library"))

    def app() -> Flask:
        return make_app(library, deployment.doorkeeper(resolver, open_forms=files.OPEN_FORMS))

    return Doors(
        name="library",
        database=library.database,
        tokens=deployment.service_tokens("library"),
        app=app,
        rpc=rpc.services(library.ports),
        refusals=REFUSALS,
        subscriptions=subscriptions(library.ports),
    )


def make_app(library: Library, doorkeeper: Doorkeeper) -> Flask:
    """Make the REST door of a library."""
    return rest.create_app(
        "library",
        blueprints=[
            rest_door.blueprint(library),
            *sounds.blueprints(library),
            files.blueprint(library),
        ],
        doorkeeper=doorkeeper,
        refusals=REFUSALS,
        readiness=readiness(library.database),
    )


SERVICE = Service(
    name="library",
    migrations=Path(__file__).parent.parent / "migrations",
    open=open_doors,
)
