# SPDX-License-Identifier: Apache-2.0
"""`python -m services.<name> <verb>`: run one process of a service."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

from chassis import health, hosting, logging, web
from chassis.bus import dead_letters, events_queue
from chassis.config import Environment, InvalidConfiguration
from chassis.deployment import Deployment, Topology
from chassis.hosting import RunningService, Service
from chassis.installation_check import DatabaseRejected


def main(service: Service, *, topology: Topology, argv: Sequence[str] | None = None) -> int:
    """Run one verb of a service and return the exit status."""
    verbs: dict[str, hosting.Verb] = {
        "migrate": lambda deployment, _: _migrate(service, deployment),
        "web": lambda deployment, _: _web(service, deployment),
        "rpc": lambda deployment, _: _rpc(service, deployment),
        "worker": lambda deployment, _: _worker(service, deployment),
        "dead-letters": lambda deployment, args: _dead_letters(service, deployment, args),
        **service.verbs,
    }
    parser = argparse.ArgumentParser(prog=f"python -m services.{service.name}")
    parser.add_argument("verb", choices=sorted(verbs))
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(argv)
    logging.configure(level=os.environ.get("LOG_LEVEL", "INFO"))
    # What is written is for nobody else of this machine.
    os.umask(0o077)
    try:
        deployment = Deployment(os.environ, topology=topology)
        return verbs[chosen.verb](deployment, chosen.arguments)
    except (InvalidConfiguration, DatabaseRejected) as error:
        sys.stderr.write(f"{service.name}: {error}\n")
        return 2


def wait_for_signal(stop: threading.Event) -> None:
    """Set an event at SIGTERM or SIGINT, and wait for it."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()


def _migrate(service: Service, deployment: Deployment) -> int:
    hosting.migrate_service(service, deployment)
    return 0


def _web(service: Service, deployment: Deployment) -> int:
    env = _settings(service)
    stop = threading.Event()

    def make_app() -> object:
        running = service.open(deployment)
        hosting.start_relay(running, deployment, stop)
        return running.app()

    listen = env.text("HTTP_LISTEN")
    workers = env.integer("WEB_WORKERS", 1, least=1)
    threads = env.integer("WEB_THREADS", 8, least=1)
    env.check()
    web.serve(make_app, listen=listen, workers=workers, threads=threads, on_exit=stop.set)
    return 0


def _rpc(service: Service, deployment: Deployment) -> int:
    env = _settings(service)
    listen = env.text("RPC_LISTEN")
    env.check()

    def run(running: RunningService, stop: threading.Event) -> Callable[[], None]:
        server, _ = hosting.start_rpc(running, listen)
        hosting.start_relay(running, deployment, stop)
        return server.stop

    return _serve(service, deployment, run)


def _worker(service: Service, deployment: Deployment) -> int:
    def run(running: RunningService, stop: threading.Event) -> Callable[[], None]:
        threads = hosting.start_worker(running, deployment, stop)
        threads.append(hosting.start_relay(running, deployment, stop))
        return lambda: hosting.join_all(threads, within_seconds=3)

    return _serve(service, deployment, run)


def _serve(
    service: Service,
    deployment: Deployment,
    run: Callable[[RunningService, threading.Event], Callable[[], None]],
) -> int:
    stop = threading.Event()
    running = service.open(deployment)
    if listen := _settings(service).text("HEALTH_LISTEN", ""):
        health.serve(
            listen,
            running.checks(),
            metrics_token=deployment.metrics_token,
            public_url=deployment.public_url,
        )
    end = run(running, stop)
    wait_for_signal(stop)
    end()
    running.database.close()
    return 0


def _dead_letters(service: Service, deployment: Deployment, arguments: Sequence[str]) -> int:
    """List or replay the messages that this service could not handle."""
    parser = argparse.ArgumentParser(prog=f"python -m services.{service.name} dead-letters")
    parser.add_argument("action", choices=["list", "replay"])
    parser.add_argument("ids", nargs="*", help="message ids; all when none is given")
    parser.add_argument("--queue", default=events_queue(service.name))
    chosen = parser.parse_args(arguments)
    if chosen.action == "replay":
        count = dead_letters.replay_dead(deployment.bus, chosen.queue, chosen.ids or None)
        sys.stdout.write(f"{count} replayed\n")
        return 0
    for dead in dead_letters.list_dead(deployment.bus, chosen.queue, limit=200):
        sys.stdout.write(f"{dead.message.message_id} {dead.message.topic} {dead.error}\n")
    return 0


def _settings(service: Service) -> Environment:
    return Environment(os.environ, prefix=f"{service.name.upper()}_")
