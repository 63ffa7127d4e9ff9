# SPDX-License-Identifier: Apache-2.0
"""Seeded videos are compared with what an independent decoder finds in them; more in tests/slow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.media.seeded_outcomes import measure_outcome
from tests.support.media.seeded_sources import seeded_source


@pytest.mark.parametrize(
    "seed", [0, 1, 2, 5, 9, 33, 129], ids=lambda seed: str(seeded_source(seed))
)
def test_a_mezzanine_shows_what_another_decoder_finds(tmp_path: Path, seed: int) -> None:
    measure_outcome(seeded_source(seed), tmp_path)
