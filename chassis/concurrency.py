# SPDX-License-Identifier: Apache-2.0
"""Work that is costly for its size, of which only so much is done at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from chassis.errors import ApiError, ErrorKind
from chassis.standard_errors import RATE_LIMITED


class ConcurrencyLimit:
    """Admits so many callers at once and refuses the others at once, so that no thread waits."""

    def __init__(self, most: int) -> None:
        self._free = threading.Semaphore(most)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold a place for a block; ApiError `rate_limited` with `Retry-After: 1` without one."""
        if not self._free.acquire(blocking=False):
            raise ApiError(
                ErrorKind.RATE_LIMITED,
                RATE_LIMITED.code,
                "Too much of this work is being done; try again in a second.",
                extra={"retryAfter": 1},
            )
        try:
            yield
        finally:
            self._free.release()
