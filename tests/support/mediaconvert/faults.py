# SPDX-License-Identifier: Apache-2.0
"""What goes wrong at the endpoint: counted, for single tests, or by chance, for many jobs."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal[
    "throttle",  # answers 429
    "forbid",  # answers 403
    "break",  # answers 500 before anything is done
    "drop_answer",  # answers 500 after a job was created
    "fail",  # a job ends with an error
    "reject",  # a job ends with an error that is final
    "stall",  # a job never ends
    "lose_job",  # a job is lost when it would start
    "lose_event",  # an event is not sent
    "double_event",  # an event is sent twice
]


@dataclass
class Faults:
    """The faults to come, each so many times, or each time with a chance of 0..1."""

    coming: Counter[Fault] = field(default_factory=Counter)
    chances: Mapping[Fault, float] = field(default_factory=dict)
    error: tuple[int, str] = (1999, "an unexpected error")
    final_error: tuple[int, str] = (1030, "Unsupported codec")
    seed: int = 1

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._random = random.Random(self.seed)
        self.happened: Counter[Fault] = Counter()

    def next(self, fault: Fault, times: int = 1) -> None:
        """Let a fault happen at the next occasions."""
        with self._lock:
            self.coming[fault] += times

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self.coming.clear()
            self.chances = {}

    def happens(self, fault: Fault) -> bool:
        """Whether a fault happens on this occasion."""
        with self._lock:
            is_due = self.coming[fault] > 0
            if is_due:
                self.coming[fault] -= 1
            happens = is_due or self._random.random() < self.chances.get(fault, 0.0)
            self.happened[fault] += happens
            return happens
