# SPDX-License-Identifier: Apache-2.0
"""A stretch has exactly the frames that a conversion of the whole source has there.

Further containers and codecs are in `tests/slow/test_stretches.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from media.timecode import FrameRate
from tests.support.media.long_sources import QUICK, SOURCES
from tests.support.media.stretches import check_stretches, compare

CINEMA = FrameRate(24_000, 1001)


@pytest.mark.parametrize("name", QUICK)
def test_stretches_are_equal_to_the_same_frames_of_a_whole_conversion(
    tmp_path: Path, name: str
) -> None:
    source = SOURCES[name]

    check_stretches(source.make(tmp_path), is_enterable=source.is_enterable)


def test_stretches_of_a_project_at_another_rate_are_equal_as_well(tmp_path: Path) -> None:
    found = compare(SOURCES["open groups of pictures"].make(tmp_path), CINEMA)
    assert found.stretches == found.whole and found.entered == [False, True, True]
