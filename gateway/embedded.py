# SPDX-License-Identifier: Apache-2.0
"""All services in one process: their apps, gRPC servers on loopback, consumers and relays."""

from __future__ import annotations

import importlib
import json
import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from werkzeug.test import Client

from chassis import hosting, logging
from chassis.confined_children import confinement_of
from chassis.deployment import Deployment
from chassis.errors import ErrorKind, ErrorResponse
from chassis.health import Check, NotReady
from chassis.hosting import RunningService, Service
from chassis.installation_check import DatabaseRejected
from chassis.readiness import service_checks
from chassis.rest.schemas import Document
from chassis.rpc_server import RpcServer
from chassis.standard_errors import DATABASE_UNAVAILABLE
from gateway import pages
from gateway.description import NAME
from gateway.dispatch import App, Dispatcher, Environ, error_app
from gateway.routes import ROUTES
from services.registry import SERVICES, TOPOLOGY

_SECONDS_TO_STOP = 1.0
_DAMAGED = "The database is damaged or cannot be opened: restore it from a backup."

_log = logging.get_logger("gateway")


class Embedded:
    """The running services of an embedded installation."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._stop = threading.Event()
        self._services: list[RunningService] = []
        self._servers: list[RpcServer] = []
        self._threads: list[threading.Thread] = []

    def open(self) -> Dispatcher:
        """Migrate and start all services, and return the app that dispatches to them."""
        logging.configure(level=self._environ.get("LOG_LEVEL", "INFO"))
        addresses: dict[str, str] = {}
        deployment = Deployment(self._environ, topology=TOPOLOGY, addresses=addresses)
        rejected: dict[str, str] = {}
        for service in load_services():
            try:
                hosting.migrate_service(service, deployment)
                self._services.append(service.open(deployment))
            # Whatever is wrong with one database, the other services work.
            except (DatabaseRejected, DatabaseError) as error:
                reason = f"{error}" if isinstance(error, DatabaseRejected) else _DAMAGED
                _log.error("service.rejected", service=service.name, error=str(error))
                rejected[service.name] = reason
        for running in self._services:
            server, port = hosting.start_rpc(running)
            self._servers.append(server)
            addresses[running.name] = f"127.0.0.1:{port}"
        # Nodes read the addresses only once the servers answer.
        write_addresses(Path(self._environ["ADDRESSES_FILE"]), addresses)
        for running in self._services:
            self._threads += hosting.start_worker(running, deployment, self._stop)
            self._threads.append(hosting.start_relay(running, deployment, self._stop))
        return make_dispatcher(self._services, deployment, rejected)

    def close(self) -> None:
        """Stop all threads and servers, waiting a moment for what they are doing."""
        self._stop.set()
        stopping = [
            threading.Thread(target=server.stop, args=(_SECONDS_TO_STOP,))
            for server in self._servers
        ]
        for thread in stopping:
            thread.start()
        hosting.join_all([*stopping, *self._threads], within_seconds=_SECONDS_TO_STOP + 0.5)
        for running in self._services:
            running.database.close()


def load_services() -> list[Service]:
    """Import the services of the registry; nothing else in the gateway does."""
    modules = [importlib.import_module(f"{one.package}.bootstrap") for one in SERVICES]
    return [module.SERVICE for module in modules]


def migrate(environ: Mapping[str, str]) -> list[str]:
    """Migrate every database, and return the services whose tables were changed."""
    deployment = Deployment(environ, topology=TOPOLOGY, addresses={})
    known = load_services()
    return [one.name for one in known if hosting.migrate_service(one, deployment)]


def make_dispatcher(
    opened: Sequence[RunningService], deployment: Deployment, rejected: Mapping[str, str]
) -> Dispatcher:
    """Make the dispatcher over the apps of services and the pages of the gateway.

    `rejected` says why services could not be opened; they answer 503 with that reason.
    """
    apps: dict[str, App] = {running.name: running.app() for running in opened}
    described = dict(apps)
    apps |= {name: unavailable_app(reason) for name, reason in rejected.items()}
    own = {
        f"{running.name}.{name}": check
        for running in opened
        for name, check in service_checks(running.database, running.running_loops).items()
    }
    missing = {f"{name}.database": _raising(reason) for name, reason in rejected.items()}
    # The nodes run on this machine as this user, and are confined alike.
    confinement_of(deployment.environ, deployment.scratch)
    checks = {**own, **missing, **deployment.checks()}
    routes = [route for route in ROUTES if route.service in apps]
    apps[NAME] = pages.create_app(
        lambda: documents(described),
        checks,
        metrics_token=deployment.metrics_token,
        public_url=deployment.public_url,
    )
    return Dispatcher([*routes, *pages.ROUTES], apps)


def unavailable_app(reason: str) -> App:
    """Make the app of a service that could not be opened."""

    def answer(environ: Environ, start_response: App) -> Iterable[bytes]:
        found = ErrorResponse(ErrorKind.UNAVAILABLE, DATABASE_UNAVAILABLE.code, reason)
        return error_app(environ, found)(environ, start_response)  # type: ignore[no-any-return]

    return answer


def _raising(reason: str) -> Check:
    def check() -> None:
        raise NotReady(reason)

    return check


def documents(apps: Mapping[str, App]) -> dict[str, Document]:
    """Ask each service's app for its OpenAPI document."""
    return {
        name: json.loads(Client(app).get(f"/api/{name}/openapi.json").get_data())
        for name, app in apps.items()
        if name != NAME
    }


def write_addresses(path: Path, addresses: Mapping[str, str]) -> None:
    """Replace the address file in one step, so that nobody reads half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(addresses, file)
    draft.replace(path)
