# SPDX-License-Identifier: Apache-2.0
"""Odd and hostile files, sent to a real node: the quick part of the corpus."""

from __future__ import annotations

from pathlib import Path

from tests.support.hostile.corpus import CORPUS, QUICK
from tests.support.hostile.ingest import differs, ingest_all
from tests.support.process.waiting import HANG_SECONDS
from tests.support.render.cluster import RenderCluster


def test_odd_files_are_rendered_right_and_hostile_ones_refused_by_name(
    own_cluster: RenderCluster, tmp_path: Path
) -> None:
    node = own_cluster.node(slots=2)

    found = ingest_all(own_cluster, [CORPUS[name] for name in QUICK], tmp_path / "work")

    wrong = {name: each for name, each in found.items() if differs(each, CORPUS[name].outcome)}
    assert not wrong
    assert not [each.reason for each in found.values() if not each.is_named]
    assert all(each.seconds < HANG_SECONDS for each in found.values())
    assert not [row for row in own_cluster.jobs() if row.attempts or row.crashes]
    assert node.poll() is None
