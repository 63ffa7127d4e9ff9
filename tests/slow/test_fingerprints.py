# SPDX-License-Identifier: Apache-2.0
"""Five thousand edits of every track, without a collision of cache keys."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.timeline.key_collisions import FIELDS, EditRun, run_edits, run_pairs
from tests.support.timeline.redundant_fields import REDUNDANT

pytestmark = pytest.mark.timeout(1200)


@cache
def edit_run() -> EditRun:
    return run_edits(seeds=range(10), edits=500)


def test_5000_edits_give_no_collision() -> None:
    print(f"\n{edit_run().report()}")

    assert edit_run().edits == 5000
    assert edit_run().collisions() == 0
    assert edit_run().missed_without_effect == 0


def test_a_key_without_any_one_field_collides() -> None:
    caught = edit_run().caught() | run_pairs().caught()

    print(f"\n{len(caught)} of {len(FIELDS)} fields are needed; the others are redundant:")
    print("\n".join(f"{field:30} {why}" for field, why in sorted(REDUNDANT.items())))
    assert {*caught, *REDUNDANT} == FIELDS
    assert caught.isdisjoint(REDUNDANT)
