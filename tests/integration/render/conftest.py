# SPDX-License-Identifier: Apache-2.0
"""A render farm for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.render.cluster import RenderFarm


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[RenderFarm]:
    """A coordinator without nodes."""
    made = RenderFarm(tmp_path, RENDER_LEASE_SECONDS="3")
    yield made
    made.close()
