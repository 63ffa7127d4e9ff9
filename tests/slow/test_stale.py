# SPDX-License-Identifier: Apache-2.0
"""Five thousand edits, and not one frame that is not what the document says."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.timeline_stale import Shown, faulty, stale, walked

FIELDS = ("background", "brightness_milli", "color", "cut", "fade_in", "fade_out", "in_frame")
FIELDS += (
    "layers",
    "mezzanine",
    "n_frames",
    "opacity_milli",
    "picture",
    "ramp",
    "rect",
    "start",
    "y",
)


@cache
def chunks() -> frozenset[Shown]:
    return walked(seeds=10, edits=500)


def test_chunks_of_one_key_show_the_same_frames_over_5000_edits() -> None:
    assert stale(chunks()) == 0


@pytest.mark.parametrize("field", FIELDS)
def test_a_key_that_lacks_any_field_is_found_out(field: str) -> None:
    assert stale(faulty(chunks(), field)) > 0
