# SPDX-License-Identifier: Apache-2.0
"""The process of a worker: slots, wake-ups from the bus, signals, and its end with its parent."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chassis import health, logging
from chassis.bus import Consumer
from chassis.config import Environment, InvalidConfiguration
from chassis.confined_children import confinement_of
from chassis.consumer_loop import consuming
from chassis.deployment import Deployment, Topology
from chassis.jobs.worker import Worker, run_slot
from chassis.loops import Loops
from chassis.process import confine

_SECONDS_TO_STOP = 1.8


@dataclass(frozen=True, slots=True)
class WorkerProcess:
    """A worker, the queue that wakes it, and where it answers `/healthz` (empty: nowhere)."""

    worker: Worker
    queue: str
    health_listen: str = ""


BuildWorker = Callable[[Deployment], WorkerProcess]


def main(name: str, topology: Topology, build: BuildWorker) -> int:
    """Run a worker as the environment says; 2 when a setting is invalid."""
    os.umask(0o077)
    logging.configure(level=os.environ.get("LOG_LEVEL", "INFO"))
    try:
        return run(Deployment(os.environ, topology=topology), build)
    except InvalidConfiguration as error:
        sys.stderr.write(f"{name}: {error}\n")
        return 2


def run(deployment: Deployment, build: BuildWorker) -> int:
    """Work until SIGTERM or SIGINT, or with `EXIT_WITH_PARENT` until standard input ends.

    Jobs in hand are given back. The process ends here, without a return, within two seconds.
    """
    env = Environment(deployment.environ)
    exits_with_parent = env.flag("EXIT_WITH_PARENT")
    env.check()
    if exits_with_parent:
        _start("parent", _exit_at_end_of_input)
    confine(confinement_of(deployment.environ, deployment.scratch))
    process = build(deployment)
    worker = process.worker
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop.set())
    loops = Loops(process.queue)
    if process.health_listen:
        health.serve(
            process.health_listen,
            {"loops": loops.check},
            metrics_token=deployment.metrics_token,
            public_url=deployment.public_url,
        )
    # Each message wakes the slots and is acknowledged at once; without a broker the slots poll.
    wake_ups = Consumer(deployment.bus, process.queue, lambda _: worker.wake_up.notify())
    loops.start("wake-ups", consuming(wake_ups, deployment), worker.stop)
    # Children die with the thread that started them, so slots live as long as the process.
    slots = [_start(f"slot-{number}", run_slot, worker) for number in range(worker.slots)]
    worker.stop.wait()
    worker.wake_up.notify()
    _leave(slots)
    return 0


def _leave(slots: Sequence[threading.Thread]) -> None:
    """End the process once the slots have given back their jobs, or when their time is over."""
    deadline = time.monotonic() + _SECONDS_TO_STOP
    for slot in slots:
        slot.join(max(0.0, deadline - time.monotonic()))
    sys.stderr.flush()
    # The interpreter would wait for what is left of the threads; their children die with us.
    os._exit(0)


def _exit_at_end_of_input() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        continue
    os._exit(0)


def _start(name: str, run: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=run, args=arguments, name=name, daemon=True)
    thread.start()
    return thread
