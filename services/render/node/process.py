# SPDX-License-Identifier: Apache-2.0
"""A render node: slots that take pieces, and a bell that the bus rings."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

from chassis import health, logging
from chassis.bus import BusUnavailable, Consumer
from chassis.config import InvalidConfiguration
from chassis.deployment import Deployment
from services.registry import TOPOLOGY
from services.render.node import bootstrap
from services.render.node.loop import WakeUp, serve_slot

_QUEUE = "render.work"
_SECONDS_TO_LEAVE = 1.8


def main() -> int:
    """Run a node set up by the environment."""
    logging.configure(level=os.environ.get("LOG_LEVEL", "INFO"))
    try:
        return run(Deployment(os.environ, topology=TOPOLOGY))
    except InvalidConfiguration as error:
        sys.stderr.write(f"render node: {error}\n")
        return 2


def run(deployment: Deployment) -> int:
    """Work until a signal, or the end of the process that started us, says stop."""
    stop = threading.Event()
    if listen := deployment.environ.get("RENDER_NODE_HEALTH_LISTEN"):
        health.serve(listen, {})
    node = bootstrap.build(deployment, stop=stop)
    if node.settings.exits_with_parent:
        threading.Thread(target=_exit_at_end_of_input, daemon=True).start()
    bell = node.shift.bell
    threading.Thread(target=_listen, args=(deployment, bell, stop), daemon=True).start()
    # Children die with the thread that started them, so slots live as long as the node.
    slots = [
        threading.Thread(target=serve_slot, args=(node.shift,), name=f"slot-{number}", daemon=True)
        for number in range(node.settings.slots)
    ]
    for slot in slots:
        slot.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    bell.ring()
    _leave(slots)
    return 0


def _leave(slots: list[threading.Thread]) -> None:
    """Let the slots give back what they hold, but not for long."""
    deadline = time.monotonic() + _SECONDS_TO_LEAVE
    for slot in slots:
        slot.join(max(0.0, deadline - time.monotonic()))
    sys.stderr.flush()
    # The interpreter would wait for what is left of the threads; their children die with us.
    os._exit(0)


def _listen(deployment: Deployment, bell: WakeUp, stop: threading.Event) -> None:
    """Ring the bell at each wake-up; the message is only a hint, so it is acknowledged at once."""
    consumer = Consumer(deployment.bus, _QUEUE, lambda _: bell.ring())
    while not stop.is_set():
        try:
            deployment.declare_topology()
        except BusUnavailable:
            stop.wait(1.0)
            continue
        consumer.run(stop)


def _exit_at_end_of_input() -> None:
    while os.read(0, 4096):
        continue
    os._exit(0)
