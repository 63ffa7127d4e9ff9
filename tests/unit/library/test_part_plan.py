# SPDX-License-Identifier: Apache-2.0
"""How large files may be, and how they are cut into parts."""

from __future__ import annotations

import pytest

from services.library.domain.errors import InvalidPartNumber
from services.library.domain.multipart import PartPlan
from tests.support.library.world import MIB, new_world


@pytest.mark.parametrize(
    ("size", "part_bytes", "count"),
    [
        (1, 8 * MIB, 1),
        (8 * MIB, 8 * MIB, 1),
        (8 * MIB + 1, 8 * MIB, 2),
        (10 * 2**30, 11 * MIB, 931),
        (600 * 2**30, 64 * MIB, 9600),
    ],
)
def test_files_are_cut_into_a_moderate_number_of_parts(
    size: int, part_bytes: int, count: int
) -> None:
    plan = PartPlan.of_size(size)

    assert (plan.part_bytes, plan.count) == (part_bytes, count)
    assert sum(plan.size_of(one) for one in range(1, count + 1)) == size
    with pytest.raises(InvalidPartNumber):
        plan.size_of(count + 1)


def test_the_limits_are_named() -> None:
    answer = new_world().request("GET", "/api/uploads/limits")

    assert answer.json == {"maxBytes": 64 * MIB, "maxFormBytes": MIB}
