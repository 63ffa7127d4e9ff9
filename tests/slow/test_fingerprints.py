# SPDX-License-Identifier: Apache-2.0
"""Five thousand edits of every track, and no key that stands for two things."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.timeline.key_collisions import FIELDS, EditRun, run_edits, run_pairs
from tests.support.timeline.redundant_fields import REDUNDANT

pytestmark = pytest.mark.timeout(1200)


@cache
def walk() -> EditRun:
    return run_edits(seeds=range(10), edits=500)


def test_5000_edits_give_no_stale_key() -> None:
    print(f"\n{walk().report()}")

    assert walk().edits == 5000
    assert walk().stale() == 0
    assert walk().missed_by_silent == 0


def test_a_key_that_lacks_any_field_is_found_out() -> None:
    caught = walk().caught() | run_pairs().caught()

    print(f"\n{len(caught)} of {len(FIELDS)} fields, without which a key would be stale; besides:")
    print("\n".join(f"{field:30} {why}" for field, why in sorted(REDUNDANT.items())))
    assert {*caught, *REDUNDANT} == FIELDS
    assert caught.isdisjoint(REDUNDANT)
