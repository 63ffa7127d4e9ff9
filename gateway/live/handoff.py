# SPDX-License-Identifier: Apache-2.0
"""Connections passed from a web server to the process of live events, as open descriptors.

In the embedded profile gunicorn accepts every connection. One that asks for live events is given
away over a Unix socket with the head of its request, so that no thread waits for it.
"""

from __future__ import annotations

import array
import errno
import json
import socket
from pathlib import Path

from gateway.live.http import LiveRequest

_LONGEST_MESSAGE = 64 * 1024
_SECONDS_TO_GIVE = 2.0


def give(path: Path, connection: socket.socket, request: LiveRequest) -> None:
    """Pass a connection with the head of its request; OSError when nobody takes it."""
    head = {"method": request.method, "target": request.target, "headers": request.headers}
    message = json.dumps(head).encode()
    # A longer one would arrive cut off.
    if len(message) > _LONGEST_MESSAGE:
        raise OSError(errno.EMSGSIZE, "the head of the request is too long to be passed")
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as channel:
        channel.settimeout(_SECONDS_TO_GIVE)
        channel.connect(str(path))
        descriptor = array.array("i", [connection.fileno()])
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptor)]
        channel.sendmsg([message], rights)


def take(channel: socket.socket) -> tuple[socket.socket, LiveRequest] | None:
    """Receive a connection that was given; None when the giver left without."""
    data, descriptors, _, _ = socket.recv_fds(channel, _LONGEST_MESSAGE, 1)
    if not descriptors:
        return None
    connection = socket.socket(fileno=descriptors[0])
    connection.setblocking(False)
    head = json.loads(data)
    return connection, LiveRequest(head["method"], head["target"], head["headers"])


def listen(path: Path) -> socket.socket:
    """Listen for connections that are given away."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(str(path))
    path.chmod(0o600)
    listener.listen(256)
    listener.setblocking(False)
    return listener
