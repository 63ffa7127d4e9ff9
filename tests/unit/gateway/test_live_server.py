# SPDX-License-Identifier: Apache-2.0
"""The process of live events: whom it answers, and how it takes and leaves connections."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from chassis.caller import Caller
from chassis.health import NotReady
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.keyring import ACCESS_KEY
from gateway.live.listeners import MOST_OF_A_USER, Listeners
from gateway.live.notifications import Notification
from gateway.live.server import LiveServer, close
from tests.support.library.world import keyring
from tests.support.process.waiting import wait_until

T = TypeVar("T")


def new_server() -> LiveServer:
    public_key = keyring().public(ACCESS_KEY)
    assert public_key is not None
    owners = {"rm_good": Caller(5), "rm_writer": Caller(5, scopes=frozenset({"write"}))}
    return LiveServer(Listeners(), AccessTokens(public_key), owners.get)


def access_cookie(user_id: int = 1) -> str:
    token = AccessTokenIssuer(keyring().private(ACCESS_KEY)).issue(Caller(user_id))
    return f"access={token}"


def in_its_own_thread(work: Coroutine[Any, Any, T]) -> T:
    """Run an event loop where none runs, which Playwright's may do in the main thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def ask(server: LiveServer, target: str, *, method: str = "GET", **headers: str) -> bytes:
    """Send a request over a connection that is accepted, and return the whole answer."""

    async def asking() -> bytes:
        ours, theirs = socket.socketpair()
        head = "".join(
            f"{name}: {one}\r\n" for name, one in {"Host": "localhost", **headers}.items()
        )
        ours.sendall(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode())
        reader, writer = await asyncio.open_connection(sock=theirs)
        await server.serve(reader, writer)
        ours.settimeout(60)
        with ours:
            return b"".join(iter(lambda: ours.recv(65536), b""))

    return in_its_own_thread(asking())


def status_of(answer: bytes) -> int:
    return int(answer.split()[1])


def test_a_signed_in_user_is_streamed_to() -> None:
    answer = ask(new_server(), "/api/events?follow=false", Cookie=access_cookie())

    assert status_of(answer) == 200
    assert b"text/event-stream" in answer
    assert answer.endswith(b"event: ready\ndata: {}\n\n")


def test_a_personal_access_token_is_accepted() -> None:
    answer = ask(new_server(), "/api/events?follow=false", Authorization="Bearer rm_good")

    assert status_of(answer) == 200


@pytest.mark.parametrize(
    ("target", "headers", "status", "code"),
    [
        ("/api/events", {}, 401, "unauthenticated"),
        ("/api/events", {"Cookie": "access=forged"}, 401, "unauthenticated"),
        ("/api/events", {"Authorization": "Bearer forged"}, 401, "invalid_token"),
        ("/api/events", {"Authorization": "Bearer rm_bad"}, 401, "invalid_token"),
        ("/api/events", {"Authorization": "Basic YTpi"}, 401, "invalid_token"),
        ("/api/events", {"Authorization": "Bearer rm_writer"}, 403, "insufficient_scope"),
        ("/api/events?since=1", {}, 400, "unknown_field"),
        ("/api/events?follow=maybe", {}, 400, "invalid_parameter"),
        ("/api/events?follow=false&follow=false", {}, 400, "invalid_parameter"),
        ("/api/other", {}, 404, "not_found"),
    ],
)
def test_others_are_refused(target: str, headers: dict[str, str], status: int, code: str) -> None:
    answer = ask(new_server(), target, **headers)

    assert status_of(answer) == status
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"] == code


def test_a_consumer_that_stalls_makes_the_process_not_ready() -> None:
    def stalled() -> None:
        raise NotReady("consumer has stalled")

    stalled_server = replace(new_server(), readiness={"loops": stalled})

    assert status_of(ask(new_server(), "/readyz")) == 200
    assert b"consumer has stalled" in ask(stalled_server, "/readyz")
    assert status_of(ask(stalled_server, "/readyz")) == 503


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8080", 200), ("reel.example", 200), ("rebound.example:8080", 403)],
)
def test_readiness_is_answered_to_own_hosts_only(host: str, status: int) -> None:
    server = replace(new_server(), public_url="https://reel.example")

    assert status_of(ask(server, "/readyz", Host=host)) == status
    assert status_of(ask(server, "/healthz", Host=host)) == 200


def test_what_is_no_http_is_answered_with_an_error() -> None:
    assert status_of(ask(new_server(), "/api events")) == 400


def test_only_a_get_is_streamed_to() -> None:
    answer = ask(new_server(), "/api/events", method="POST", Cookie=access_cookie())

    assert status_of(answer) == 405
    assert b"\r\nAllow: GET, HEAD\r\n" in answer


def test_a_user_opens_a_limited_number_of_streams() -> None:
    server = new_server()
    for _ in range(MOST_OF_A_USER):
        server.listeners.add(1, UnreadTransport(), "")

    assert status_of(ask(server, "/api/events", Cookie=access_cookie())) == 429


class UnreadTransport(asyncio.WriteTransport):
    """A connection whose peer never reads."""

    def __init__(self) -> None:
        super().__init__()
        self.unread = 0
        self.is_aborted = False

    def write(self, data: Any) -> None:
        self.unread += len(data)

    def get_write_buffer_size(self) -> int:
        return self.unread

    def abort(self) -> None:
        self.is_aborted = True


def test_a_listener_that_does_not_read_is_closed_and_others_are_not() -> None:
    listeners, slow, other = Listeners(), UnreadTransport(), UnreadTransport()
    listeners.add(1, slow, "")
    listeners.add(2, other, "")

    for _ in range(5000):
        listeners.tell(Notification(1, {"type": "upload.changed", "uploadId": 1}))

    assert slow.is_aborted
    assert not other.is_aborted


def test_a_connection_whose_client_does_not_read_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gateway.live.server.CLOSE_SECONDS", 0.05)

    async def closing() -> None:
        ours, theirs = socket.socketpair()
        with ours:
            _, writer = await asyncio.open_connection(sock=theirs)
            writer.write(bytes(8 << 20))
            await asyncio.wait_for(close(writer), 60)
            await asyncio.to_thread(wait_until, lambda: theirs.fileno() == -1)

    in_its_own_thread(closing())
