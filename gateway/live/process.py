# SPDX-License-Identifier: Apache-2.0
"""The process of live events: one event loop for all connections, one thread for the bus."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
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
from chassis.identity import AccessTokens, TokenResolver
from chassis.keyring import ACCESS_KEY
from chassis.loops import Loops
from gateway.live import handoff
from gateway.live.listeners import Listeners
from gateway.live.notifications import notification_of
from gateway.live.server import LiveServer, keep_alive
from services.registry import GATEWAY, TOPOLOGY

_log = logging.get_logger("live")


def main(environ: Mapping[str, str]) -> int:
    """Serve until SIGTERM or SIGINT, or with `EXIT_WITH_PARENT` until standard input ends.

    `LIVE_SOCKET` is where a web server gives connections away, `LIVE_LISTEN` (host:port) where
    they are accepted; at least one is set.
    """
    logging.configure(level=environ.get("LOG_LEVEL", "INFO"))
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
        _resolver(deployment),
        metrics_token=deployment.metrics_token,
        readiness={"loops": loops.check},
    )
    tasks = [asyncio.create_task(keep_alive(listeners))]
    if path:
        tasks.append(asyncio.create_task(_take_connections(Path(path), server)))
    if address:
        host, _, port = address.rpartition(":")
        await asyncio.start_server(server.serve, host, int(port), backlog=1024)
    await stop.wait()
    for task in tasks:
        task.cancel()
    sys.stderr.flush()
    # Open streams and the thread of the bus would be waited for; clients reconnect.
    os._exit(0)


async def _take_connections(path: Path, server: LiveServer) -> None:
    """Take the connections that a web server gives away, and serve each."""
    loop, listener = asyncio.get_running_loop(), handoff.listen(path)
    serving: set[asyncio.Task[None]] = set()
    while True:
        channel, _ = await loop.sock_accept(listener)
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
            writer.close()
            await writer.wait_closed()


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


def _resolver(deployment: Deployment) -> TokenResolver:
    """Make a resolver of personal access tokens, which loads gRPC when the first one comes."""
    made: list[TokenResolver] = []

    def resolve(token: str) -> object:
        if not made:
            from services.access_tokens import token_resolver

            made.append(token_resolver(deployment.channels(GATEWAY.name)))
        return made[0](token)

    return resolve  # type: ignore[return-value] # the name of the caller's class needs no import


def _wait_for_end_of_input() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        continue
    os._exit(0)
