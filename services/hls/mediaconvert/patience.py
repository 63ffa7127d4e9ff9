# SPDX-License-Identifier: Apache-2.0
"""Repeat calls that MediaConvert does not answer, with growing pauses."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from chassis.jobs.errors import EnvironmentFailed
from chassis.jobs.worker import CancellationToken
from services.hls.aws.jobs import MediaConvertUnavailable

T = TypeVar("T")

_TICK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Patience:
    """The pauses between calls, which double, and how long a call is repeated; in seconds."""

    first_pause: float = 1.0
    longest_pause: float = 60.0
    in_all: float = 900.0


def patiently(call: Callable[[], T], token: CancellationToken, patience: Patience) -> T:
    """Return what a call returns once MediaConvert answers it.

    EnvironmentFailed when it does not for long, JobInterrupted when the job must stop.
    """
    started, pause = time.monotonic(), patience.first_pause
    while True:
        token.raise_if_cancelled()
        try:
            return call()
        except MediaConvertUnavailable as error:
            if time.monotonic() - started > patience.in_all:
                silent = "MediaConvert does not answer, or has too many requests."
                raise EnvironmentFailed("mediaconvert_unavailable", silent) from error
        # Packagers that were rejected together shall not come back together.
        _sleep(pause * random.uniform(0.5, 1.0), token)
        pause = min(2 * pause, patience.longest_pause)


def _sleep(seconds: float, token: CancellationToken) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and not token.is_cancelled():
        time.sleep(min(left, _TICK_SECONDS))
