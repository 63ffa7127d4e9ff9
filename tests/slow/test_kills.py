# SPDX-License-Identifier: Apache-2.0
"""An export of a minute on two nodes, one of which is killed again and again."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from media.timecode import DEFAULT_RATE
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import packets_of
from tests.support.media.video import make_video
from tests.support.process.waiting import pause, wait_until
from tests.support.render.cluster import RenderCluster
from tests.support.render.samples import a_clip, an_export

SEED = 7
LENGTH = 1800
# Clips as (source, first frame, frames); each begins where the one before ends.
CUT = [(1, 300, 450), (2, 0, 300), (1, 900, 330), (2, 330, 570), (1, 0, 150)]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[RenderCluster]:
    """A coordinator with leases of three seconds."""
    made = RenderCluster(tmp_path, RENDER_LEASE_SECONDS="3", RENDER_CRASH_LIMIT="50")
    yield made
    made.close()


def export_cut(cluster: RenderCluster, folder: Path) -> str:
    """Start an export of a minute from two sources."""
    sources = tuple(
        cluster.source(n, make_video(folder / f"{n}.mp4", 41, "640x360", barcode_source_id=n))
        for n in (1, 2)
    )
    clips, start = [], 0
    for source, first, frames in CUT:
        span = (first / 30, (first + frames) / 30)
        clips.append(a_clip(source, start=start / 30, source=span))
        start += frames
    assert start == LENGTH
    return cluster.start(an_export(*clips, sources=sources))


def chunk_seconds(cluster: RenderCluster) -> list[float]:
    """Return the seconds that each completed chunk took."""
    return [row.wall_seconds for row in cluster.jobs("chunk") if row.state == "done"]


def kill_until_done(cluster: RenderCluster, export_id: str) -> int:
    """Kill one of two nodes every three median chunk times, start it anew a second later."""
    dice, kills = random.Random(SEED), 0
    nodes = [cluster.node(slots=1), cluster.node(slots=1)]
    wait_until(lambda: len(chunk_seconds(cluster)) >= 2)
    while cluster.render(export_id).is_active:
        pause(3 * statistics.median(chunk_seconds(cluster)))
        if not cluster.render(export_id).is_active:
            break
        victim = dice.randrange(2)
        cluster.kill(nodes[victim])
        kills += 1
        pause(1)
        nodes[victim] = cluster.node(slots=1)
        assert kills < 200, "the render makes no progress"
    return kills


def test_an_export_is_exact_although_nodes_are_killed_all_the_time(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    export_id = export_cut(cluster, tmp_path)

    kills = kill_until_done(cluster, export_id)

    render = cluster.ended(export_id)
    assert render.state == "completed", render.failure
    made = cluster.export_file(render)
    expected = [(source, first + n) for source, first, frames in CUT for n in range(frames)]
    assert read_barcodes(made) == expected
    table = packets_of(made)
    assert table.audio is not None and table.audio.end == DEFAULT_RATE.samples(LENGTH)
    # A job is claimed once, and once more for each time its node was killed: none twice.
    claimed_again = [row for row in cluster.jobs() if row.token != 1 + row.crashes]
    assert not [row for row in claimed_again if row.state == "done"]
    assert kills >= 3
    print(f"\nkills: {kills}, jobs lost and done again: {sum(r.crashes for r in cluster.jobs())}")
