# SPDX-License-Identifier: Apache-2.0
"""How a service is opened and its parts are run: REST app, gRPC server, consumer, relay, loops."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from chassis import readiness, rest
from chassis.bus import Consumer, events_queue
from chassis.consumer_loop import consuming
from chassis.database import Database
from chassis.deployment import Deployment
from chassis.errors import ErrorRules
from chassis.identity import TokenResolver
from chassis.inbox import Subscriptions, message_handler
from chassis.installation_check import check_not_foreign, check_not_lost
from chassis.loops import Loop, Loops, Turned
from chassis.migrations import current_revision, migrate
from chassis.relay import Relay
from chassis.rest import ApiBlueprint
from chassis.rest.app import AppSecrets
from chassis.rpc_server import RpcServer, RpcService


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningService:
    """An opened service: the parts that its processes serve, consume and repeat."""

    name: str
    deployment: Deployment
    database: Database
    blueprints: Callable[[], Sequence[ApiBlueprint]]
    """Makes the REST routes; called once for each app."""
    error_rules: ErrorRules
    resolve_token: TokenResolver
    """Finds the owner of a personal access token."""
    rpc: Sequence[RpcService] = ()
    subscriptions: Subscriptions = field(default_factory=dict)
    loops: Mapping[str, Loop] = field(default_factory=dict)
    """Threads of the worker process by name, such as sweepers."""
    running_loops: Loops = field(init=False)
    """What runs in the threads of this process."""
    open_forms: frozenset[str] = frozenset()
    """Paths whose POST carries its own signature; see `Authenticator`."""
    credential_paths: frozenset[str] = frozenset()
    """Paths that take a password or a refresh token; see `Authenticator`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "running_loops", Loops(self.name))

    def checks(self) -> dict[str, Callable[[], None]]:
        """Return what `/readyz` looks at in a process of this service alone."""
        return {
            **readiness.service_checks(self.database, self.running_loops),
            **self.deployment.checks(),
        }

    def app(self) -> Flask:
        """Make the Flask app with all REST routes of the service."""
        return rest.create_app(
            self.name,
            blueprints=self.blueprints(),
            authenticator=self.deployment.authenticator(
                self.resolve_token,
                open_forms=self.open_forms,
                credential_paths=self.credential_paths,
            ),
            error_rules=self.error_rules,
            readiness=self.checks(),
            secrets=AppSecrets(
                idempotency=self.deployment.keyring.secret("idempotency"),
                metrics_token=self.deployment.metrics_token,
            ),
        )


Verb = Callable[[Deployment, Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Service:
    """A service before it is opened: its migrations, and how to open it."""

    name: str
    migrations: Path
    open: Callable[[Deployment], RunningService]
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    """More commands of `python -m services.<name>`: administration, workers."""


def migrate_service(service: Service, deployment: Deployment) -> bool:
    """Bring the service's tables up to date; say whether anything was done.

    DatabaseRejected when the database is not the one that this installation had.
    """
    database, keyring = deployment.database(service.name), deployment.keyring
    try:
        check_not_lost(database, keyring, is_empty=current_revision(database) is None)
        changed = migrate(database, service.migrations)
        check_not_foreign(database, keyring)
        return changed
    finally:
        database.close()


def start_rpc(running: RunningService, listen: str = "127.0.0.1:0") -> tuple[RpcServer, int]:
    """Start the service's gRPC server and return it with its port."""
    tokens = running.deployment.service_tokens(running.name)
    server = RpcServer(running.name, list(running.rpc), tokens, running.error_rules)
    return server, server.start(listen)


def start_relay(
    running: RunningService, deployment: Deployment, stop: threading.Event
) -> threading.Thread:
    """Start the thread that sends what is in the service's outbox; it closes its connection."""
    publisher = deployment.publisher()
    relay = Relay(running.database, publisher)

    def run(stop: threading.Event, turned: Turned) -> None:
        with contextlib.closing(publisher):
            relay.run(stop, turned)

    return running.running_loops.start("relay", Loop(run), stop)


def start_worker(
    running: RunningService, deployment: Deployment, stop: threading.Event
) -> list[threading.Thread]:
    """Start the service's consumer and loops; the relay is started by `start_relay`."""
    threads = []
    if running.subscriptions:
        handler = message_handler(running.database, running.subscriptions, consumer=running.name)
        consumer = Consumer(deployment.bus, events_queue(running.name), handler)
        consume = consuming(consumer, deployment)
        threads.append(running.running_loops.start("consumer", consume, stop))
    for name, loop in running.loops.items():
        threads.append(running.running_loops.start(name, loop, stop))
    return threads


def join_all(threads: Sequence[threading.Thread], *, within_seconds: float) -> None:
    """Wait for threads to end, at most `within_seconds` in all."""
    deadline = time.monotonic() + within_seconds
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
