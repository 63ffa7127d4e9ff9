# SPDX-License-Identifier: Apache-2.0
"""Narrations and music: each user has their own, in two lists."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.library.world import ADMIN, MIB, STRANGER, World, new_world

ROLES = {"narration": "narration", "audio": "music"}


def sign(world: World, segment: str, *, by: int | None = 1, **fields: Any) -> Any:
    body = {"filename": "take 1.m4a"} | fields
    return world.request("POST", f"/api/create-video/{segment}/sign", by=by, json=body)


def listed(world: World, segment: str, *, by: int = 1) -> list[dict[str, Any]]:
    answer = world.request("GET", f"/api/create-video/{segment}/list", by=by).json
    assert answer["nextCursor"] is None
    items: list[dict[str, Any]] = answer["items"]
    return items


def upload_audio(world: World, segment: str, **fields: Any) -> int:
    signed = sign(world, segment, **fields).json
    world.deps.storage.put_bytes(signed["key"], b"sound", content_type="audio/mp4")
    assert world.request("POST", "/api/mark-complete", json={"id": signed["id"]}).json == {
        "ok": True
    }
    upload_id: int = signed["id"]
    return upload_id


@pytest.mark.parametrize(
    ("segment", "key"), [("narration", "narration/.*/narration"), ("audio", "music/.*/audio")]
)
def test_any_user_uploads_narrations_and_music(segment: str, key: str) -> None:
    world = new_world()

    signed = sign(world, segment, name="Take one", durationSeconds=9999)

    assert signed.status_code == 201 and signed.json["bucket"] == "local"
    assert re.fullmatch(f"audio/{key}.m4a", signed.json["key"])
    assert signed.json["post"]["fields"]["Content-Type"] == "audio/mp4"
    shown = world.get_upload(signed.json["id"])
    assert (shown["kind"], shown["audioRole"], shown["name"]) == (
        "audio",
        ROLES[segment],
        "Take one",
    )
    assert shown["durationSeconds"] == 1200


@pytest.mark.parametrize("extension", ["m4a", "mp4", "aac", "mp3", "wav", "webm", "ogg", "opus"])
def test_each_audio_format_is_accepted(extension: str) -> None:
    called = f"video/{extension}" if extension in {"mp4", "webm"} else None

    signed = sign(new_world(), "narration", filename=f"a.{extension}", contentType=called)

    assert signed.json["key"].endswith(f"/narration.{extension}")
    assert signed.json["post"]["fields"]["Content-Type"].startswith("audio/")


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"filename": " "}, 400, "bad_filename"),
        ({"filename": "a.txt"}, 400, "invalid_file_type"),
        ({"filename": "a.mov", "contentType": "video/quicktime"}, 400, "invalid_file_type"),
        ({"sizeBytes": MIB + 1}, 413, "file_too_large"),
        ({"sizeBytes": 0}, 400, "empty_file"),
    ],
)
def test_invalid_audio_is_refused(fields: dict[str, Any], status: int, code: str) -> None:
    answer = sign(new_world(), "audio", **fields)

    assert (answer.status_code, answer.json["error"]) == (status, code)


def test_a_list_contains_the_callers_audio_of_its_role_newest_first() -> None:
    world = new_world()
    first, second = upload_audio(world, "narration"), upload_audio(world, "narration")
    music = upload_audio(world, "audio")
    sign(world, "narration")

    assert [one["id"] for one in listed(world, "narration")] == [second, first]
    assert [one["id"] for one in listed(world, "audio")] == [music]
    assert listed(world, "narration", by=STRANGER) == []


def test_audio_is_renamed_described_and_deleted() -> None:
    world = new_world()
    upload_id = upload_audio(world, "narration")
    path = f"/api/create-video/narration/{upload_id}"

    changed = world.request("PATCH", path, json={"name": "Intro", "description": "Warm."}).json
    renamed = world.request("PATCH", path, json={"name": "Intro 2"}).json
    unnamed = world.request("PATCH", path, json={"description": "Only this."})
    deleted = world.request("DELETE", path)

    assert (changed["upload"]["name"], changed["upload"]["description"]) == ("Intro", "Warm.")
    assert (renamed["upload"]["name"], renamed["upload"]["description"]) == ("Intro 2", "Warm.")
    assert unnamed.status_code == 400
    assert deleted.json == {"ok": True} and listed(world, "narration") == []
    assert world.topics()[-1] == "upload.deleted"


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_audio_is_changed_by_its_owner_below_the_path_of_its_role(method: str) -> None:
    world = new_world()
    upload_id = upload_audio(world, "narration")

    def ask(segment: str, by: int | None) -> int:
        path = f"/api/create-video/{segment}/{upload_id}"
        body = {"name": "Mine"} if method == "PATCH" else {}
        answer = world.request(method, path, by=by, json=body)
        status: int = answer.status_code
        return status

    assert ask("narration", None) == 401
    assert ask("narration", STRANGER) == 403
    assert ask("audio", 1) == 404
    assert ask("narration", ADMIN) == 200


def test_an_upload_is_announced_with_its_audio_role() -> None:
    world = new_world()
    upload_audio(world, "audio")

    [(_, event)] = world.announced("library.upload.received.v1")
    assert (event["upload"]["kind"], event["upload"]["audioRole"]) == ("audio", "music")
    assert not event["upload"].get("isSystem")
