# SPDX-License-Identifier: Apache-2.0
"""Equal keys show and sound the same, whatever is edited; a key that lacked a field would not."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.timeline.field_pairs import field_pairs
from tests.support.timeline.key_collisions import FIELDS, EditRun, run_edits, run_pairs
from tests.support.timeline.redundant_fields import REDUNDANT


@cache
def walk() -> EditRun:
    return run_edits(seeds=range(3), edits=100)


def test_what_has_one_key_shows_and_sounds_the_same() -> None:
    print(walk().report())

    assert len(walk().made) > 300
    assert walk().stale() == 0


def test_what_nobody_sees_or_hears_is_in_no_key() -> None:
    assert walk().silent > 10
    assert walk().missed_by_silent == 0


def test_a_key_that_lacks_a_field_is_found_out() -> None:
    assert set(REDUNDANT) < FIELDS
    assert len(walk().caught() - set(REDUNDANT)) > 50


@pytest.mark.parametrize("field", field_pairs())
def test_two_films_that_differ_in_one_field_have_other_keys(field: str) -> None:
    assert run_pairs().stale() == 0
    assert field in run_pairs().caught()
