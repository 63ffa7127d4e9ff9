# SPDX-License-Identifier: Apache-2.0
"""Stretches of sources drawn by seeds equal the same frames of a whole conversion."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.timecode import DEFAULT_RATE
from tests.support.media.seeded_long_sources import long_source
from tests.support.media.stretches import compare

SEEDS = range(23)


@pytest.mark.parametrize("seed", SEEDS)
def test_stretches_of_a_drawn_source_are_equal_to_the_whole(tmp_path: Path, seed: int) -> None:
    source = long_source(seed)

    found = compare(source.make(tmp_path), DEFAULT_RATE)

    print(f"seed {seed}: {source.suffix} {' '.join(source.coding[:2])} entered {found.entered}")
    assert len(found.whole) > 500 and len(set(found.whole)) > 300
    assert found.stretches == found.whole
