# SPDX-License-Identifier: Apache-2.0
"""The tables of seeded videos are current."""

from __future__ import annotations

from tests.support.media.seeded_outcomes import LEAST_LIKENESS, MOST_SOUND_OFFSET
from tests.support.media.seeded_sources import SEEDS, seeded_source
from tools import list_seeded, measure_seeded


def test_the_table_of_seeded_videos_is_current() -> None:
    assert list_seeded.TARGET.read_text() == list_seeded.text(), "run python -m tools.list_seeded"


def test_the_table_of_outcomes_has_the_kind_of_each_seed() -> None:
    rows = measure_seeded.read_rows()

    assert measure_seeded.TARGET.read_text() == measure_seeded.text(rows)
    assert sorted(rows) == list(range(SEEDS))
    for seed, row in rows.items():
        kind = measure_seeded.kind_cells(seeded_source(seed))
        assert row[: len(kind)] == kind, f"run python -m tools.measure_seeded {seed} {seed + 1}"


def test_each_outcome_in_the_table_is_right() -> None:
    for row in measure_seeded.read_rows().values():
        frames, exact, sound, colour, _ = row[-5:]
        assert 0 < int(exact) <= int(frames)
        assert abs(float(sound or 0)) <= MOST_SOUND_OFFSET
        assert float(colour) >= LEAST_LIKENESS
