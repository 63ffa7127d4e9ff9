# SPDX-License-Identifier: Apache-2.0
"""Productions at MediaConvert while packagers are killed and the endpoint has faults at random.

200 on either profile; `MEDIACONVERT_PRODUCTIONS` sets another number.
"""

from __future__ import annotations

import os
import random
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.support.hls.playing import played
from tests.support.media.video import make_video
from tests.support.mediaconvert.faults import Fault
from tests.support.mediaconvert.installation import (
    MediaConvertInstallation,
    is_over,
    mediaconvert_installation,
)
from tests.support.process.waiting import pause, wait_until
from tests.support.servers.postgres import running_postgres
from tests.support.servers.rabbitmq import running_rabbitmq

PRODUCTIONS = int(os.environ.get("MEDIACONVERT_PRODUCTIONS", "200"))
PACKAGERS = 2
SEED = 20261128
CHANCES: Mapping[Fault, float] = {
    "throttle": 0.1,
    "break": 0.03,
    "drop_answer": 0.2,
    "fail": 0.1,
    "reject": 0.05,
    "stall": 0.04,
    "lose_job": 0.05,
    "lose_event": 0.3,
    "double_event": 0.2,
}
SETTINGS = {
    "MEDIACONVERT_POLL_SECONDS": "2",
    "MEDIACONVERT_LONGEST_SECONDS": "60",
    "HLS_CRASH_LIMIT": "50",
}

pytestmark = pytest.mark.timeout(7200)


class Killer:
    """Kills a packager every few seconds, and starts another."""

    def __init__(self, installation: MediaConvertInstallation) -> None:
        self.kills = 0
        self._installation = installation
        self._random = random.Random(SEED)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Killer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        with ExitStack() as stack:
            running = [self._start(stack) for _ in range(PACKAGERS)]
            while not self._stop.is_set():
                pause(self._random.uniform(5, 15))
                place = self._random.randrange(PACKAGERS)
                running[place].kill()
                self.kills += 1
                running[place] = self._start(stack)

    def _start(self, stack: ExitStack) -> subprocess.Popen[bytes]:
        return stack.enter_context(self._installation.hls.packager("mediaconvert"))


@pytest.fixture(params=["embedded", "distributed"])
def servers(request: pytest.FixtureRequest) -> Iterator[Mapping[str, str]]:
    """The settings of a profile's bus and database; either stores files in a bucket."""
    if request.param == "embedded":
        yield {}
        return
    with running_postgres() as postgres, running_rabbitmq() as rabbitmq:
        yield {"HLS_DATABASE_URL": postgres.new_database(), "BUS_URL": rabbitmq.url}


def test_every_production_ends_and_no_job_is_made_twice(
    servers: Mapping[str, str], tmp_path: Path
) -> None:
    video = make_video(tmp_path / "video.mp4", 1, "128x72", "25", audio=None)
    with mediaconvert_installation(tmp_path, **SETTINGS, **servers) as installation:
        installation.endpoint.faults.chances = CHANCES
        ids = [produce(installation, video, number) for number in range(1, PRODUCTIONS + 1)]

        with Killer(installation) as killer:
            shown = await_ends(installation, ids)
        report(installation, killer, shown)

        assert killer.kills >= min(5, PRODUCTIONS // 4)
        assert all(one["errorCode"] and one["errorMessage"] for one in shown if not _ready(one))
        assert sum(map(_ready, shown)) > PRODUCTIONS / 2
        for one in filter(_ready, shown):
            assert played(installation.hls.fetch(one), tmp_path / str(one["id"]))
        check_conversions(installation)


def produce(installation: MediaConvertInstallation, video: Path, upload_id: int) -> int:
    """Package an upload of its own; return the id of the production."""
    installation.hls.store(video, upload_id=upload_id, role="source")
    body = {"uploadId": upload_id, "profile": "simple-hls"}
    answer = installation.hls.client().post("/api/productions", json=body)
    assert answer.json is not None
    return int(answer.json["production"]["id"])


def await_ends(installation: MediaConvertInstallation, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return all productions when each is completed or failed."""
    ended: dict[int, dict[str, Any]] = {}

    def have_ended() -> bool:
        for one in ids:
            if one not in ended and is_over(shown := installation.hls.production(one)):
                ended[one] = shown
        return len(ended) == len(ids)

    wait_until(have_ended, "the end of all productions", every=1.0, seconds=6000)
    return [ended[one] for one in ids]


def check_conversions(installation: MediaConvertInstallation) -> None:
    """Check that nothing was submitted twice under one token, and that nothing goes on."""
    tokens = [str(one.token) for one in installation.endpoint.store.all()]
    assert set(Counter(tokens).values()) == {1}
    # An attempt has one job; what was lost at the endpoint was submitted again as another.
    attempts = Counter(one.partition("-")[0] for one in tokens)
    assert max(attempts.values()) <= 4
    wait_until(lambda: _open_jobs(installation) == 0, "the end of all conversions")


def report(
    installation: MediaConvertInstallation, killer: Killer, shown: Sequence[dict[str, Any]]
) -> None:
    """Print what happened."""
    faults = dict(installation.endpoint.faults.happened)
    codes = Counter(str(one["errorCode"]) for one in shown if not _ready(one))
    print(f"\n{sum(map(_ready, shown))} of {len(shown)} ready, failed: {dict(codes)}")
    print(f"kills: {killer.kills}, faults: {faults}")


def _ready(shown: dict[str, Any]) -> bool:
    return bool(shown["state"] == "ready")


def _open_jobs(installation: MediaConvertInstallation) -> int:
    jobs = installation.endpoint.store.all()
    return sum(one.status in {"SUBMITTED", "PROGRESSING"} for one in jobs)
