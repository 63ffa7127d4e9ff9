# SPDX-License-Identifier: Apache-2.0
"""A user stores and sends no more than the quotas allow, and is told which one it is."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa

from chassis.errors import ApiError
from reelmill.hls.v1 import events_pb2 as hls
from services.library.store.tables import UPLOADS
from services.library.usecases import usage
from services.library.usecases.dependencies import Dependencies
from tests.support.library.world import OWNER, STRANGER, World, new_world, production_message

MULTIPART = {"filename": "a.mp4", "sizeBytes": 1000}


def check(deps: Dependencies) -> None:
    with deps.unit_of_work() as uow:
        usage.check_quotas(deps, uow, OWNER, size_bytes=1)


def make_huge(world: World, upload_id: int) -> None:
    """Make an upload as large as a user's quota."""
    with world.deps.database.begin_or_join() as session:
        update = sa.update(UPLOADS).where(UPLOADS.c.id == upload_id)
        session.execute(update.values(size_bytes=world.deps.max_stored_bytes))


def test_whoever_has_stored_as_much_as_allowed_begins_no_upload_until_one_is_deleted() -> None:
    world = new_world()
    upload_id = world.upload()
    make_huge(world, upload_id)

    answers = [
        world.request("POST", "/api/sign-upload", json={"filename": "a.mp4"}),
        world.request("POST", "/api/uploads/multipart", json=MULTIPART),
    ]

    limit = world.deps.max_stored_bytes
    for answer in answers:
        assert (answer.status_code, answer.json["error"]) == (409, "quota_exceeded")
        found = {name: answer.json[name] for name in ("quota", "used", "limit")}
        assert found == {"quota": "storedBytes", "used": limit, "limit": limit}
    assert world.sign(by=STRANGER)["id"]
    world.request("DELETE", f"/api/uploads/{upload_id}")
    assert world.sign()["id"]


def test_a_file_whose_source_was_deleted_takes_no_room() -> None:
    world = new_world()
    upload_id = world.upload()
    make_huge(world, upload_id)
    world.request("POST", f"/api/uploads/{upload_id}/delete-source", json={})

    assert world.sign()["id"]


def test_the_master_of_a_production_takes_room_until_it_is_deleted() -> None:
    world = new_world()
    production = production_message(3, 9, status="completed")
    production.master_bytes = world.deps.max_stored_bytes
    body = {"filename": "a.mp4"}

    world.receive("hls.production.ready.v1", hls.ProductionReady(production=production))
    full = world.request("POST", "/api/sign-upload", json=body)
    world.receive("hls.production.deleted.v1", hls.ProductionDeleted(production=production))

    assert (full.status_code, full.json["quota"]) == (409, "storedBytes")
    assert world.sign()["id"]


def test_only_so_many_uploads_are_sent_at_a_time() -> None:
    world = new_world()
    deps = dataclasses.replace(world.deps, max_unfinished_uploads=2)
    world.upload()
    world.sign()
    check(deps)
    world.request("POST", "/api/uploads/multipart", json=MULTIPART)

    with pytest.raises(ApiError) as error:
        check(deps)

    assert error.value.response.code == "quota_exceeded"
    assert error.value.response.extra == {"quota": "unfinishedUploads", "used": 2, "limit": 2}
