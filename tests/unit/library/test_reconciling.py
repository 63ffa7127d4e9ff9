# SPDX-License-Identifier: Apache-2.0
"""Every stored file belongs to an upload, and what does not is found and deleted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from services.library.usecases import reconciling
from tests.support.library.world import World, new_world
from tests.unit.library.test_files import new_disk, send

NOW = dt.timedelta(0)
WEEK = dt.timedelta(days=7)


def stored(world: World) -> list[str]:
    return [one.key for one in world.deps.storage.list()]


def put(world: World, key: str) -> None:
    world.deps.storage.put_bytes(key, b"12345", content_type="image/jpeg")


def unowned(world: World, age: dt.timedelta = NOW) -> list[str]:
    reports = reconciling.reconcile(world.deps, age, True)
    return sorted(key for one in reports for key in one.unowned_keys)


def test_files_of_uploads_stay_and_late_files_of_deleted_ones_are_deleted() -> None:
    world = new_world()
    existing, deleted = world.upload(), world.upload()
    for upload_id in (existing, deleted):
        put(world, f"thumbs/uploads/{upload_id}/thumb.jpg")
        put(world, f"derived/uploads/{upload_id}/filmstrip.jpg")
    world.request("DELETE", f"/api/uploads/{deleted}")
    late = [f"derived/uploads/{deleted}/peaks_10", f"thumbs/uploads/{deleted}/thumb.jpg"]
    for key in late:
        put(world, key)
    before = stored(world)

    assert unowned(world) == late
    assert stored(world) == before
    reports = reconciling.reconcile(world.deps, NOW, False)

    assert sum(one.unowned_bytes for one in reports) == 10
    assert stored(world) == [one for one in before if one not in late]
    assert unowned(world) == []


def test_a_file_that_is_younger_than_the_age_limit_stays() -> None:
    world = new_world()
    put(world, "videos/2026-01/01/nobody/video.mp4")

    assert unowned(world, WEEK) == []
    assert unowned(world) == ["videos/2026-01/01/nobody/video.mp4"]


def test_the_copies_of_a_video_are_deleted_with_its_source() -> None:
    world = new_world()
    upload_id = world.upload()
    world.request("POST", f"/api/uploads/{upload_id}/delete-source", json={})
    put(world, f"proxies/uploads/{upload_id}/edit_proxy.mp4")
    put(world, f"derived/uploads/{upload_id}/filmstrip.jpg")

    assert unowned(world) == [f"proxies/uploads/{upload_id}/edit_proxy.mp4"]


def test_what_no_service_knows_is_not_looked_at() -> None:
    world = new_world()
    put(world, "somebody-else/video.mp4")

    assert unowned(world) == []


def test_an_upload_that_was_only_signed_is_deleted_after_the_age_limit() -> None:
    world = new_world()
    abandoned, received = world.sign()["id"], world.upload()

    assert reconciling.delete_abandoned(world.deps, WEEK) == 0
    assert reconciling.delete_abandoned(world.deps, NOW) == 1

    answers = [world.request("GET", f"/api/uploads/{one}") for one in (abandoned, received)]
    assert [one.status_code for one in answers] == [404, 200]


def test_the_form_of_a_deleted_upload_stores_nothing(tmp_path: Path) -> None:
    world = new_world(storage=new_disk(tmp_path))
    signed = world.sign()
    world.request("DELETE", f"/api/uploads/{signed['id']}")

    answer = send(world, signed["post"]["fields"], b"x")

    assert (answer.status_code, answer.json["error"]) == (404, "upload_not_found")
    assert stored(world) == []
