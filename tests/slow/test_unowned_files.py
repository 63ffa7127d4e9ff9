# SPDX-License-Identifier: Apache-2.0
"""After lifecycles with deletions, cancels and kills no byte is stored without an owner.

LIFECYCLES says how many (200), LIFECYCLES_SEED repeats a run.
"""

from __future__ import annotations

import functools
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.support.media.video import make_video
from tests.support.platform.chaos import (
    Killer,
    ask_embedded,
    creators,
    processes_of,
    unfinished,
)
from tests.support.platform.embedded import running_embedded
from tests.support.platform.unowned import check_explained
from tests.support.platform.wandering import wander_all

LIFECYCLES = int(os.environ.get("LIFECYCLES", "200"))
SEED = int(os.environ.get("LIFECYCLES_SEED", str(random.SystemRandom().randrange(10**6))))

pytestmark = pytest.mark.timeout(7200)


def test_nothing_is_stored_without_an_owner_whatever_was_deleted_and_killed(
    tmp_path: Path,
) -> None:
    videos = [make_video(tmp_path / f"{n}.mp4", 2 + n, "640x360") for n in range(3)]
    limits = {"HLS_CRASH_LIMIT": "100", "RENDER_CRASH_LIMIT": "100"}
    with running_embedded(limits) as platform:
        with (
            creators(platform.url, 2) as working,
            Killer(lambda: processes_of(platform), SEED) as killer,
        ):
            ends = wander_all(working, videos, LIFECYCLES, SEED)
        print(f"\nseed {SEED}: {dict(Counter(ends))}, kills {dict(killer.kills)}")

        assert not unfinished(functools.partial(ask_embedded, platform))
        check_explained(platform)
