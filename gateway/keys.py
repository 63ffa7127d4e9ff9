# SPDX-License-Identifier: Apache-2.0
"""Makes the keys of an installation, once."""

from __future__ import annotations

from pathlib import Path

from chassis.keyring import ACCESS_KEY, Keyring

IDENTITIES = (
    "accounts",
    "library",
    "drafts",
    "render",
    "hls",
    "publish",
    "campaigns",
    "node",
    "packager",
)
"""Who signs calls to neighbours: each has a key pair of its own."""


def make(folder: Path) -> None:
    """Create whatever key is missing; what is there stays as it is."""
    pairs = [ACCESS_KEY, *(f"service-{name}" for name in IDENTITIES)]
    Keyring(folder).make(pairs=pairs, texts=["sessions", "storage", "playback"])
