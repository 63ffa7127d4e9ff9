# SPDX-License-Identifier: Apache-2.0
"""One drafts service for all these tests, emptied before each."""

from __future__ import annotations

import pytest

from tests.support.drafts.world import DraftsWorld


@pytest.fixture(scope="session")
def running_world(tmp_path_factory: pytest.TempPathFactory) -> DraftsWorld:
    return DraftsWorld(tmp_path_factory.mktemp("secrets"))


@pytest.fixture
def world(running_world: DraftsWorld) -> DraftsWorld:
    running_world.reset()
    return running_world
