# SPDX-License-Identifier: Apache-2.0
"""A render cluster for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.render.cluster import RenderCluster


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[RenderCluster]:
    """A coordinator without nodes."""
    made = RenderCluster(tmp_path, RENDER_LEASE_SECONDS="3")
    yield made
    made.close()
