# SPDX-License-Identifier: Apache-2.0
"""What a draft shows is resolved before it is produced, and any draft opens as a project."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.rpc import Call
from reelmill.drafts.v1 import service_pb2
from services.drafts.api import rpc
from tests.support.drafts.world import DRAFTS, OWNER, PROJECTS, STRANGER, DraftsWorld

Json = dict[str, Any]
RANGES = {"edit": {"ranges": [{"start": 1, "end": 2}, {"start": 4, "end": 6}]}}
INTRO = {"intro": {"kind": "freeze_first_frame", "seconds": 2}}


@pytest.fixture
def world(world: DraftsWorld) -> DraftsWorld:
    world.library.put_upload(3, kind="logo")
    return world


def resolve(world: DraftsWorld, config: object, status: int = 200, **more: Any) -> Json:
    body = {"uploadId": more.pop("upload_id", 1), "config": config}
    answer = world.request("POST", f"{DRAFTS}/resolve", json=body, **more)
    assert answer.status_code == status, answer.json
    return dict(answer.json)


def a_draft(world: DraftsWorld, config: Json) -> int:
    draft_id = int(world.open_draft()["id"])
    assert world.save_config(draft_id, config).status_code == 200
    return draft_id


def opened(world: DraftsWorld, draft_id: int, status: int = 201, **more: Any) -> Json:
    answer = world.request("POST", f"{DRAFTS}/{draft_id}/open-as-timeline", **more)
    assert answer.status_code == status, answer.json
    return dict(answer.json)


def problems(answer: Json) -> list[tuple[str, str]]:
    return [(one["error"], one["pointer"]) for one in answer["problems"]]


def test_a_config_is_resolved_to_what_a_production_would_show(world: DraftsWorld) -> None:
    answer = resolve(world, {**RANGES, **INTRO, "logoUploadId": 3})

    assert answer["frames"] == 5 * 30
    assert [one["frames"] for one in answer["base"]] == [60, 30, 60]
    assert [one["itemId"] for one in answer["layers"]] == ["logo"]
    assert answer["problems"] == []


def test_what_keeps_a_config_from_being_produced_is_listed(world: DraftsWorld) -> None:
    config = {"name": 5, "logoUploadId": 9, "screenTitleText": "Hello", "audioConfigId": 99}

    answer = resolve(world, config)

    assert problems(answer) == [
        ("invalid_name", "/config/name"),
        ("logo_upload_not_found", "/config/logoUploadId"),
        ("preset_not_found", "/config/audioConfigId"),
        ("missing_screen_title_preset", "/config/screenTitlePresetId"),
    ]
    assert answer["frames"] == 300


@pytest.mark.parametrize("config", [None, [], "x", {"edit": {"ranges": 5}}])
def test_an_invalid_config_still_shows_the_video(world: DraftsWorld, config: object) -> None:
    answer = resolve(world, config)

    assert answer["frames"] == 300
    assert len(answer["problems"]) == 1


def test_only_a_video_of_ones_own_is_resolved(world: DraftsWorld) -> None:
    assert resolve(world, {}, 404, upload_id=9)["error"] == "upload_not_found"
    assert resolve(world, {}, 404, user=STRANGER)["error"] == "upload_not_found"
    assert resolve(world, {}, 400, upload_id=3)["error"] == "invalid_upload_kind"


def test_a_preset_of_another_user_counts_as_missing(world: DraftsWorld) -> None:
    made = world.request("POST", "/api/logo-configs", json={"name": "Theirs"}, user=STRANGER)
    config = {"logoUploadId": 3, "logoConfigId": made.json["logoConfig"]["id"]}

    assert problems(resolve(world, config)) == [("preset_not_found", "/config/logoConfigId")]


def test_a_stored_draft_is_resolved_with_its_revision_and_a_tag(world: DraftsWorld) -> None:
    path = f"{DRAFTS}/{a_draft(world, RANGES)}/resolved"

    first = world.request("GET", path)
    again = world.request("GET", path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.json["revision"], first.json["frames"]) == (2, 90)
    assert (again.status_code, again.headers["ETag"]) == (304, first.headers["ETag"])
    assert world.request("GET", path, user=STRANGER).status_code == 403


def test_the_tag_changes_with_the_problems(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {"logoUploadId": 3})
    path = f"{DRAFTS}/{draft_id}/resolved"
    before = world.request("GET", path)
    world.library.put_upload(3, kind="logo", source_deleted=True)

    after = world.request("GET", path)

    assert problems(after.json) == [("source_deleted", "/config/logoUploadId")]
    assert before.headers["ETag"] != after.headers["ETag"]


def test_the_project_of_a_draft_without_a_name_is_called_as_the_file_of_its_video(
    world: DraftsWorld,
) -> None:
    draft_id = a_draft(world, RANGES)
    (file,) = world.library.get_files([1])

    name = opened(world, draft_id)["project"]["name"]

    assert name and file.name.startswith(name)


def test_a_draft_opens_as_a_project_with_its_timeline(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {**RANGES, "name": "Summer", "defaultStoryText": "Once."})

    project = opened(world, draft_id)["project"]

    assert (project["name"], project["description"]) == ("Summer", "Once.")
    ranges = [
        (one["sourceStartSeconds"], one["sourceEndSeconds"]) for one in project["timeline"]["clips"]
    ]
    assert ranges == [(1, 2), (4, 6)]
    saved = world.save(int(project["id"]), project["timeline"])
    assert saved.status_code == 200
    assert world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"]["status"] == "active"


def test_a_draft_that_was_produced_opens_as_it_was_sealed(world: DraftsWorld) -> None:
    made = world.request("POST", "/api/logo-configs", json={"name": "A", "opacityPct": 80})
    preset = made.json["logoConfig"]["id"]
    draft_id = a_draft(world, {"logoUploadId": 3, "logoConfigId": preset})
    request = service_pb2.SealDraftRequest(draft_id=draft_id, production_ulid="01K" + "0" * 23)
    (offered,) = rpc.services(world.deps)
    offered.rpcs["SealDraft"].handler(request, Call("hls", acting_user_id=OWNER))
    world.request("PATCH", f"/api/logo-configs/{preset}", json={"opacityPct": 10})

    (logo,) = opened(world, draft_id)["project"]["timeline"]["logos"]

    assert logo["opacityPct"] == 80


def test_only_the_owner_opens_a_draft(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {})

    assert opened(world, draft_id, 403, user=STRANGER)["error"] == "forbidden"
    assert opened(world, draft_id + 1, 404)["error"] == "draft_not_found"
    assert world.request("GET", PROJECTS).json["items"] == []
