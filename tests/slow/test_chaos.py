# SPDX-License-Identifier: Apache-2.0
"""Forty lifecycles distributed and twenty embedded, while processes of ours are killed at random,
disks are full, clocks are set and databases wait.

`make chaos` prints the seed, the kills per role and the retries; CHAOS_SEED repeats a run, and
CHAOS_PAUSE_SECONDS lets a machine that is busy with other things rest between two of them.
"""

from __future__ import annotations

import functools
import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.support.media.video import make_video
from tests.support.platform.chaos import (
    DOUBLED,
    Journey,
    Killer,
    Victim,
    ask_embedded,
    creators,
    journeys,
    processes_of,
    rows,
    unfinished,
)
from tests.support.platform.creator import Creator
from tests.support.platform.distributed import SERVICES, Platform, Process, running_platform
from tests.support.platform.embedded import running_embedded
from tests.support.platform.faults import (
    SteppedClock,
    full_disk,
    late_database,
    locked_files,
    locked_tables,
    small_disk,
)
from tests.support.platform.unowned import check_explained, check_owners
from tests.support.servers.postgres import Postgres, running_postgres
from tests.support.servers.rabbitmq import RabbitMQ, running_rabbitmq

SEED = int(os.environ.get("CHAOS_SEED", str(random.SystemRandom().randrange(10**6))))
DISTRIBUTED = int(os.environ.get("CHAOS_DISTRIBUTED", "40"))
EMBEDDED = int(os.environ.get("CHAOS_EMBEDDED", "20"))

_DISK_MEGABYTES = 768
_RESERVE = {"DISK_RESERVE_BYTES": str(64 << 20)}
_FAULTS = ("disk-full", "clock-step", "database-lock")
_LOCKED = ("render", "library", "bus", "drafts", "hls")

pytestmark = pytest.mark.timeout(3600)


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("videos")
    return [
        make_video(folder / f"{number}.mp4", 2 + number, "640x360", barcode_source_id=number + 1)
        for number in range(3)
    ]


def report(killer: Killer, working: Sequence[Creator], made: Sequence[Journey]) -> None:
    retries = sum(one.retries for one in working)
    print(f"\nseed {SEED}: {len(made)} lifecycles, kills {dict(killer.kills)}, retries {retries}")
    print(f"failures of the killer: {killer.failures}")


def judge(made: Sequence[Journey], count: int, query: Callable[[str, str], list[Any]]) -> None:
    left, doubled = unfinished(query), rows(query, DOUBLED)
    print(f"0 lost = {len(made) == count}, left {left}, doubled {doubled}")
    exports = {row[0] for row in query("library", "SELECT export_id FROM uploads")}

    assert len({one.publication_id for one in made}) == count
    assert {one.export_id for one in made} <= exports
    assert not left
    assert not doubled


def delete_some(working: Sequence[Creator]) -> None:
    """Let each creator delete half of what they uploaded, although timelines use it."""
    for creator in working:
        for upload in creator.get("/api/uploads?kind=video")["items"][::2]:
            creator.request("DELETE", f"/api/uploads/{upload['id']}?force=true")


@dataclass(frozen=True)
class Distributed:
    """A distributed platform, the address of its database, and all that may happen to it."""

    platform: Platform
    engine: sa.Engine
    victims: Sequence[Victim]

    def query(self, service: str, sql: str) -> list[Any]:
        """Ask the schema of a service."""
        with self.engine.connect() as connection:
            connection.execute(sa.text(f"SET search_path TO {service}"))
            return list(connection.execute(sa.text(sql)).all())


@pytest.fixture
def distributed(tmp_path: Path) -> Iterator[Distributed]:
    clock = SteppedClock(tmp_path)
    with (
        small_disk(_DISK_MEGABYTES) as disk,
        running_postgres() as postgres,
        running_rabbitmq() as rabbitmq,
        running_platform(
            disk,
            database_url=(url := postgres.new_database()),
            bus_url=rabbitmq.url,
            storage_url=f"disk://{disk}/storage",
            nodes=2,
            extra={**clock.environ(), **_RESERVE},
        ) as platform,
    ):
        faults = [
            full_disk(disk),
            clock.victim(),
            locked_tables(url, ("render", "library", "drafts", "hls")),
        ]
        engine = sa.create_engine(url, pool_pre_ping=True)
        yield Distributed(platform, engine, [*_victims(platform, postgres, rabbitmq), *faults])
        engine.dispose()


def test_distributed_lifecycles_survive_kills_and_faults(
    videos: list[Path], distributed: Distributed
) -> None:
    platform = distributed.platform
    with creators(platform.url, 4) as working:
        with Killer(lambda: distributed.victims, SEED) as killer:
            made = journeys(working, videos, DISTRIBUTED)
        report(killer, working, made)
        delete_some(working)

    judge(made, DISTRIBUTED, distributed.query)
    check_owners(platform.service_environ())
    assert killer.kills.total() >= DISTRIBUTED
    assert {*_FAULTS, "late-postgres"} <= {*killer.kills}
    assert not killer.failures


def _victims(platform: Platform, postgres: Postgres, rabbitmq: RabbitMQ) -> list[Victim]:
    ours = [_of_process(one) for name, one in platform.processes.items() if name != "nginx"]
    return [
        *ours,
        Victim("rabbitmq", rabbitmq.kill, rabbitmq.restart, at_most_every=60.0),
        Victim("postgres", postgres.kill, postgres.start, at_most_every=25.0, at_most=2),
        late_database(postgres.stop, postgres.start, [_restarts(platform, s) for s in SERVICES]),
    ]


def _restarts(platform: Platform, service: str) -> list[Callable[[], None]]:
    processes = [one for name, one in platform.processes.items() if name.startswith(f"{service}-")]

    def restart(process: Process) -> None:
        process.kill()
        process.start()

    return [functools.partial(restart, one) for one in processes]


def _of_process(process: Process) -> Victim:
    role = process.name.rsplit("-", 1)[-1] if "node" not in process.name else "node"
    return Victim(role, process.kill, process.start)


def test_embedded_lifecycles_survive_kills_and_faults(videos: list[Path], tmp_path: Path) -> None:
    clock = SteppedClock(tmp_path)
    with (
        small_disk(_DISK_MEGABYTES) as disk,
        running_embedded({**clock.environ(), **_RESERVE}, parent=disk) as platform,
    ):
        files = [platform.var / "db" / f"{name}.db" for name in _LOCKED]
        faults = [full_disk(disk), clock.victim(), locked_files(files)]

        with creators(platform.url, 2) as working:
            with Killer(lambda: [*processes_of(platform), *faults], SEED) as killer:
                made = journeys(working, videos, EMBEDDED)
            report(killer, working, made)
            delete_some(working)

        judge(made, EMBEDDED, functools.partial(ask_embedded, platform))
        check_explained(platform)
    assert set(killer.kills) >= {"host", "worker", "node", "packager", *_FAULTS}
    assert all("No such process" in one for one in killer.failures)
