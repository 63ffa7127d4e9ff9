# SPDX-License-Identifier: Apache-2.0
"""Productions at MediaConvert while packagers are killed and the endpoint has faults at random."""

from __future__ import annotations

import random
import subprocess
import threading
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.support.hls.playing import played
from tests.support.media.video import make_video
from tests.support.mediaconvert.installation import (
    MediaConvertInstallation,
    is_over,
    mediaconvert_installation,
)
from tests.support.process.waiting import pause, wait_until

PRODUCTIONS = 50
PACKAGERS = 2
SEED = 20261128
CHANCES = {
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
                pause(self._random.uniform(10, 20))
                place = self._random.randrange(PACKAGERS)
                running[place].kill()
                self.kills += 1
                running[place] = self._start(stack)

    def _start(self, stack: ExitStack) -> subprocess.Popen[bytes]:
        return stack.enter_context(self._installation.hls.packager("mediaconvert"))


def test_every_production_ends_and_no_job_is_made_twice(tmp_path: Path) -> None:
    video = make_video(tmp_path / "video.mp4", 1, "128x72", "25", audio=None)
    settings = {
        "MEDIACONVERT_POLL_SECONDS": "2",
        "MEDIACONVERT_LONGEST_SECONDS": "60",
        "HLS_CRASH_LIMIT": "50",
    }
    with mediaconvert_installation(tmp_path, **settings) as installation:
        hls, endpoint = installation.hls, installation.endpoint
        endpoint.faults.chances = CHANCES
        ids = []
        for number in range(1, PRODUCTIONS + 1):
            hls.store(video, upload_id=number, role="source")
            answer = hls.client().post("/api/productions", json=_body(number))
            ids.append(int(answer.json["production"]["id"]))

        with Killer(installation) as killer:
            wait_until(
                lambda: all(is_over(hls.production(one)) for one in ids),
                "the end of all productions",
                every=1.0,
                seconds=1800,
            )
        shown = [hls.production(one) for one in ids]

        assert killer.kills >= 5
        assert all(one["errorCode"] and one["errorMessage"] for one in shown if not _ready(one))
        assert sum(map(_ready, shown)) > PRODUCTIONS / 2
        for one in shown:
            assert not _ready(one) or played(hls.fetch(one), tmp_path / str(one["id"]))
        tokens = Counter(one.token for one in endpoint.store.all())
        assert set(tokens.values()) == {1}
        # An attempt has one job; what was lost at the endpoint was submitted again as another.
        attempts = Counter((one.token or "").partition("-")[0] for one in endpoint.store.all())
        assert max(attempts.values()) <= 4
        wait_until(lambda: _open_jobs(installation) == 0, "the end of all conversions")


def _body(upload_id: int) -> dict[str, object]:
    return {"uploadId": upload_id, "profile": "simple-hls"}


def _ready(shown: dict[str, object]) -> bool:
    return shown["state"] == "ready"


def _open_jobs(installation: MediaConvertInstallation) -> int:
    jobs = installation.endpoint.store.all()
    return sum(one.status in {"SUBMITTED", "PROGRESSING"} for one in jobs)
