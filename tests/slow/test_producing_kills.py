# SPDX-License-Identifier: Apache-2.0
"""A hundred drafts are produced while a process is killed each time, and everything is counted.

`PRODUCING_ROUNDS` sets how many.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.media.video import make_video
from tests.support.platform.creator import a_creator
from tests.support.platform.distributed import running_platform
from tests.support.platform.embedded import running_embedded
from tests.support.platform.producing import (
    Victims,
    ended,
    faults,
    produce_and_kill,
    victims_of_distributed,
    victims_of_embedded,
)
from tests.support.servers.postgres import running_postgres
from tests.support.servers.rabbitmq import running_rabbitmq

ROUNDS = int(os.environ.get("PRODUCING_ROUNDS", "100"))
PATIENCE_SECONDS = 300
# What a killed process held is taken over sooner, and no job is given up because of our kills.
SETTINGS = {
    f"{service}_{name}": value
    for service in ("HLS", "RENDER")
    for name, value in (("CRASH_LIMIT", "1000"), ("LEASE_SECONDS", "5"))
}

pytestmark = pytest.mark.timeout(3600)


@contextlib.contextmanager
def embedded() -> Iterator[tuple[str, Victims]]:
    """Run an embedded platform for a block; return its address and what is killed of it."""
    with running_embedded(SETTINGS) as platform:
        yield platform.url, victims_of_embedded(platform)


@contextlib.contextmanager
def distributed(folder: Path) -> Iterator[tuple[str, Victims]]:
    """Run a distributed platform for a block; return its address and what is killed of it."""
    folder.mkdir()
    with (
        running_postgres() as postgres,
        running_rabbitmq() as rabbitmq,
        running_platform(
            folder,
            database_url=postgres.new_database(),
            bus_url=rabbitmq.url,
            storage_url=f"disk://{folder}/storage",
            extra=SETTINGS,
        ) as platform,
    ):
        yield platform.url, victims_of_distributed(platform)


def check_rounds(url: str, victims: Victims, folder: Path) -> None:
    """Produce a draft in each round while something is killed; each has one production."""
    dice = random.Random(7)
    roles = [dice.choice(victims.roles) for _ in range(ROUNDS)]
    with a_creator(url, patience=PATIENCE_SECONDS) as creator:
        upload = creator.upload(make_video(folder / "film.mp4", 1, "320x180"))
        creator.ready(upload)
        produced = [
            produce_and_kill(victims, creator, upload, role=role, dice=dice) for role in roles
        ]
        states = Counter(ended(creator, one.production_id)["status"] for one in produced)
        print(f"\nkills: {dict(Counter(roles))}, retries: {creator.retries}")

        assert faults(creator, produced) == []
        assert states == {"completed": ROUNDS}


def test_a_hundred_drafts_have_one_production_each(tmp_path: Path) -> None:
    with embedded() as (url, victims):
        check_rounds(url, victims, tmp_path)


def test_a_hundred_drafts_of_a_distributed_platform_have_one_production_each(
    tmp_path: Path,
) -> None:
    with distributed(tmp_path / "platform") as (url, victims):
        check_rounds(url, victims, tmp_path)
