# SPDX-License-Identifier: Apache-2.0
"""A hundred drafts are produced while a process is killed each time, and everything is counted."""

from __future__ import annotations

import random
from pathlib import Path

from tests.support.media.video import make_video
from tests.support.platform.creator import a_creator
from tests.support.platform.embedded import running_embedded
from tests.support.platform.producing import ended, faults, produce_and_kill

ROUNDS = 100
ROLES = ("worker", "host", "node", "packager")
PATIENCE_SECONDS = 300


def test_a_hundred_drafts_have_one_production_each(tmp_path: Path) -> None:
    dice = random.Random(7)
    with (
        running_embedded({"HLS_CRASH_LIMIT": "100", "RENDER_CRASH_LIMIT": "100"}) as platform,
        a_creator(platform.url, patience=PATIENCE_SECONDS) as creator,
    ):
        upload = creator.upload(make_video(tmp_path / "film.mp4", 1, "640x360"))
        creator.ready(upload)

        produced = [
            produce_and_kill(platform, creator, upload, role=dice.choice(ROLES), dice=dice)
            for _ in range(ROUNDS)
        ]
        states = {ended(creator, one.production_id)["status"] for one in produced}

        assert faults(creator, produced) == []
        assert states == {"completed"}
