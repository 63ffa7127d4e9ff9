# SPDX-License-Identifier: Apache-2.0
"""Render clusters: one for each test, and one with a node for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.render.cluster import RenderCluster


@pytest.fixture
def own_cluster(tmp_path: Path) -> Iterator[RenderCluster]:
    """A coordinator of a test's own, without nodes."""
    made = RenderCluster(tmp_path, RENDER_LEASE_SECONDS="3")
    yield made
    made.close()


@pytest.fixture(scope="module")
def module_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RenderCluster]:
    """A coordinator and a node, which takes longer to start than most tests to run."""
    made = RenderCluster(tmp_path_factory.mktemp("cluster"), RENDER_LEASE_SECONDS="3")
    made.node(slots=2)
    yield made
    made.close()


@pytest.fixture
def cluster(module_cluster: RenderCluster) -> Iterator[RenderCluster]:
    """The coordinator of the module, without jobs and files, and its node, which waits for jobs."""
    yield module_cluster
    module_cluster.empty()
