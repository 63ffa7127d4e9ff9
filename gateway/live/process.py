# SPDX-License-Identifier: Apache-2.0
"""The process of live events: one event loop for all connections, one thread for the bus."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import resource
import signal
import socket
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from chassis import logging
from chassis.bus import Consumer, Message, events_queue
from chassis.config import Environment
from chassis.consumer_loop import consuming
from chassis.deployment import Deployment
from chassis.identity import AccessTokens
from chassis.keyring import ACCESS_KEY
from chassis.loops import Loops
from gateway.live import handoff
from gateway.live.listeners import Listeners
from gateway.live.notifications import notification_of
from gateway.live.server import LiveServer, close, keep_alive
from services.access_tokens import token_resolver
from services.registry import GATEWAY, TOPOLOGY

_ACCEPT_PAUSE_SECONDS = 1.0

_log = logging.get_logger("live")


def main(environ: Mapping[str, str]) -> int:
    """Serve until SIGTERM or SIGINT, or with `EXIT_WITH_PARENT` until standard input ends.

    `LIVE_SOCKET` is where a web server gives connections away, `LIVE_LISTEN` (host:port) where
    they are accepted; at least one is set.
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
        readiness={"loops": loops.check},
    )
    endless = [keep_alive(listeners)]
    if path:
        endless.append(take_connections(Path(path), server))
    if address:
        host, _, port = address.rpartition(":")
        await asyncio.start_server(server.serve, host, int(port), backlog=1024)
    tasks = [asyncio.create_task(one) for one in (stop.wait(), *endless)]
    ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in ended:
        if (error := task.exception()) is not None:
            _log.error("live.ended", exc_info=error)
    sys.stderr.flush()
    # Open streams and the thread of the bus would be waited for; clients reconnect.
    os._exit(0 if stop.is_set() else 1)


async def take_connections(path: Path, server: LiveServer) -> None:
    """Take the connections that a web server gives away, and serve each."""
    loop = asyncio.get_running_loop()
    serving: set[asyncio.Task[None]] = set()
    with handoff.listen(path) as listener:
        while True:
            try:
                channel, _ = await loop.sock_accept(listener)
            except OSError as error:
                # No descriptor is free; the servers of asyncio wait for one in the same way.
                _log.warning("live.not_accepted", error=str(error))
                await asyncio.sleep(_ACCEPT_PAUSE_SECONDS)
                continue
            task = asyncio.create_task(_take(channel, server))
            serving.add(task)
            task.add_done_callback(serving.discard)


async def _take(channel: socket.socket, server: LiveServer) -> None:
    loop = asyncio.get_running_loop()
    arrived = asyncio.Event()
    loop.add_reader(channel, arrived.set)
    try:
        await arrived.wait()
        taken = handoff.take(channel)
    except OSError:
        return
    finally:
        loop.remove_reader(channel)
        channel.close()
    if taken is None:
        return
    connection, request = taken
    with contextlib.suppress(OSError):
        reader, writer = await asyncio.open_connection(sock=connection)
        try:
            await server.answer(request, reader, writer)
        finally:
            await close(writer)


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
