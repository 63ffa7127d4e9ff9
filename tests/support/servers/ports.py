# SPDX-License-Identifier: Apache-2.0
"""Free ports, and whether somebody listens on them."""

from __future__ import annotations

import contextlib
import random
import socket


def free_port() -> int:
    """Return a loopback port nobody listens on now.

    It is none of those that the kernel gives to connections, which could take it meanwhile.
    """
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port


def accepts(port: int) -> bool:
    """Whether somebody listens on a loopback port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5):
        return True
    return False
