# SPDX-License-Identifier: Apache-2.0
"""A stretch has exactly the frames that a conversion of the whole source has there."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.timecode import DEFAULT_RATE, FrameRate
from tests.support.media.long_sources import SOURCES
from tests.support.media.stretches import compare

CINEMA = FrameRate(24_000, 1001)


@pytest.mark.parametrize("name", SOURCES)
def test_stretches_are_equal_to_the_same_frames_of_a_whole_conversion(
    tmp_path: Path, name: str
) -> None:
    source = SOURCES[name]
    found = compare(source.make(tmp_path), DEFAULT_RATE)
    assert len(found.whole) > 600 and len(set(found.whole)) > 300
    assert found.stretches == found.whole
    # The first stretch is read from the start of the file.
    assert found.entered == [False, *[source.is_enterable] * (len(found.entered) - 1)]


def test_stretches_of_a_project_at_another_rate_are_equal_as_well(tmp_path: Path) -> None:
    found = compare(SOURCES["open groups of pictures"].make(tmp_path), CINEMA)
    assert found.stretches == found.whole and found.entered == [False, True, True]
