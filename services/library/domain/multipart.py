# SPDX-License-Identifier: Apache-2.0
"""A file that is sent in parts: how it is cut, which parts are missing, when it is given up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.library.domain.errors import InvalidPartNumber, PartsMissing
from services.library.domain.upload import Upload

UNFINISHED_DAYS = 7
"""An upload that nobody continues for so long is deleted with its parts."""

_MIB = 2**20
_SMALLEST_PART = 8 * _MIB
_LARGEST_PART = 64 * _MIB
_AIMED_PARTS = 1000


@dataclass(frozen=True, slots=True)
class PartPlan:
    """How a file is cut: all parts have `part_bytes`, the last has what is left; numbers from 1."""

    size_bytes: int
    part_bytes: int

    @classmethod
    def of_size(cls, size_bytes: int) -> PartPlan:
        """Cut a file into parts of 8 to 64 MiB, about a thousand of them when it is large."""
        aimed = -(-size_bytes // (_AIMED_PARTS * _MIB)) * _MIB
        return cls(size_bytes, min(max(aimed, _SMALLEST_PART), _LARGEST_PART))

    @property
    def count(self) -> int:
        """How many parts there are."""
        return -(-self.size_bytes // self.part_bytes)

    def size_of(self, number: int) -> int:
        """Return the size of a part, or raise InvalidPartNumber."""
        if not 1 <= number <= self.count:
            raise InvalidPartNumber(f"This file has the parts 1 to {self.count}.")
        return min(self.part_bytes, self.size_bytes - (number - 1) * self.part_bytes)

    def missing(self, stored_sizes: Mapping[int, int]) -> list[int]:
        """Return the numbers of the parts that are not stored in their size."""
        every = range(1, self.count + 1)
        return [one for one in every if stored_sizes.get(one) != self.size_of(one)]

    def require_all(self, stored_sizes: Mapping[int, int]) -> None:
        """Raise PartsMissing unless exactly the parts of this plan are stored."""
        missing = self.missing(stored_sizes)
        if missing:
            raise PartsMissing(missing)


@dataclass(frozen=True, slots=True)
class UnfinishedUpload:
    """An upload whose file is being sent in parts; `name` is what the storage calls it."""

    upload: Upload
    user_id: int
    plan: PartPlan
    name: str
    fingerprint: str | None
    active_at: dt.datetime

    @property
    def expires_at(self) -> dt.datetime:
        """When it is deleted unless it is continued."""
        return self.active_at + dt.timedelta(days=UNFINISHED_DAYS)

    def sizes_of(self, numbers: Iterable[int]) -> list[tuple[int, int]]:
        """Return the number and the size of each of these parts."""
        return [(number, self.plan.size_of(number)) for number in numbers]
