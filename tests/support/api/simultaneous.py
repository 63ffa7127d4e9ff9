# SPDX-License-Identifier: Apache-2.0
"""Requests that are made at the same moment, each in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from chassis.errors import ApiError


def accepted_by_quota(act: Callable[[int], object], count: int) -> int:
    """Act so many times at once, each time with another number; count what no quota refused."""

    def attempt(number: int) -> bool:
        try:
            act(number)
        except ApiError as error:
            assert error.response.code == "quota_exceeded"
            return False
        return True

    with ThreadPoolExecutor(count) as threads:
        return sum(threads.map(attempt, range(count)))
