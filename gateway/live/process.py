# SPDX-License-Identifier: Apache-2.0
"""The process of live events: one event loop for all connections, one thread for the bus."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Mapping

from chassis import logging
from chassis.bus import Consumer, Message, events_queue
from chassis.config import Environment
from chassis.consumer_loop import consuming
from chassis.deployment import Deployment
from chassis.identity import AccessTokens
from chassis.keyring import ACCESS_KEY
from chassis.loops import Loops
from gateway.live.listeners import Listeners
from gateway.live.notifications import notification_of
from gateway.live.server import LiveServer, keep_alive
from services.access_tokens import token_resolver
from services.registry import GATEWAY, TOPOLOGY

_log = logging.get_logger("live")


def main(environ: Mapping[str, str]) -> int:
    """Serve until SIGTERM or SIGINT, or with `EXIT_WITH_PARENT` until standard input ends.

    It listens at a Unix socket (`LIVE_SOCKET`), an address (`LIVE_LISTEN`, host:port), or both.
    """
    logging.configure(level=environ.get("LOG_LEVEL", "INFO"))
    # Each stream is a descriptor, and the usual limit of 1,024 is below `MOST_LISTENERS`.
    _, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    deployment = Deployment(environ, topology=TOPOLOGY)
    asyncio.run(_serve(deployment))
    return 0


async def _serve(deployment: Deployment) -> None:
    env = Environment(deployment.environ)
    path, address = env.text("LIVE_SOCKET", ""), env.text("LIVE_LISTEN", "")
    exits_with_parent = env.flag("EXIT_WITH_PARENT")
    env.check()
    listeners, stop = Listeners(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if exits_with_parent:
        threading.Thread(target=_wait_for_end_of_input, name="parent", daemon=True).start()
    loops = Loops(GATEWAY.name)
    consume = consuming(_consumer(deployment, listeners, loop), deployment)
    loops.start("consumer", consume, threading.Event())
    server = LiveServer(
        listeners,
        _access_tokens(deployment),
        token_resolver(deployment.channels(GATEWAY.name)),
        metrics_token=deployment.metrics_token,
        public_url=deployment.public_url,
        readiness={"loops": loops.check},
    )
    if path:
        await asyncio.start_unix_server(server.serve, path, backlog=1024)
    if address:
        host, _, port = address.rpartition(":")
        await asyncio.start_server(server.serve, host, int(port), backlog=1024)
    tasks = [asyncio.create_task(one) for one in (stop.wait(), keep_alive(listeners))]
    ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in ended:
        if (error := task.exception()) is not None:
            _log.error("live.ended", exc_info=error)
    sys.stderr.flush()
    # Open streams and the thread of the bus would be waited for; clients reconnect.
    os._exit(0 if stop.is_set() else 1)


def _consumer(
    deployment: Deployment, listeners: Listeners, loop: asyncio.AbstractEventLoop
) -> Consumer:
    """Make the consumer that tells listeners of every event that comes from the bus."""

    def handle(message: Message) -> None:
        notification = notification_of(message.topic, json.loads(message.body))
        if notification is not None:
            loop.call_soon_threadsafe(listeners.tell, notification)

    return Consumer(deployment.bus, events_queue(GATEWAY.name), handle)


def _access_tokens(deployment: Deployment) -> AccessTokens:
    public_key = deployment.keyring.public(ACCESS_KEY)
    if public_key is None:
        raise FileNotFoundError(
            "the access key pair was never made: run `python -m gateway secrets`"
        )
    return AccessTokens(public_key)


def _wait_for_end_of_input() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        continue
    os._exit(0)
