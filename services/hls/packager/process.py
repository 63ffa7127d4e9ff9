# SPDX-License-Identifier: Apache-2.0
"""The packager's process: woken by `hls.work`, paid by leases, gone with its parent."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence

from chassis import health, logging
from chassis.bus import BusUnavailable, Consumer
from chassis.config import InvalidConfiguration
from chassis.deployment import Deployment, Topology
from services.hls.packager import bootstrap
from services.hls.packager.loop import work

_QUEUE = "hls.work"


def main(topology: Topology) -> int:
    """Run a packager by the settings of the environment."""
    logging.configure(level=os.environ.get("LOG_LEVEL", "INFO"))
    try:
        return run(Deployment(os.environ, topology=topology), [])
    except InvalidConfiguration as error:
        sys.stderr.write(f"packager: {error}\n")
        return 2


def run(deployment: Deployment, _: Sequence[str]) -> int:
    """Package until a signal ends it; a task in hand is given back."""
    executor = bootstrap.build(deployment)
    stop, woken = threading.Event(), threading.Event()

    def leave(*_: object) -> None:
        stop.set()
        woken.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)
    if address := deployment.environ.get("HLS_PACKAGER_HEALTH_LISTEN"):
        health.serve(address, {})
    if executor.exits_with_parent:
        threading.Thread(target=_exit_with_parent, name="parent", daemon=True).start()
    listen = threading.Thread(
        target=_listen, args=(deployment, stop, woken), name="wake-ups", daemon=True
    )
    listen.start()
    # Children die with the thread that starts them, so the work is done in this one.
    work(executor.coordinator, executor.packager, stop=stop, woken=woken)
    return 0


def _listen(deployment: Deployment, stop: threading.Event, woken: threading.Event) -> None:
    """Be woken by the queue; without a broker the regular look is enough."""
    while not stop.is_set():
        try:
            deployment.declare_topology()
        except BusUnavailable:
            stop.wait(1.0)
            continue
        Consumer(deployment.bus, _QUEUE, lambda _: woken.set()).run(stop)


def _exit_with_parent() -> None:
    """Die when the pipe from the parent ends; the kernel takes the children along."""
    while os.read(sys.stdin.fileno(), 4096):
        continue
    os._exit(0)
