# SPDX-License-Identifier: Apache-2.0
"""How a service is opened and its parts are run: REST app, gRPC server, consumer, relay, loops."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from chassis import logging, rest
from chassis.bus import BusUnavailable, Consumer, events_queue
from chassis.database import Database
from chassis.deployment import Deployment, readiness
from chassis.errors import ErrorRules
from chassis.identity import TokenResolver
from chassis.inbox import Subscriptions, message_handler
from chassis.migrations import migrate
from chassis.relay import Relay
from chassis.rest import ApiBlueprint
from chassis.rpc_server import RpcServer, RpcService

Loop = Callable[[threading.Event], None]

_log = logging.get_logger("hosting")


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
    open_forms: frozenset[str] = frozenset()
    """Paths whose POST carries its own signature; see `Authenticator`."""
    credential_paths: frozenset[str] = frozenset()
    """Paths that take a password or a refresh token; see `Authenticator`."""

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
            readiness=readiness(self.database),
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
    """Bring the service's tables up to date; say whether anything was done."""
    database = deployment.database(service.name)
    try:
        return migrate(database, service.migrations)
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
    """Start the thread that sends what is in the service's outbox."""
    relay = Relay(running.database, deployment.publisher())
    return _start(f"{running.name}-relay", relay.run, stop)


def start_worker(
    running: RunningService, deployment: Deployment, stop: threading.Event
) -> list[threading.Thread]:
    """Start the service's consumer and loops; the relay is started by `start_relay`."""
    threads = []
    if running.subscriptions:
        handler = message_handler(running.database, running.subscriptions, consumer=running.name)
        consumer = Consumer(deployment.bus, events_queue(running.name), handler)
        consume = _consuming(consumer, deployment)
        threads.append(_start(f"{running.name}-consumer", consume, stop))
    for name, loop in running.loops.items():
        threads.append(_start(f"{running.name}-{name}", loop, stop))
    return threads


def repeatedly(action: Callable[[], object], *, every_seconds: float) -> Loop:
    """Make a loop that acts at intervals until it is stopped; a failure is logged, not raised."""

    def loop(stop: threading.Event) -> None:
        while not stop.wait(every_seconds):
            try:
                action()
            except Exception as error:
                loop_name = threading.current_thread().name
                text = f"{type(error).__name__}: {error}"
                _log.warning("loop.failed", loop=loop_name, error=text)

    return loop


def join_all(threads: Sequence[threading.Thread], *, within_seconds: float) -> None:
    """Wait for threads to end, at most `within_seconds` in all."""
    deadline = time.monotonic() + within_seconds
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))


def _consuming(consumer: Consumer, deployment: Deployment) -> Loop:
    """Make the loop that consumes once the broker is there and the queues are declared."""

    def consume(stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                deployment.declare_topology()
            except BusUnavailable:
                stop.wait(1.0)
                continue
            consumer.run(stop)

    return consume


def _start(name: str, run: Loop, stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=run, args=(stop,), name=name, daemon=True)
    thread.start()
    return thread
