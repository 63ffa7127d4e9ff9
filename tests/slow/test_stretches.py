# SPDX-License-Identifier: Apache-2.0
"""The stretches of the sources that `make test` leaves out have the frames of the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.media.long_sources import QUICK, SOURCES
from tests.support.media.stretches import check_stretches


@pytest.mark.parametrize("name", [name for name in SOURCES if name not in QUICK])
def test_stretches_are_equal_to_the_same_frames_of_a_whole_conversion(
    tmp_path: Path, name: str
) -> None:
    source = SOURCES[name]

    check_stretches(source.make(tmp_path), is_enterable=source.is_enterable)
