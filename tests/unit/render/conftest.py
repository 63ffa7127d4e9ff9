# SPDX-License-Identifier: Apache-2.0
"""A coordinator for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.render.world import RenderWorld


@pytest.fixture
def world(tmp_path: Path) -> Iterator[RenderWorld]:
    """A coordinator that knows nothing yet."""
    made = RenderWorld(tmp_path / "secrets")
    yield made
    made.database.close()
