# SPDX-License-Identifier: Apache-2.0
"""A film rendered with kept jobs is the film rendered without them, frame by frame."""

from __future__ import annotations

from pathlib import Path

from tests.support.render.stale_frames import EditedTimeline

EDITS = 4


def test_no_frame_is_stale_after_edits_and_a_careless_key_is_found_out(tmp_path: Path) -> None:
    film = EditedTimeline(tmp_path, seed=3)
    before = film.warm()
    edits = [film.edit() for _ in range(EDITS)]
    film.warm()

    careless, kept, fresh = film.careless(film.edit_a_picture), film.warm(), film.cold()

    print(f"{len(fresh.frames)} frames compared after {', '.join(edits)}")
    assert len(fresh.frames) >= 12
    assert kept == fresh
    assert fresh.differing(before) > 0
    assert fresh.differing(careless) > 0
