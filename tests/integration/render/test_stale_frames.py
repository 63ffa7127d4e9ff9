# SPDX-License-Identifier: Apache-2.0
"""An export rendered with cached results equals one rendered with an empty cache."""

from __future__ import annotations

from pathlib import Path

from tests.support.render.stale_frames import EditedTimeline

EDITS = 4


def test_no_frame_is_stale_after_edits_and_a_wrong_key_is_detected(tmp_path: Path) -> None:
    timeline = EditedTimeline(tmp_path, seed=3)
    before = timeline.warm()
    edits = [timeline.edit() for _ in range(EDITS)]
    timeline.warm()

    stale, warm, cold = (
        timeline.with_wrong_keys(timeline.edit_a_picture),
        timeline.warm(),
        timeline.cold(),
    )

    print(f"{len(cold.frames)} frames compared after {', '.join(edits)}")
    assert len(cold.frames) >= 12
    assert warm == cold
    assert cold.differing(before) > 0
    assert cold.differing(stale) > 0
