# SPDX-License-Identifier: Apache-2.0
"""A draft is archived exactly when its production exists, whatever is killed while it is made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.media.video import make_video
from tests.support.platform.creator import a_creator
from tests.support.platform.embedded import Embedded, running_embedded
from tests.support.platform.producing import (
    ended,
    faults,
    produce_and_kill,
    victims_of_embedded,
)


@pytest.fixture(scope="module")
def platform() -> Iterator[Embedded]:
    """An installation of its own, of which processes are killed."""
    with running_embedded() as found:
        yield found


def test_a_draft_is_produced_once_although_processes_are_killed(
    platform: Embedded, tmp_path: Path
) -> None:
    dice, victims = random.Random(3), victims_of_embedded(platform)
    with a_creator(platform.url) as creator:
        upload = creator.upload(make_video(tmp_path / "film.mp4", 1, "640x360"))
        creator.ready(upload)

        produced = [
            produce_and_kill(victims, creator, upload, role=role, dice=dice)
            for role in ("worker", "node", "host", "packager")
        ]
        states = {ended(creator, one.production_id)["status"] for one in produced}

        assert faults(creator, produced) == []
        assert states == {"completed"}
