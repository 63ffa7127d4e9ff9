# SPDX-License-Identifier: Apache-2.0
"""`/readyz` says what keeps a service from its work, and is well again when that is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from google.protobuf.struct_pb2 import Struct

from chassis import clock, outbox
from chassis.deployment import Deployment
from chassis.hosting import RunningService, migrate_service
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.tables import OUTBOX
from services.publish.bootstrap import SERVICE
from services.registry import TOPOLOGY


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    Keyring(tmp_path).make(
        pairs=[ACCESS_KEY, "service-publish"], texts=["storage", "idempotency", "installation"]
    )
    return {
        "BUS_URL": f"sqlitemq:///{tmp_path}/bus.db",
        "STORAGE_URL": f"disk://{tmp_path}/storage",
        "SECRETS_DIR": str(tmp_path),
        "PUBLISH_DATABASE_URL": f"sqlite:///{tmp_path}/publish.db",
    }


def opened(environ: dict[str, str]) -> RunningService:
    deployment = Deployment(environ, topology=TOPOLOGY, addresses={})
    migrate_service(SERVICE, deployment)
    return SERVICE.open(deployment)


@pytest.fixture
def running(environ: dict[str, str]) -> Iterator[RunningService]:
    service = opened(environ)
    yield service
    service.database.close()


def failing(running: RunningService) -> dict[str, str]:
    client: FlaskClient = running.app().test_client()
    return client.get("/readyz").get_json()["failing"]


def test_an_event_that_nobody_sends_is_reported(running: RunningService) -> None:
    with running.database.begin_or_join() as session:
        outbox.announce(session, "test.thing.made.v1", Struct())
        assert failing(running) == {}
        session.execute(sa.update(OUTBOX).values(created_at=clock.now() - dt.timedelta(minutes=5)))

    found = failing(running)
    assert list(found) == ["outbox"]
    assert "the oldest event has waited" in found["outbox"]

    with running.database.begin_or_join() as session:
        session.execute(sa.update(OUTBOX).values(sent_at=clock.now()))
    assert failing(running) == {}


def test_a_storage_that_cannot_be_written_is_reported(
    running: RunningService, tmp_path: Path
) -> None:
    assert running.deployment.storage.list("") is not None
    (tmp_path / "storage" / ".tmp").rmdir()

    assert failing(running) == {"storage": "StorageUnavailable"}


def test_a_bus_that_is_away_is_reported(running: RunningService, tmp_path: Path) -> None:
    (tmp_path / "bus.db").mkdir()

    assert failing(running) == {"bus": "BusUnavailable"}


def test_a_disk_with_less_than_the_reserve_is_reported(environ: dict[str, str]) -> None:
    running = opened(environ | {"DISK_RESERVE_BYTES": str(2**60)})

    assert set(failing(running)) == {"disk", "storage"}
    running.database.close()
