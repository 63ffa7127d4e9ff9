# SPDX-License-Identifier: Apache-2.0
"""Peers that are slow on purpose: each has a connection and sends or reads next to nothing."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.support.process.waiting import HANG_SECONDS

_SECONDS_A_BYTE = 0.5
_SMALL_BUFFER = 4096


@dataclass(frozen=True)
class Slowness:
    """What a peer sends at once, and whether it goes on byte by byte or stops."""

    begins_with: bytes
    goes_on: bool


def slow_header() -> Slowness:
    """Send a header that never ends."""
    return Slowness(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ", goes_on=True)


def slow_body() -> Slowness:
    """Send a body that never ends."""
    return Slowness(_head("POST", "/api/login", {"Content-Type": "application/json"}), goes_on=True)


def slow_form(url: str) -> Slowness:
    """Send an upload form that never ends to an address that may be signed."""
    parts = urlsplit(url)
    kind = {"Content-Type": "multipart/form-data; boundary=line"}
    target = f"{parts.path}?{parts.query}"
    field = b'--line\r\nContent-Disposition: form-data; name="key"\r\n\r\n'
    return Slowness(_head("POST", target, kind) + field, goes_on=True)


def idle() -> Slowness:
    """Send nothing at all."""
    return Slowness(b"", goes_on=False)


def slow_reader(path: str, headers: Mapping[str, str]) -> Slowness:
    """Ask for a file and read nothing of it."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return Slowness(f"GET {path} HTTP/1.1\r\nHost: a\r\n{lines}\r\n".encode(), goes_on=False)


@contextlib.contextmanager
def slow_peers(url: str, slowness: Slowness, *, count: int) -> Iterator[None]:
    """Have so many slow peers connected for a block; one that is cut off comes back."""
    parts = urlsplit(url)
    address = (str(parts.hostname), int(parts.port or 80))
    stop = threading.Event()
    with contextlib.ExitStack() as stack:
        peers = [_connected(address, slowness) for _ in range(count)]
        crowd = threading.Thread(target=_go_on, args=(address, slowness, peers, stop))
        crowd.start()
        stack.callback(lambda: [one.close() for one in peers])
        stack.callback(crowd.join)
        stack.callback(stop.set)
        yield


def _connected(address: tuple[str, int], slowness: Slowness) -> socket.socket:
    peer = socket.socket()
    # The kernel keeps little of what the peer does not read.
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
    peer.settimeout(HANG_SECONDS)
    peer.connect(address)
    peer.sendall(slowness.begins_with)
    return peer


def _go_on(
    address: tuple[str, int],
    slowness: Slowness,
    peers: list[socket.socket],
    stop: threading.Event,
) -> None:
    while not stop.wait(_SECONDS_A_BYTE):
        for number, peer in enumerate(peers):
            try:
                if slowness.goes_on:
                    peer.sendall(b"a")
            except OSError:
                peer.close()
                peers[number] = _connected(address, slowness)


def _head(method: str, target: str, headers: Mapping[str, str]) -> bytes:
    said = {"Host": "a", "Content-Length": "100000", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode()
