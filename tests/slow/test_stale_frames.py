# SPDX-License-Identifier: Apache-2.0
"""Many edits of a film, each rendered with kept jobs and without, and compared frame by frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.render.stale_frames import EditedTimeline

EDITS, POSITIONS = 25, 100


@pytest.mark.timeout(3600)
def test_no_frame_is_stale_after_any_edit(tmp_path: Path) -> None:
    film = EditedTimeline(tmp_path, seed=11)
    before = film.warm()
    compared = changed = stale = 0
    for _ in range(EDITS):
        edit = film.edit()
        kept, fresh = film.warm(), film.cold()
        compared += len(fresh.frames)
        changed += fresh.differing(before)
        stale += fresh.differing(kept)
        assert kept.sound == fresh.sound, edit
        before = fresh

    print(f"\n{EDITS} edits: {compared} frames compared, {changed} changed, {stale} stale")
    assert compared >= POSITIONS
    assert changed > 0
    assert stale == 0
