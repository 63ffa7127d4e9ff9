# SPDX-License-Identifier: Apache-2.0
"""One coordinator for all these tests, emptied before each."""

from __future__ import annotations

import pytest

from tests.support.render.world import RenderWorld


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> RenderWorld:
    """Return the coordinator, whose app and statements take longer to make than a test."""
    return RenderWorld(tmp_path_factory.mktemp("render") / "secrets")


@pytest.fixture
def world(built: RenderWorld) -> RenderWorld:
    """Return a coordinator that knows nothing yet."""
    built.reset()
    return built
