# SPDX-License-Identifier: Apache-2.0
"""A consumer as a loop, which waits for the broker and declares the queues first."""

from __future__ import annotations

import threading

from chassis.bus import BusUnavailable, Consumer
from chassis.deployment import Deployment
from chassis.loops import Loop, Turned

_RECONNECT_SECONDS = 1.0


def consuming(consumer: Consumer, deployment: Deployment) -> Loop:
    """Make the loop that consumes once the broker is there and the queues are declared."""

    def consume(stop: threading.Event, turned: Turned) -> None:
        while not stop.is_set():
            turned()
            try:
                deployment.declare_topology()
            except BusUnavailable:
                stop.wait(_RECONNECT_SECONDS)
                continue
            consumer.run(stop, turned)

    return Loop(consume)
