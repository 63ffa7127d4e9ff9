# SPDX-License-Identifier: Apache-2.0
"""After lifecycles with deletions, cancels and kills no byte is stored without an owner.

LIFECYCLES says how many (200), LIFECYCLES_SEED repeats a run.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.support.media.video import make_video
from tests.support.platform.chaos import Killer, Victim, creators, unfinished
from tests.support.platform.embedded import running_embedded
from tests.support.platform.unowned import check_explained, check_owners
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

        def victims() -> list[Victim]:
            return [
                Victim(role, lambda pid=pid: os.kill(pid, 9), None)
                for role, pid in platform.pids().items()
                if role != "supervisor"
            ]

        def query(service: str, sql: str) -> list[Any]:
            engine = sa.create_engine(f"sqlite:///{platform.var}/db/{service}.db")
            with engine.connect() as connection:
                found = list(connection.execute(sa.text(sql)).all())
            engine.dispose()
            return found

        with creators(platform.url, 2) as working:
            killer = Killer(victims, SEED)
            killer.start()
            try:
                ends = wander_all(working, videos, LIFECYCLES, SEED)
            finally:
                killer.stop()
        print(f"\nseed {SEED}: {dict(Counter(ends))}, kills {dict(killer.kills)}")

        assert not unfinished(query)
        check_owners(platform.service_environ())
        check_explained(platform)
