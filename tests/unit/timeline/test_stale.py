# SPDX-License-Identifier: Apache-2.0
"""Equal keys show equal frames, whatever is edited, and a key that lacked a field would not."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.timeline_stale import Shown, faulty, stale, walked


@cache
def chunks() -> frozenset[Shown]:
    return walked(seeds=3, edits=100)


def test_chunks_of_one_key_show_the_same_frames() -> None:
    assert len(chunks()) > 300
    assert stale(chunks()) == 0


@pytest.mark.parametrize(
    "field",
    ["background", "color", "cut", "in_frame", "layers", "mezzanine", "n_frames", "picture"],
)
def test_a_key_that_lacks_a_field_is_found_out(field: str) -> None:
    assert stale(faulty(chunks(), field)) > 0
