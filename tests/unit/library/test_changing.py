# SPDX-License-Identifier: Apache-2.0
"""Renaming and deleting: what stays, what goes, and in which order."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.storage import MemoryStorage, StorageUnavailable
from tests.support.library.world import ADMIN, OWNER, STRANGER, World, a_world, thumb_key


class Stuck(MemoryStorage):
    """A storage that deletes nothing."""

    def delete_prefix(self, prefix: str) -> int:
        raise StorageUnavailable(prefix)


def edit(world: World, upload_id: int, **changes: Any) -> Any:
    return world.ask("PATCH", f"/api/uploads/{upload_id}", json=changes)


def keys(world: World) -> list[str]:
    return [one.key for one in world.storage.list()]


def test_what_an_edit_leaves_out_stays() -> None:
    world = a_world()
    upload_id = world.upload(description="Old.", modifiedFilename="Old")

    renamed = edit(world, upload_id, modifiedFilename=" New\x00 ").json["upload"]
    described = edit(world, upload_id, description="Line 1\nLine 2").json["upload"]
    untouched = edit(world, upload_id).json["upload"]

    assert (renamed["name"], renamed["description"]) == ("New", "Old.")
    assert (described["name"], described["description"]) == ("New", "Line 1\nLine 2")
    assert untouched == described


def test_the_older_spelling_of_a_name_is_understood_and_none_restores_the_first() -> None:
    world = a_world()
    upload_id = world.upload()

    assert edit(world, upload_id, modified_filename="Take 2").json["upload"]["name"] == "Take 2"
    assert edit(world, upload_id, modifiedFilename=None).json["upload"]["name"] == "a.mp4"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"modifiedFilename": "n" * 513}, "invalid_name"),
        ({"modifiedFilename": "  "}, "invalid_name"),
        ({"description": "d" * 2001}, "invalid_description"),
        ({"description": 5}, "invalid_body"),
    ],
)
def test_a_wrong_edit_is_refused(changes: dict[str, Any], code: str) -> None:
    world = a_world()

    answer = edit(world, world.upload(), **changes)

    assert (answer.status_code, answer.json["error"]) == (400, code)


@pytest.mark.parametrize(
    ("method", "tail"), [("PATCH", ""), ("DELETE", ""), ("POST", "/delete-source")]
)
def test_only_the_owner_and_administrators_change_an_upload(method: str, tail: str) -> None:
    world = a_world()
    path = f"/api/uploads/{world.upload()}{tail}"

    stranger = world.ask(method, path, by=STRANGER, json={})

    assert (stranger.status_code, stranger.json["error"]) == (403, "forbidden")
    assert world.ask(method, path, by=ADMIN, json={}).status_code == 200


def test_a_deleted_upload_takes_all_its_files_along_but_not_its_neighbours() -> None:
    world = a_world()
    doomed, neighbour = world.ready(), world.ready()
    world.storage.put_bytes(
        f"proxies/uploads/{doomed}/edit_proxy.mp4", b"p", content_type="video/mp4"
    )
    world.storage.put_bytes("hls/2026/master.m3u8", b"h", content_type="text/plain")

    answer = world.ask("DELETE", f"/api/uploads/{doomed}")

    assert answer.json == {"ok": True}
    assert world.ask("GET", f"/api/uploads/{doomed}").status_code == 404
    assert world.ask("DELETE", f"/api/uploads/{doomed}").status_code == 404
    assert thumb_key(neighbour) in keys(world)
    assert len(keys(world)) == 3
    assert world.said()[-1][0] == "library.upload.deleted.v1"
    assert world.said()[-1][1]["upload"]["uploadId"] == str(doomed)


def test_files_that_cannot_be_deleted_keep_their_row() -> None:
    world = a_world(storage=Stuck())
    upload_id = world.ready()
    before = world.topics()

    for method, path in (("DELETE", ""), ("POST", "/delete-source")):
        answer = world.ask(method, f"/api/uploads/{upload_id}{path}")
        assert (answer.status_code, answer.json["error"]) == (502, "s3_delete_failed")

    assert world.shown(upload_id)["sourceDeletedAt"] is None
    assert world.topics() == before


def test_a_deleted_source_leaves_the_row_and_the_thumbnail() -> None:
    world = a_world()
    upload_id = world.ready()
    path = f"/api/uploads/{upload_id}/delete-source"

    assert world.ask("POST", path).json == {"ok": True}
    assert world.ask("POST", path).json == {"ok": True, "alreadyDeleted": True}

    shown = world.shown(upload_id)
    assert shown["sourceDeletedAt"] is not None
    assert (shown["state"], shown["fileUrl"]) == ("ready", None)
    assert keys(world) == [thumb_key(upload_id)]
    assert world.topics()[-1] == "upload.source_deleted"
    assert len(world.said("library.upload.source_deleted.v1")) == 1


def test_only_a_video_has_a_source_to_delete() -> None:
    world = a_world()
    logo = world.ready(filename="l.png", kind="logo")

    answer = world.ask("POST", f"/api/uploads/{logo}/delete-source", by=OWNER)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_kind")
