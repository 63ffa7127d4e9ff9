# SPDX-License-Identifier: Apache-2.0
"""Equal cache keys mean equal content, whatever is edited, and every field of a key is needed."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.timeline.field_pairs import field_pairs
from tests.support.timeline.key_collisions import FIELDS, EditRun, run_edits, run_pairs
from tests.support.timeline.redundant_fields import REDUNDANT


@cache
def edit_run() -> EditRun:
    return run_edits(seeds=range(3), edits=100)


def test_equal_keys_have_equal_content() -> None:
    print(edit_run().report())

    assert len(edit_run().results) > 300
    assert edit_run().collisions() == 0


def test_edits_without_effect_change_no_key() -> None:
    assert edit_run().without_effect > 10
    assert edit_run().missed_without_effect == 0


def test_a_key_without_a_field_collides() -> None:
    assert set(REDUNDANT) < FIELDS
    assert len(edit_run().caught() - set(REDUNDANT)) > 50


@pytest.mark.parametrize("field", field_pairs())
def test_timelines_that_differ_in_one_field_have_different_keys(field: str) -> None:
    assert run_pairs().collisions() == 0
    assert field in run_pairs().caught()
