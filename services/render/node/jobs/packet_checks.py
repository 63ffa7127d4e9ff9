# SPDX-License-Identifier: Apache-2.0
"""Failures of files whose packets are not those that were planned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chassis.jobs.errors import JobFailed
from media.packets import WrongPackets

WRONG_PACKETS = "wrong_packets"
"""The code of these failures."""


@contextmanager
def checked_packets() -> Iterator[None]:
    """Raise JobFailed where the block finds wrong packets."""
    try:
        yield
    except WrongPackets as error:
        raise JobFailed(WRONG_PACKETS, f"A rendered file has wrong packets: {error}.") from error
