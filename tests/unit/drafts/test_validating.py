# SPDX-License-Identifier: Apache-2.0
"""The timeline language for other people's programs: the dry run and the schema."""

from __future__ import annotations

from tests.support.drafts.world import STRANGER, DraftsWorld, a_clip, a_timeline


def test_the_dry_run_says_what_a_save_would(world: DraftsWorld) -> None:
    good = world.call("POST", "/api/timelines/validate", json={"timeline": a_timeline(a_clip())})
    bad = world.call("POST", "/api/timelines/validate", json={"timeline": {"version": "2"}})
    foreign = world.call(
        "POST", "/api/timelines/validate", user=STRANGER, json={"timeline": a_timeline(a_clip())}
    )

    assert good.json == {"ok": True, "problems": []}
    assert bad.json["ok"] is False
    assert bad.json["problems"][0]["error"] == "invalid_timeline_version"
    assert foreign.json["problems"][0]["pointer"] == "/timeline/clips/0/uploadId"
    assert foreign.json["problems"][0]["error"] == "forbidden"


def test_the_dry_run_says_what_an_export_would(world: DraftsWorld) -> None:
    world.library.put(1, state="uploaded")
    world.library.put(3, kind="audio", is_system=True, owner_user_id=0)
    music = {"id": "m", "uploadId": 3, "startSeconds": 0, "endSeconds": 2}
    body = {"timeline": a_timeline(a_clip(), audioSegments=[music]), "forExport": True}

    answer = world.call("POST", "/api/timelines/validate", json=body)
    saved = world.save(world.create(), body["timeline"])

    found = {(problem["error"], problem["pointer"]) for problem in answer.json["problems"]}
    assert ("upload_not_ready", "/timeline/clips/0/uploadId") in found
    assert ("music_config_required", "/timeline/audioSegments/0") in found
    assert saved.status_code == 200


def test_the_dry_run_needs_somebody_and_a_timeline(world: DraftsWorld) -> None:
    anonymous = world.call(
        "POST", "/api/timelines/validate", user=None, json={"timeline": a_timeline()}
    )
    empty = world.call("POST", "/api/timelines/validate", json={})

    assert (anonymous.status_code, empty.json["error"]) == (401, "missing_fields")


def test_everybody_may_read_the_schema(world: DraftsWorld) -> None:
    answer = world.call("GET", "/api/timelines/schema.json", user=None)

    assert answer.json["$schema"].endswith("2020-12/schema")
    assert "clips" in answer.json["properties"]
