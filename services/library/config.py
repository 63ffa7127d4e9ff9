# SPDX-License-Identifier: Apache-2.0
"""The settings of the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from chassis.config import Environment


@dataclass(frozen=True, slots=True)
class Config:
    """How the library is set up besides what every service shares."""

    max_upload_bytes: int
    bucket: str


def load(environ: Mapping[str, str]) -> Config:
    """Read `LIBRARY_*`, and the name of the bucket from the storage all services share."""
    env = Environment(environ, prefix="LIBRARY_")
    config = Config(
        max_upload_bytes=env.integer("MAX_UPLOAD_MB", 200, least=1) * 2**20,
        bucket=urlsplit(environ.get("STORAGE_URL", "")).netloc or "local",
    )
    env.check()
    return config
