# SPDX-License-Identifier: Apache-2.0
"""Which presets a draft may name: those that its owner may use when they are chosen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.drafts.world import STRANGER, DraftsWorld

LOGO = 11


@pytest.fixture
def draft_id(world: DraftsWorld) -> int:
    world.library.put_upload(LOGO, kind="logo")
    return int(world.open_draft()["id"])


def preset(world: DraftsWorld, path: str, **request: Any) -> int:
    answer = world.request("POST", path, json={"name": "Mine"}, **request)
    (created,) = answer.json.values()
    return int(created["id"])


def test_presets_of_each_family_are_chosen(world: DraftsWorld, draft_id: int) -> None:
    audio = world.request("GET", "/api/audio-configs").json["items"][0]["id"]
    config = {
        "logoConfigId": preset(world, "/api/logo-configs"),
        "audioConfigId": audio,
        "lowerThirdConfigId": preset(world, "/api/lower-third-configs"),
        "screenTitlePresetId": preset(world, "/api/screen-title-presets"),
    }

    assert world.save_config(draft_id, config).json["draft"]["config"] == config


def test_presets_that_may_not_be_chosen_have_a_code(world: DraftsWorld, draft_id: int) -> None:
    title = preset(world, "/api/screen-title-presets")
    foreign = preset(world, "/api/logo-configs", user=STRANGER)
    archived = preset(world, "/api/logo-configs")
    world.request("DELETE", f"/api/logo-configs/{archived}")

    answers = [
        world.save_config(draft_id, {"logoConfigId": one}) for one in (99, title, foreign, archived)
    ]

    assert [(one.status_code, one.json["error"]) for one in answers] == [
        (404, "preset_not_found"),
        (404, "preset_not_found"),
        (403, "forbidden"),
        (409, "preset_archived"),
    ]
    assert answers[0].json["errors"][0]["pointer"] == "/config/logoConfigId"


def test_a_preset_that_is_archived_later_stays_in_its_drafts(
    world: DraftsWorld, draft_id: int
) -> None:
    chosen = preset(world, "/api/logo-configs")
    world.save_config(draft_id, {"logoConfigId": chosen})
    world.request("DELETE", f"/api/logo-configs/{chosen}")

    answers = [
        world.save_config(draft_id, {"logoConfigId": chosen, "name": "Film"}),
        world.save_config(draft_id, {"logoConfigId": chosen, "logoUploadId": LOGO}),
    ]

    assert [one.status_code for one in answers] == [200, 200]


def test_a_preset_that_is_shared_in_a_workspace_is_chosen(
    world: DraftsWorld, draft_id: int
) -> None:
    body = {"name": "Ours", "isShared": True}
    shared = world.request(
        "POST", "/api/logo-configs", json=body, user=STRANGER, workspaces=["w"]
    ).json["logoConfig"]["id"]

    answer = world.save_config(draft_id, {"logoConfigId": shared}, workspaces=["w"])

    assert answer.status_code == 200
