# SPDX-License-Identifier: Apache-2.0
"""The whole corpus of odd and hostile files, and what a node opens while it looks at some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hostile.corpus import CORPUS
from tests.support.hostile.ingest import differs, ingest_all
from tests.support.process.memory import Peak
from tests.support.process.tracing import connections, foreign_opens
from tests.support.process.waiting import HANG_SECONDS, exit_code
from tests.support.render.cluster import RenderCluster

MOST_BYTES = 1 << 30
CALLS = "execve,open,openat,openat2,creat,rename,renameat2,unlink,connect,clone,clone3,vfork,fork"

TRACED = (
    "turn-turned-right",
    "codec-h264-in-ts",
    "sound-five-one",
    "hdr-pq",
    "cut-back-50",
    "scrambled-head",
    "points-hls-file",
    "points-hls-path",
    "points-hls-near",
    "points-hls-http",
    "points-ffconcat-path",
    "points-ffconcat-near",
    "points-ffconcat-concat",
    "points-dash-http",
    "points-mov",
    "text-svg",
    "text-svg-network",
    "text-sdp",
    "bomb-png-20000",
    "sound-only-m4a-with-cover",
)


pytestmark = pytest.mark.timeout(3600)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[RenderCluster]:
    """A coordinator without nodes."""
    made = RenderCluster(tmp_path)
    yield made
    made.close()


def test_every_file_of_the_corpus_becomes_what_it_must(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    node = cluster.node(slots=2)

    with Peak(node.pid) as peak:
        found = ingest_all(cluster, list(CORPUS.values()), tmp_path / "work")

    wrong = {name: each for name, each in found.items() if differs(each, CORPUS[name].outcome)}
    assert not wrong
    assert not [each.reason for each in found.values() if not each.is_named]
    assert all(each.seconds < HANG_SECONDS for each in found.values())
    assert not [row for row in cluster.jobs() if row.attempts or row.crashes]
    assert peak.bytes < MOST_BYTES
    assert node.poll() is None


def test_nothing_outside_the_scratch_directory_is_opened(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    log = tmp_path / "trace.log"
    under = ["strace", "-f", "-qq", "-s", "300", "-e", f"trace={CALLS}", "-o", str(log)]
    node = cluster.node(slots=1, under=under, EXIT_WITH_PARENT="1")

    found = ingest_all(cluster, [CORPUS[name] for name in TRACED], tmp_path / "work")
    assert node.stdin is not None
    node.stdin.close()
    exit_code(node)

    assert not [name for name in TRACED if differs(found[name], CORPUS[name].outcome)]
    opened, counted = foreign_opens(log, allowed=tmp_path / "scratch")
    assert counted > 20 * len(TRACED)
    assert opened == []
    assert connections(log) == []
