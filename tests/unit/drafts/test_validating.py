# SPDX-License-Identifier: Apache-2.0
"""Validating a timeline without saving it, and its JSON Schema."""

from __future__ import annotations

from tests.support.drafts.world import STRANGER, DraftsWorld, new_clip, new_timeline


def test_validating_returns_the_problems_of_a_save(world: DraftsWorld) -> None:
    good = world.request(
        "POST", "/api/timelines/validate", json={"timeline": new_timeline(new_clip())}
    )
    bad = world.request("POST", "/api/timelines/validate", json={"timeline": {"version": "2"}})
    foreign = world.request(
        "POST",
        "/api/timelines/validate",
        user=STRANGER,
        json={"timeline": new_timeline(new_clip())},
    )

    assert good.json == {"ok": True, "problems": []}
    assert bad.json["ok"] is False
    assert bad.json["problems"][0]["error"] == "invalid_timeline_version"
    assert foreign.json["problems"][0]["pointer"] == "/timeline/clips/0/uploadId"
    assert foreign.json["problems"][0]["error"] == "forbidden"


def test_validating_returns_the_problems_of_an_export(world: DraftsWorld) -> None:
    world.library.put_upload(1, state="uploaded")
    world.library.put_upload(3, kind="audio", is_system=True, owner_user_id=0)
    music = {"id": "m", "uploadId": 3, "startSeconds": 0, "endSeconds": 2}
    body = {"timeline": new_timeline(new_clip(), audioSegments=[music]), "forExport": True}

    answer = world.request("POST", "/api/timelines/validate", json=body)
    saved = world.save(world.create(), body["timeline"])

    found = {(problem["error"], problem["pointer"]) for problem in answer.json["problems"]}
    assert ("upload_not_ready", "/timeline/clips/0/uploadId") in found
    assert ("music_config_required", "/timeline/audioSegments/0") in found
    assert saved.status_code == 200


def test_validating_needs_a_user_and_a_timeline(world: DraftsWorld) -> None:
    anonymous = world.request(
        "POST", "/api/timelines/validate", user=None, json={"timeline": new_timeline()}
    )
    empty = world.request("POST", "/api/timelines/validate", json={})

    assert (anonymous.status_code, empty.json["error"]) == (401, "missing_fields")


def test_the_schema_is_public(world: DraftsWorld) -> None:
    answer = world.request("GET", "/api/timelines/schema.json", user=None)

    assert answer.json["$schema"].endswith("2020-12/schema")
    assert "clips" in answer.json["properties"]
