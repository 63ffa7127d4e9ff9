# SPDX-License-Identifier: Apache-2.0
"""Uploads in parts whose requests were cut off or came twice, or that nobody continues."""

from __future__ import annotations

import datetime as dt

import pytest

from chassis import clock
from chassis.storage import MemoryStorage, MultipartUpload, StorageUnavailable, StoredPart
from services.library.usecases import multipart
from tests.support.library.world import World, new_world
from tests.unit.library.test_multipart import (
    PART,
    SIZE,
    begin,
    complete,
    part_path,
    send_all,
    stored_upload,
)


def put_together(world: World, upload_id: int) -> None:
    """Do what completing does first, and no more."""
    upload, stored = stored_upload(world, upload_id), world.deps.storage.multipart
    stored.complete(upload, stored.list_parts(upload))


def test_an_upload_that_was_put_together_but_not_recorded_is_resumed_and_completed() -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]
    send_all(world, upload_id)
    put_together(world, upload_id)

    assert begin(world, 200)["multipart"]["uploadId"] == upload_id
    listed = world.request("GET", part_path(upload_id)).json["parts"]
    sizes = [(one["partNumber"], one["sizeBytes"]) for one in listed]
    assert sizes == [(1, PART), (2, PART), (3, 100)]
    assert complete(world, upload_id).json["upload"]["sizeBytes"] == SIZE


def test_an_upload_that_another_request_puts_together_is_complete(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = new_world()
    upload_id = begin(world)["multipart"]["uploadId"]
    send_all(world, upload_id)
    storage = world.deps.storage
    assert isinstance(storage, MemoryStorage)
    list_parts = storage.multipart.list_parts

    def list_late(upload: MultipartUpload) -> list[StoredPart]:
        monkeypatch.undo()
        put_together(world, upload_id)
        return list_parts(upload)

    monkeypatch.setattr(storage.multipart, "list_parts", list_late)

    assert complete(world, upload_id).json["upload"]["state"] == "uploaded"


def test_an_upload_whose_parts_the_storage_dropped_is_begun_anew() -> None:
    world = new_world()
    dropped = begin(world)["multipart"]["uploadId"]
    world.deps.storage.multipart.abort(stored_upload(world, dropped))

    assert begin(world, 201)["multipart"]["uploadId"] != dropped
    assert complete(world, dropped).status_code == 404


def test_uploads_that_nobody_continues_are_deleted_after_a_week(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = new_world()
    begin(world)
    later = clock.now() + dt.timedelta(days=8)
    assert multipart.abort_stale_uploads(world.deps) == 0

    monkeypatch.setattr(clock, "now", lambda: later)

    assert multipart.abort_stale_uploads(world.deps) == 1
    assert world.list_ids() == []


def test_parts_that_cannot_be_deleted_keep_no_other_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    world = new_world()
    begin(world)
    newer = begin(world, fingerprint="other")["multipart"]["uploadId"]
    storage, broken = world.deps.storage.multipart, stored_upload(world, newer)
    later, abort = clock.now() + dt.timedelta(days=8), storage.abort

    def abort_others(upload: MultipartUpload) -> None:
        if upload == broken:
            raise StorageUnavailable("the store does not answer")
        abort(upload)

    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(storage, "abort", abort_others)

    assert multipart.abort_stale_uploads(world.deps) == 1
    assert world.list_ids() == [newer]
