# SPDX-License-Identifier: Apache-2.0
"""Make the keys of an installation, once."""

from __future__ import annotations

from pathlib import Path

from chassis.keyring import ACCESS_KEY, Keyring
from services.registry import GATEWAY, NAMES, WORKERS

IDENTITIES = (*NAMES, *WORKERS, GATEWAY.name)
"""The services, workers and the gateway, which sign calls, each with a key pair of its own."""


def make(folder: Path) -> None:
    """Make the keys that are missing; existing ones stay as they are."""
    pairs = [ACCESS_KEY, *(f"service-{name}" for name in IDENTITIES)]
    Keyring(folder).make(
        pairs=pairs, texts=["sessions", "storage", "playback", "idempotency", "installation"]
    )
