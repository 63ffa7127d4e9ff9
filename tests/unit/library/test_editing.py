# SPDX-License-Identifier: Apache-2.0
"""Renaming, describing and deleting uploads, their files and their sources."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.storage import MemoryStorage, StorageUnavailable
from tests.support.library.world import ADMIN, OWNER, STRANGER, World, new_world, thumb_key


class UndeletableStorage(MemoryStorage):
    """A storage that deletes nothing."""

    def delete_prefix(self, prefix: str) -> int:
        raise StorageUnavailable(prefix)


def edit(world: World, upload_id: int, **changes: Any) -> Any:
    return world.request("PATCH", f"/api/uploads/{upload_id}", json=changes)


def keys(world: World) -> list[str]:
    return [one.key for one in world.deps.storage.list()]


def test_an_edit_changes_only_the_given_members() -> None:
    world = new_world()
    upload_id = world.upload(description="Old.", modifiedFilename="Old")

    renamed = edit(world, upload_id, modifiedFilename=" New\x07 ").json["upload"]
    described = edit(world, upload_id, description="Line 1\nLine 2").json["upload"]
    untouched = edit(world, upload_id).json["upload"]

    assert (renamed["name"], renamed["description"]) == ("New", "Old.")
    assert (described["name"], described["description"]) == ("New", "Line 1\nLine 2")
    assert untouched == described


def test_null_restores_the_file_name() -> None:
    world = new_world()
    upload_id = world.upload(modifiedFilename="Take 2")

    assert edit(world, upload_id, modifiedFilename=None).json["upload"]["name"] == "a.mp4"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"modifiedFilename": "n" * 513}, "invalid_name"),
        ({"modifiedFilename": "  "}, "invalid_name"),
        ({"description": "d" * 2001}, "invalid_description"),
        ({"description": "a\0"}, "invalid_text"),
        ({"description": 5}, "invalid_body"),
        ({"modified_filename": "Take 2"}, "unknown_field"),
    ],
)
def test_an_invalid_edit_is_refused(changes: dict[str, Any], code: str) -> None:
    world = new_world()

    answer = edit(world, world.upload(), **changes)

    assert (answer.status_code, answer.json["error"]) == (400, code)


@pytest.mark.parametrize(
    ("method", "tail"), [("PATCH", ""), ("DELETE", ""), ("POST", "/delete-source")]
)
def test_only_the_owner_and_administrators_change_an_upload(method: str, tail: str) -> None:
    world = new_world()
    path = f"/api/uploads/{world.upload()}{tail}"

    stranger = world.request(method, path, by=STRANGER, json={})

    assert (stranger.status_code, stranger.json["error"]) == (403, "forbidden")
    assert world.request(method, path, by=ADMIN, json={}).status_code == 200


def test_deleting_an_upload_deletes_its_files_and_no_others() -> None:
    world = new_world()
    deleted, other = world.ready_upload(), world.ready_upload()
    world.deps.storage.put_bytes(
        f"proxies/uploads/{deleted}/edit_proxy.mp4", b"p", content_type="video/mp4"
    )
    world.deps.storage.put_bytes("hls/2026/master.m3u8", b"h", content_type="text/plain")

    answer = world.request("DELETE", f"/api/uploads/{deleted}")

    assert answer.json == {"ok": True}
    assert world.request("GET", f"/api/uploads/{deleted}").status_code == 404
    assert world.request("DELETE", f"/api/uploads/{deleted}").status_code == 404
    assert thumb_key(other) in keys(world)
    assert len(keys(world)) == 3
    assert world.announced()[-1][0] == "library.upload.deleted.v1"
    assert world.announced()[-1][1]["upload"]["uploadId"] == str(deleted)


def test_an_upload_remains_when_its_files_cannot_be_deleted() -> None:
    world = new_world(storage=UndeletableStorage())
    upload_id = world.ready_upload()
    before = world.topics()

    for method, path in (("DELETE", ""), ("POST", "/delete-source")):
        answer = world.request(method, f"/api/uploads/{upload_id}{path}")
        assert (answer.status_code, answer.json["error"]) == (502, "s3_delete_failed")

    assert world.get_upload(upload_id)["sourceDeletedAt"] is None
    assert world.topics() == before


def test_deleting_a_source_keeps_the_upload_and_its_thumbnail() -> None:
    world = new_world()
    upload_id = world.ready_upload()
    path = f"/api/uploads/{upload_id}/delete-source"

    assert world.request("POST", path).json == {"ok": True, "alreadyDeleted": False}
    assert world.request("POST", path).json == {"ok": True, "alreadyDeleted": True}

    shown = world.get_upload(upload_id)
    assert shown["sourceDeletedAt"] is not None
    assert (shown["state"], shown["fileUrl"]) == ("ready", None)
    assert keys(world) == [thumb_key(upload_id)]
    assert world.topics()[-1] == "upload.source_deleted"
    assert len(world.announced("library.upload.source_deleted.v1")) == 1


def test_only_the_source_of_a_video_can_be_deleted() -> None:
    world = new_world()
    logo = world.ready_upload(filename="l.png", kind="logo")

    answer = world.request("POST", f"/api/uploads/{logo}/delete-source", by=OWNER)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_kind")
