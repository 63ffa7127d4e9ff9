# SPDX-License-Identifier: Apache-2.0
"""Slow peers wait for themselves only: the platform answers all others meanwhile."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.media.video import make_video
from tests.support.platform import slow_peers
from tests.support.platform.creator import Creator, a_creator
from tests.support.platform.slow_peers import Slowness
from tests.support.process.waiting import pause

PEERS = 64
"""Four times as many as the web server of a service has threads."""
ROUNDS = 20


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video with 32 MiB of free space at its end, more than buffers on the way hold."""
    path = make_video(tmp_path_factory.mktemp("slow") / "a.mp4", 1)
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", 32 << 20, b"free").ljust(32 << 20, b"\0"))
    return path


@pytest.fixture
def creator(platform: str) -> Iterator[Creator]:
    with a_creator(platform) as found:
        yield found


def worst_seconds(creator: Creator, path: str) -> float:
    """Return how long the slowest of some answers took, all of which came."""
    worst = 0.0
    for _ in range(ROUNDS):
        started = time.monotonic()
        assert creator.request("GET", path, tries=False).status_code == 200
        worst = max(worst, time.monotonic() - started)
    return worst


def judge(platform: str, creator: Creator, kind: str, slowness: Slowness) -> None:
    with slow_peers.slow_peers(platform, slowness, count=PEERS):
        pause(1.0)
        took = {path: worst_seconds(creator, path) for path in ("/healthz", "/api/uploads")}
    said = ", ".join(f"{path} {seconds:.3f} s" for path, seconds in took.items())
    print(f"{PEERS} peers, {kind}, {platform}: {said}")


@pytest.mark.parametrize("kind", ["slow_header", "slow_body", "idle"])
def test_others_are_answered_while_peers_send_slowly(
    platform: str, creator: Creator, kind: str
) -> None:
    judge(platform, creator, kind, getattr(slow_peers, kind)())


def test_others_are_answered_while_peers_send_forms_slowly(platform: str, creator: Creator) -> None:
    about = {"filename": "a.mp4", "contentType": "video/mp4", "sizeBytes": 100_000}
    url = creator.post("/api/sign-upload", about)["post"]["url"]
    # A bucket takes forms itself; the path of forms is there all the same.
    signed = url if url.startswith(platform) else f"{platform}/media/files"

    judge(platform, creator, "slow_form", slow_peers.slow_form(signed))


def test_others_are_answered_while_peers_do_not_read_a_file(
    platform: str, creator: Creator, video: Path
) -> None:
    upload = creator.upload(video)
    creator.ready(upload)
    token = {"Authorization": creator.http.headers["Authorization"]}
    slowness = slow_peers.slow_reader(f"/api/uploads/{upload}/file", token)

    judge(platform, creator, "slow_reader", slowness)
