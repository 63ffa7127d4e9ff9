# SPDX-License-Identifier: Apache-2.0
"""Every service in one process: real apps, real gRPC on loopback, consumers and relays."""

from __future__ import annotations

import importlib
import json
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from werkzeug.test import Client

from chassis import hosting, logging
from chassis.deployment import Deployment
from chassis.hosting import RunningService, Service
from chassis.rest.schemas import Document
from chassis.rpc_server import RpcServer
from gateway import pages
from gateway.description import NAME
from gateway.dispatch import App, Dispatcher
from gateway.routes import ROUTES
from services.registry import SERVICES, TOPOLOGY

_SECONDS_TO_STOP = 1.0


class Embedded:
    """The services while they run."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._stop = threading.Event()
        self._doors: list[RunningService] = []
        self._servers: list[RpcServer] = []
        self._threads: list[threading.Thread] = []

    def open(self) -> Dispatcher:
        """Migrate and start everything, and return the one app in front of it."""
        logging.configure(level=self._environ.get("LOG_LEVEL", "INFO"))
        addresses: dict[str, str] = {}
        deployment = Deployment(self._environ, topology=TOPOLOGY, addresses=addresses)
        migrate(self._environ)
        self._doors = [service.open(deployment) for service in load_services()]
        for running in self._doors:
            server, port = hosting.start_rpc(running)
            self._servers.append(server)
            addresses[running.name] = f"127.0.0.1:{port}"
        # Nodes learn where we are only once we answer.
        write_addresses(Path(self._environ["ADDRESSES_FILE"]), addresses)
        for running in self._doors:
            self._threads += hosting.start_worker(running, deployment, self._stop)
            self._threads.append(hosting.start_relay(running, deployment, self._stop))
        return make_dispatcher(self._doors)

    def close(self) -> None:
        """Finish what is in hand, briefly, and let go of everything."""
        self._stop.set()
        stopping = [
            threading.Thread(target=server.stop, args=(_SECONDS_TO_STOP,))
            for server in self._servers
        ]
        for thread in stopping:
            thread.start()
        hosting.join_all([*stopping, *self._threads], within_seconds=_SECONDS_TO_STOP + 0.5)
        for running in self._doors:
            running.database.close()


def load_services() -> list[Service]:
    """Import the services of this installation; nothing else in the gateway does."""
    return [_load_service(one.package) for one in SERVICES]


def _load_service(package: str) -> Service:
    module = importlib.import_module(f"{package}.bootstrap")
    if not hasattr(module, "SERVICE"):
        module = importlib.import_module(f"{package}.serving")
    service: Service = module.SERVICE
    return service


def migrate(environ: Mapping[str, str]) -> list[str]:
    """Bring every database up to date and name the services whose were not."""
    deployment = Deployment(environ, topology=TOPOLOGY, addresses={})
    known = load_services()
    return [one.name for one in known if hosting.migrate_service(one, deployment)]


def make_dispatcher(opened: Sequence[RunningService]) -> Dispatcher:
    """Put the apps of these services, and the gateway's own pages, behind the route list."""
    apps: dict[str, App] = {running.name: running.app() for running in opened}
    readiness = {running.name: running.database.ping for running in opened}
    routes = [route for route in ROUTES if route.service in apps]
    apps[NAME] = pages.create_app(lambda: documents(apps), readiness)
    return Dispatcher([*routes, *pages.ROUTES], apps)


def documents(apps: Mapping[str, App]) -> dict[str, Document]:
    """Ask each service's app for its OpenAPI document."""
    return {
        name: json.loads(Client(app).get(f"/api/{name}/openapi.json").get_data())
        for name, app in apps.items()
        if name != NAME
    }


def write_addresses(path: Path, addresses: Mapping[str, str]) -> None:
    """Replace the address file at once, so that nobody reads half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(addresses, file)
    draft.replace(path)
