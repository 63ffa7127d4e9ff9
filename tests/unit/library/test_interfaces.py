# SPDX-License-Identifier: Apache-2.0
"""The library as a whole: authentication, RPCs, errors, subscriptions, migrations, settings."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.database import Database
from chassis.deployment import Deployment
from chassis.keyring import Keyring
from chassis.migrations import migrate
from chassis.rpc import Call
from chassis.tables import MACHINERY
from reelmill.library.v1 import service_pb2
from services.library import bootstrap
from services.library.api import rpc
from services.library.api.errors import ERROR_RULES
from services.library.api.subscriptions import subscriptions
from services.library.bootstrap import SERVICE
from services.library.domain import errors
from services.library.store.tables import METADATA
from services.library.usecases.dependencies import Dependencies
from services.registry import TOPOLOGY
from tests.support.library.world import ADMIN, OWNER, STRANGER, World, new_world

ROUTES = [
    ("POST", "/api/sign-upload"),
    ("POST", "/api/mark-complete"),
    ("GET", "/api/uploads"),
    ("GET", "/api/uploads/summary?ids=1"),
    ("GET", "/api/uploads/1"),
    ("PATCH", "/api/uploads/1"),
    ("DELETE", "/api/uploads/1"),
    ("POST", "/api/uploads/1/delete-source"),
    ("POST", "/api/uploads/1/freeze-frame"),
    ("GET", "/api/uploads/1/file"),
    ("GET", "/api/uploads/1/thumb"),
    ("GET", "/api/exports"),
    ("DELETE", "/api/exports/1"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_an_anonymous_request_is_refused(method: str, path: str) -> None:
    body = {"filename": "a.mp4", "id": 1, "atSeconds": 0} if method in {"POST", "PATCH"} else None

    answer = new_world().request(method, path, by=None, json=body)

    assert (answer.status_code, answer.json["error"]) == (401, "unauthenticated")


def test_every_error_has_a_status_and_a_code() -> None:
    classes = {
        one
        for _, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, errors.LibraryError) and one is not errors.LibraryError
    }

    assert classes == {one for one in ERROR_RULES if one in classes}


def test_the_library_handles_the_topics_its_queue_is_bound_to() -> None:
    assert {*subscriptions(new_world().deps)} == {*TOPOLOGY["library.events"]}


def test_the_migration_makes_the_tables_of_the_code() -> None:
    database = Database("sqlite://", schema="library")

    migrate(database, SERVICE.migrations)

    with database.engine.connect() as connection:
        found = sa.inspect(connection)
        expected = {*METADATA.tables, *MACHINERY.tables, "alembic_version"}
        assert {*found.get_table_names()} == expected
        for name, table in METADATA.tables.items():
            columns = {one["name"]: one["nullable"] for one in found.get_columns(name)}
            assert columns == {one.name: one.nullable for one in table.columns}
            indexes = {tuple(one["column_names"]) for one in found.get_indexes(name)}
            assert indexes == {tuple(c.name for c in one.columns) for one in table.indexes}


def batch(world: World, *upload_ids: int, acting: int = 0) -> list[int]:
    [offered] = rpc.services(world.deps)
    request = service_pb2.BatchGetUploadsRequest(upload_ids=upload_ids)
    answer = offered.rpcs["BatchGetUploads"].handler(request, Call("render", acting))
    return [one.upload_id for one in answer.uploads]


def test_a_service_gets_every_upload_and_a_user_the_readable_ones() -> None:
    world = new_world()
    mine, theirs = world.ready_upload(by=OWNER), world.ready_upload(by=STRANGER)
    song = world.sign(by=ADMIN, filename="s.mp3", kind="audio")["id"]

    assert batch(world, theirs, mine, song, 99, 2**40) == [mine, theirs, song]
    assert batch(world, theirs, mine, song, acting=OWNER) == [mine, song]
    assert batch(world) == []


def test_a_batch_has_at_most_500_ids() -> None:
    with pytest.raises(errors.TooManyUploadIds):
        batch(new_world(), *range(1, 502))


def build(tmp_path: Path, **settings: str) -> Dependencies:
    Keyring(tmp_path).make(pairs=[], texts=["storage"])
    environ = {
        "BUS_URL": "amqp://localhost",
        "SECRETS_DIR": str(tmp_path),
        "LIBRARY_DATABASE_URL": "sqlite://",
        **settings,
    }
    return bootstrap.build(Deployment(environ, topology={}))


def test_the_limit_and_the_bucket_come_from_the_environment(tmp_path: Path) -> None:
    disk = build(tmp_path, STORAGE_URL=f"disk://{tmp_path}/objects")
    bucket = build(tmp_path, STORAGE_URL="s3://films?region=x", LIBRARY_MAX_UPLOAD_MB="5")

    assert (disk.bucket, disk.max_bytes) == ("local", 200 * 2**20)
    assert (bucket.bucket, bucket.max_bytes) == ("films", 5 * 2**20)
