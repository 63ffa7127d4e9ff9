# SPDX-License-Identifier: Apache-2.0
"""A service that was started before its database works once that is there, without a restart."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from google.protobuf.struct_pb2 import Struct

from chassis import outbox
from chassis.deployment import Deployment
from chassis.hosting import (
    RunningService,
    join_all,
    migrate_service,
    start_relay,
    start_worker,
)
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.tables import OUTBOX
from services.publish.bootstrap import SERVICE
from services.registry import TOPOLOGY
from tests.support.process.waiting import HANG_SECONDS, wait_until
from tests.support.servers.postgres import Postgres, running_postgres


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Postgres]:
    """A server of this test alone, which may be stopped."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def deployment(tmp_path: Path, postgres: Postgres) -> Deployment:
    Keyring(tmp_path).make(
        pairs=[ACCESS_KEY, "service-publish"], texts=["storage", "idempotency", "installation"]
    )
    environ = {
        "BUS_URL": f"sqlitemq:///{tmp_path}/bus.db",
        "STORAGE_URL": f"disk://{tmp_path}/storage",
        "SECRETS_DIR": str(tmp_path),
        "DISK_RESERVE_BYTES": "0",
        "PUBLISH_DATABASE_URL": postgres.new_database(),
    }
    return Deployment(environ, topology=TOPOLOGY, addresses={})


@contextlib.contextmanager
def working(deployment: Deployment) -> Iterator[RunningService]:
    """Have a service open with all its threads for a block."""
    running, stop = SERVICE.open(deployment), threading.Event()
    threads = [start_relay(running, deployment, stop), *start_worker(running, deployment, stop)]
    try:
        yield running
    finally:
        stop.set()
        join_all(threads, within_seconds=HANG_SECONDS)
        running.database.close()


def failing(running: RunningService) -> set[str]:
    return set(running.app().test_client().get("/readyz").get_json()["failing"])


def announce(running: RunningService) -> None:
    with running.database.begin_or_join() as session:
        outbox.announce(session, "test.thing.made.v1", Struct())


def unsent(running: RunningService) -> int:
    query = sa.select(sa.func.count()).where(OUTBOX.c.sent_at.is_(None))
    with running.database.reading() as session:
        return int(session.execute(query).scalar_one())


def test_a_service_that_was_started_before_its_database_sends_events_once_it_is_there(
    deployment: Deployment, postgres: Postgres
) -> None:
    migrate_service(SERVICE, deployment)
    postgres.stop()

    with working(deployment) as running:
        assert "database" in failing(running)
        postgres.start()
        announce(running)
        wait_until(lambda: unsent(running) == 0, "the event to be sent")
        wait_until(lambda: failing(running) == set(), "a ready service")


def test_a_service_whose_database_was_away_sends_events_when_it_is_back(
    deployment: Deployment, postgres: Postgres
) -> None:
    migrate_service(SERVICE, deployment)

    with working(deployment) as running:
        announce(running)
        wait_until(lambda: unsent(running) == 0, "the event to be sent")
        postgres.stop()
        wait_until(lambda: "database" in failing(running), "a service that says what is away")
        postgres.start()
        announce(running)
        wait_until(lambda: unsent(running) == 0, "the next event to be sent")
