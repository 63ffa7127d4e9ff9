# SPDX-License-Identifier: Apache-2.0
"""One publish service for all these tests, emptied before each."""

from __future__ import annotations

import pytest

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, BEN, EVE, PublishWorld, a_world


@pytest.fixture
def world() -> PublishWorld:
    return a_world()


@pytest.fixture
def channel(world: PublishWorld) -> int:
    """Return a channel that Eve moderates and Ada posts in."""
    made = world.space(SpaceType.CHANNEL, owner=BEN)
    world.give(EVE, made, "space_moderator")
    world.give(ADA, made, "space_poster")
    return made
