# SPDX-License-Identifier: Apache-2.0
"""What a service is to its host, and how its parts are run: doors, consumer, relay, loops."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from chassis import logging
from chassis.bus import BusUnavailable, Consumer
from chassis.database import Database
from chassis.deployment import Deployment
from chassis.errors import ErrorRules
from chassis.identity import ServiceTokens
from chassis.inbox import Subscriptions, taking_in
from chassis.migrations import migrate
from chassis.relay import Relay
from chassis.rpc_server import RpcServer, RpcService

Loop = Callable[[threading.Event], None]

_log = logging.get_logger("hosting")


@dataclass(frozen=True, slots=True)
class RunningService:
    """Everything by which the world reaches one running service."""

    name: str
    database: Database
    tokens: ServiceTokens
    app: Callable[[], Flask]
    rpc: Sequence[RpcService]
    error_rules: ErrorRules
    subscriptions: Subscriptions = field(default_factory=dict)
    loops: Mapping[str, Loop] = field(default_factory=dict)
    """Threads of the worker role by name: sweepers, leased work of the service itself."""


Verb = Callable[[Deployment, Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Service:
    """A service as its host knows it: how to migrate it and how to open its doors."""

    name: str
    migrations: Path
    open: Callable[[Deployment], RunningService]
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    """More commands of `python -m services.<name>`: administration, nodes, packagers."""


def migrate_service(service: Service, deployment: Deployment) -> bool:
    """Bring the service's tables up to date; say whether anything was done."""
    database = deployment.database(service.name)
    try:
        return migrate(database, service.migrations)
    finally:
        database.close()


def start_rpc(running: RunningService, listen: str = "127.0.0.1:0") -> tuple[RpcServer, int]:
    """Start the service's gRPC server and return it with its port."""
    server = RpcServer(running.name, list(running.rpc), running.tokens, running.error_rules)
    return server, server.start(listen)


def start_relay(
    running: RunningService, deployment: Deployment, stop: threading.Event
) -> threading.Thread:
    """Start the thread that empties the service's outbox."""
    relay = Relay(running.database, deployment.publisher())
    return _start(f"{running.name}-relay", relay.run, stop)


def start_worker(
    running: RunningService, deployment: Deployment, stop: threading.Event
) -> list[threading.Thread]:
    """Start the service's consumer and loops; the relay is started apart."""
    threads = []
    if running.subscriptions:
        handler = taking_in(running.database, running.subscriptions, consumer=running.name)
        consumer = Consumer(deployment.bus, f"{running.name}.events", handler)
        listen = _listening(consumer, deployment)
        threads.append(_start(f"{running.name}-consumer", listen, stop))
    for name, loop in running.loops.items():
        threads.append(_start(f"{running.name}-{name}", loop, stop))
    return threads


def repeatedly(action: Callable[[], None], *, every_seconds: float, name: str) -> Loop:
    """Make a loop that acts at intervals and survives its own failures."""

    def loop(stop: threading.Event) -> None:
        while not stop.wait(every_seconds):
            try:
                action()
            except Exception as error:
                _log.warning("loop.failed", loop=name, error=f"{type(error).__name__}: {error}")

    return loop


def join_all(threads: Sequence[threading.Thread], *, within_seconds: float) -> None:
    """Wait for threads to end, no longer than so long in all."""
    deadline = time.monotonic() + within_seconds
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))


def _listening(consumer: Consumer, deployment: Deployment) -> Loop:
    """Make the loop that consumes once the broker is there and the queues are declared."""

    def listen(stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                deployment.declare_topology()
            except BusUnavailable:
                stop.wait(1.0)
                continue
            consumer.run(stop)

    return listen


def _start(name: str, run: Loop, stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=run, args=(stop,), name=name, daemon=True)
    thread.start()
    return thread
