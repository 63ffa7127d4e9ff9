# SPDX-License-Identifier: Apache-2.0
"""The doors themselves: who may enter, what is heard, and that tables are what is migrated."""

from __future__ import annotations

import inspect

import pytest
import sqlalchemy as sa

from chassis.database import Database
from chassis.errors import ApiError
from chassis.migrations import migrate
from chassis.rpc import Call
from chassis.tables import MACHINERY
from reelmill.library.v1 import service_pb2
from services.library import config
from services.library.api import rpc
from services.library.api.errors import ERROR_RULES
from services.library.api.subscriptions import subscriptions
from services.library.domain import errors
from services.library.serving import SERVICE
from services.library.store.tables import METADATA
from services.registry import TOPOLOGY
from tests.support.library.world import ADMIN, OWNER, STRANGER, World, a_world

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
def test_nobody_enters_anonymously(method: str, path: str) -> None:
    body = {"filename": "a.mp4", "id": 1, "atSeconds": 0} if method in {"POST", "PATCH"} else None

    answer = a_world().ask(method, path, by=None, json=body)

    assert (answer.status_code, answer.json["error"]) == (401, "unauthenticated")


def test_every_refusal_of_the_library_has_an_answer() -> None:
    conditions = {
        one
        for _, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, errors.LibraryError) and one is not errors.LibraryError
    }

    assert conditions - {*ERROR_RULES} == set()


def test_the_library_hears_what_its_queue_is_bound_to() -> None:
    assert {*subscriptions(a_world().library.deps)} == {*TOPOLOGY["library.events"]}


def test_the_migration_makes_the_tables_the_code_speaks_to() -> None:
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
    [offered] = rpc.services(world.library.deps)
    request = service_pb2.BatchGetUploadsRequest(upload_ids=upload_ids)
    answer = offered.rpcs["BatchGetUploads"].handler(request, Call("render", acting))
    return [one.upload_id for one in answer.uploads]


def test_services_get_every_upload_and_people_what_they_may_read() -> None:
    world = a_world()
    mine, theirs = world.ready(by=OWNER), world.ready(by=STRANGER)
    song = world.sign(by=ADMIN, filename="s.mp3", kind="audio")["id"]

    assert batch(world, theirs, mine, song, 99, 2**40) == [mine, theirs, song]
    assert batch(world, theirs, mine, song, acting=OWNER) == [mine, song]
    assert batch(world) == []


def test_a_batch_has_an_end() -> None:
    with pytest.raises(errors.TooManyIds):
        batch(a_world(), *range(1, 502))

    assert not issubclass(errors.TooManyIds, ApiError)


def test_the_limit_and_the_bucket_come_from_the_environment() -> None:
    disk = config.load({"STORAGE_URL": "disk:///srv/objects"})
    bucket = config.load({"STORAGE_URL": "s3://films?region=x", "LIBRARY_MAX_UPLOAD_MB": "5"})

    assert (disk.bucket, disk.max_upload_bytes) == ("local", 200 * 2**20)
    assert (bucket.bucket, bucket.max_upload_bytes) == ("films", 5 * 2**20)
