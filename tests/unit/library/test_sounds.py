# SPDX-License-Identifier: Apache-2.0
"""Voices and music: everybody brings their own, and each lies in a list of its own."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.library.world import ADMIN, MIB, STRANGER, World, a_world, ingested

PLACES = {"narration": "narration", "audio": "music"}


def sign(world: World, place: str, *, by: int | None = 1, **fields: Any) -> Any:
    body = {"filename": "take 1.m4a"} | fields
    return world.ask("POST", f"/api/create-video/{place}/sign", by=by, json=body)


def listed(world: World, place: str, *, by: int = 1) -> list[dict[str, Any]]:
    answer = world.ask("GET", f"/api/create-video/{place}/list", by=by).json
    assert answer["nextCursor"] is None
    items: list[dict[str, Any]] = answer["items"]
    return items


def bring(world: World, place: str, **fields: Any) -> int:
    signed = sign(world, place, **fields).json
    world.storage.put_bytes(signed["key"], b"sound", content_type="audio/mp4")
    assert world.ask("POST", "/api/mark-complete", json={"id": signed["id"]}).json == {"ok": True}
    upload_id: int = signed["id"]
    return upload_id


@pytest.mark.parametrize(
    ("place", "key"), [("narration", "narration/.*/narration"), ("audio", "music/.*/audio")]
)
def test_anybody_may_bring_a_voice_and_music(place: str, key: str) -> None:
    world = a_world()

    signed = sign(world, place, name="Take one", durationSeconds=9999)

    assert signed.status_code == 201 and signed.json["bucket"] == "local"
    assert re.fullmatch(f"audio/{key}.m4a", signed.json["key"])
    assert signed.json["post"]["fields"]["Content-Type"] == "audio/mp4"
    shown = world.shown(signed.json["id"])
    assert (shown["kind"], shown["audioRole"], shown["name"]) == (
        "audio",
        PLACES[place],
        "Take one",
    )
    assert shown["durationSeconds"] == 1200


@pytest.mark.parametrize("extension", ["m4a", "mp4", "aac", "mp3", "wav", "webm", "ogg", "opus"])
def test_each_sound_that_browsers_record_or_people_keep_is_taken(extension: str) -> None:
    called = f"video/{extension}" if extension in {"mp4", "webm"} else None

    signed = sign(a_world(), "narration", filename=f"a.{extension}", contentType=called)

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
def test_what_is_no_sound_or_too_much_of_it_is_refused(
    fields: dict[str, Any], status: int, code: str
) -> None:
    answer = sign(a_world(), "audio", **fields)

    assert (answer.status_code, answer.json["error"]) == (status, code)


def test_lists_show_ones_own_of_that_role_newest_first() -> None:
    world = a_world()
    first, second = bring(world, "narration"), bring(world, "narration")
    music = bring(world, "audio")
    sign(world, "narration")

    assert [one["id"] for one in listed(world, "narration")] == [second, first]
    assert [one["id"] for one in listed(world, "audio")] == [music]
    assert listed(world, "narration", by=STRANGER) == []


def test_a_sound_is_renamed_described_and_deleted() -> None:
    world = a_world()
    upload_id = bring(world, "narration")
    path = f"/api/create-video/narration/{upload_id}"

    changed = world.ask("PATCH", path, json={"name": "Intro", "description": "Warm."}).json
    kept = world.ask("PATCH", path, json={"name": "Intro 2"}).json
    nameless = world.ask("PATCH", path, json={"description": "Only this."})
    deleted = world.ask("DELETE", path)

    assert (changed["upload"]["name"], changed["upload"]["description"]) == ("Intro", "Warm.")
    assert (kept["upload"]["name"], kept["upload"]["description"]) == ("Intro 2", "Warm.")
    assert nameless.status_code == 400
    assert deleted.json == {"ok": True} and listed(world, "narration") == []
    assert world.topics()[-1] == "upload.deleted"


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_sound_is_changed_by_its_owner_at_its_own_place(method: str) -> None:
    world = a_world()
    upload_id = bring(world, "narration")

    def ask(place: str, by: int | None) -> int:
        path = f"/api/create-video/{place}/{upload_id}"
        answer = world.ask(method, path, by=by, json={"name": "Mine"})
        status: int = answer.status_code
        return status

    assert ask("narration", None) == 401
    assert ask("narration", STRANGER) == 403
    assert ask("audio", 1) == 404
    assert ask("narration", ADMIN) == 200


def test_others_are_told_what_a_sound_is_for() -> None:
    world = a_world()
    upload_id = bring(world, "audio")

    world.hear("render.derivative.completed.v1", ingested(upload_id, content_type="audio/mp4"))

    ready = world.said("library.upload.ready.v1")[0][1]["upload"]
    assert (ready["kind"], ready["audioRole"]) == ("audio", "music")
    assert not ready.get("isSystem")
