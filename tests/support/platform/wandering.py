# SPDX-License-Identifier: Apache-2.0
"""Creators who change their minds: they abandon, cancel and delete at every step of the way."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.platform.creator import Creator, clip
from tests.support.process.waiting import pause

_LONGEST_PAUSE_SECONDS = 2.0


def wander(creator: Creator, video: Path, dice: random.Random) -> str:
    """Go the way from a clip to a publication until the dice end it; return where that was."""
    upload = creator.upload(video)
    if _ends(dice):
        return _delete(creator, f"/api/uploads/{upload}?force=true", "upload")
    creator.ready(upload)
    project = creator.project([clip("one", upload, (0, 1.9))])
    job = creator.post(f"/api/create-video/projects/{project}/export", {})["jobId"]
    if _ends(dice):
        _rest(dice)
        keyed = {"Idempotency-Key": uuid.uuid4().hex}
        creator.request("POST", f"/api/renders/{job}/cancel", json={}, headers=keyed)
    elif _ends(dice):
        _rest(dice)
        _delete(creator, f"/api/uploads/{upload}?force=true", "source")
    status = creator.export_ended(project, job)
    if status["status"] != "completed":
        return str(status["status"])
    return _publish(creator, int(status["resultUploadId"]), dice)


def _publish(creator: Creator, export: int, dice: random.Random) -> str:
    if _ends(dice):
        return _delete(creator, f"/api/exports/{export}?force=true", "export")
    made = creator.post(f"/api/exports/{export}/prep-hls", {})["productionId"]
    if _ends(dice):
        _rest(dice)
        return _delete(creator, f"/api/productions/{made}", "production while it is packaged")
    production = creator.packaged(export)
    if _ends(dice):
        return _delete(creator, f"/api/productions/{production}", "production")
    creator.published(production)
    return "published"


def wander_all(
    creators: Sequence[Creator], videos: Sequence[Path], count: int, seed: int
) -> list[str]:
    """Let the creators share so many ways; return where each ended."""

    def work(creator: Creator, numbers: Sequence[int]) -> list[str]:
        dice = random.Random(seed + numbers[0]) if numbers else random.Random(seed)
        return [wander(creator, videos[number % len(videos)], dice) for number in numbers]

    shares = [range(index, count, len(creators)) for index in range(len(creators))]
    with ThreadPoolExecutor(len(creators)) as pool:
        return [end for ends in pool.map(work, creators, shares) for end in ends]


def _ends(dice: random.Random) -> bool:
    return dice.random() < 0.2


def _rest(dice: random.Random) -> None:
    pause(dice.random() * _LONGEST_PAUSE_SECONDS)


def _delete(creator: Creator, path: str, what: str) -> str:
    """Delete something that may be deleted already by a request whose answer was lost."""
    answer = creator.request("DELETE", path)
    assert answer.status_code in {200, 204, 404}, answer.text
    return f"{what} deleted"
