# SPDX-License-Identifier: Apache-2.0
"""Many edits, each rendered with cached results and with an empty cache, and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.render.stale_frames import EditedTimeline

EDITS, POSITIONS = 25, 100


@pytest.mark.timeout(3600)
def test_no_frame_is_stale_after_any_edit(tmp_path: Path) -> None:
    timeline = EditedTimeline(tmp_path, seed=11)
    before = timeline.warm()
    compared = changed = stale = 0
    for _ in range(EDITS):
        edit = timeline.edit()
        warm, cold = timeline.warm(), timeline.cold()
        compared += len(cold.frames)
        changed += cold.differing(before)
        stale += cold.differing(warm)
        assert warm.sound == cold.sound, edit
        before = cold

    print(f"\n{EDITS} edits: {compared} frames compared, {changed} changed, {stale} stale")
    assert compared >= POSITIONS
    assert changed > 0
    assert stale == 0
