# SPDX-License-Identifier: Apache-2.0
"""Values that were computed lately, so that the next request need not compute them again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class RecentValues(Generic[K, V]):
    """The values that were used last by their keys; threads may share it."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def find_value(self, key: K) -> V | None:
        """Return the value of a key, None when it was not stored or was dropped since."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def clear(self) -> None:
        """Drop all values."""
        with self._lock:
            self._values.clear()

    def store_value(self, key: K, value: V) -> None:
        """Store a value, dropping the one that was not used for the longest time if too many."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._limit:
                self._values.popitem(last=False)
