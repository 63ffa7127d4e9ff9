# SPDX-License-Identifier: Apache-2.0
"""What every use case of hls works with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from chassis.storage import Storage
from services.hls.coordinator.store.unit_of_work import OpenUnit
from services.hls.coordinator.usecases.clients import UploadClient
from services.hls.coordinator.usecases.playback_links import PlaybackLinks


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What every use case of hls works with; built once in bootstrap."""

    unit_of_work: OpenUnit
    reading: OpenUnit
    uploads: UploadClient
    links: PlaybackLinks
    storage: Storage
    lease_seconds: int
    now: Callable[[], dt.datetime]
    new_ulid: Callable[[], str]
