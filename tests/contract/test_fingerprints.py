# SPDX-License-Identifier: Apache-2.0
"""Equal keys show and sound the same, whatever is edited; a key that lacked a field would not."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.timeline.implied import IMPLIED
from tests.support.timeline.pairs import pairs
from tests.support.timeline.stale import FIELDS, Walk, paired, walked


@cache
def walk() -> Walk:
    return walked(seeds=range(3), edits=100)


def test_what_has_one_key_shows_and_sounds_the_same() -> None:
    print(walk().report())

    assert len(walk().made) > 300
    assert walk().stale() == 0


def test_what_nobody_sees_or_hears_is_in_no_key() -> None:
    assert walk().silent > 10
    assert walk().missed_by_silent == 0


def test_a_key_that_lacks_a_field_is_found_out() -> None:
    assert set(IMPLIED) < FIELDS
    assert len(walk().caught() - set(IMPLIED)) > 50


@pytest.mark.parametrize("field", pairs())
def test_two_films_that_differ_in_one_field_have_other_keys(field: str) -> None:
    assert paired().stale() == 0
    assert field in paired().caught()
