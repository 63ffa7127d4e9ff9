# SPDX-License-Identifier: Apache-2.0
"""Drafts are sealed for productions: once, with what they are then, or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chassis.caller import Caller
from chassis.rpc import Call
from reelmill.drafts.v1 import resources_pb2, service_pb2
from reelmill.render.v1 import events_pb2
from services.drafts.api import rpc
from services.drafts.api.errors import ERROR_RULES
from services.drafts.domain.errors import (
    DraftAccessDenied,
    DraftArchived,
    DraftNotFound,
    InvalidDraftConfig,
    class_of_config_code,
)
from services.drafts.usecases import usage
from services.hls.coordinator.api.draft_errors import DRAFT_ERRORS
from tests.support.drafts.world import DRAFTS, OWNER, STRANGER, DraftsWorld, render_message
from timeline.compile.config_checking import CHECK_MEANINGS
from timeline.compile.config_codes import CONFIG_MEANINGS

ULID = "01KJS2V0M0000000000000000A"
Json = dict[str, Any]


@pytest.fixture
def world(world: DraftsWorld) -> DraftsWorld:
    world.library.put_upload(3, kind="logo")
    return world


def call(world: DraftsWorld, method: str, request: Any, user: int = OWNER) -> Any:
    (offered,) = rpc.services(world.deps)
    return offered.rpcs[method].handler(request, Call("hls", acting_user_id=user))


def seal(
    world: DraftsWorld, draft_id: int, *, ulid: str = ULID, user: int = OWNER
) -> service_pb2.SealDraftResponse:
    request = service_pb2.SealDraftRequest(draft_id=draft_id, production_ulid=ulid, production_id=5)
    answer: service_pb2.SealDraftResponse = call(world, "SealDraft", request, user)
    return answer


def a_draft(world: DraftsWorld, config: Json) -> int:
    draft_id = int(world.open_draft()["id"])
    answer = world.save_config(draft_id, config)
    assert answer.status_code == 200, answer.json
    return draft_id


def stored(world: DraftsWorld, draft_id: int) -> Json:
    return dict(world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"])


def sealed_timeline(world: DraftsWorld, export_id: str) -> resources_pb2.SealedTimeline:
    request = service_pb2.GetSealedTimelineRequest(export_id=export_id)
    found: resources_pb2.SealedTimeline = call(world, "GetSealedTimeline", request).sealed
    return found


def test_a_draft_is_sealed_and_archived_with_its_production(world: DraftsWorld) -> None:
    config = {"name": "Summer", "defaultStoryText": "Once.", "logoUploadId": 3, "foo": "bar"}
    draft_id = a_draft(world, config)

    answer = seal(world, draft_id)

    assert (answer.draft_id, answer.upload_id, answer.name) == (draft_id, 1, "Summer")
    assert answer.story == "Once."
    assert json.loads(answer.config) == {"config": config, "presets": {}}
    draft = stored(world, draft_id)
    assert (draft["status"], draft["renderedProductionId"]) == ("archived", 5)
    assert draft["lastFailure"] is None
    again = world.request("POST", f"{DRAFTS}/{draft_id}/unarchive")
    assert (again.status_code, again.json["error"]) == (422, "invalid_state")


def test_the_master_is_rendered_for_the_production(world: DraftsWorld) -> None:
    answer = seal(world, a_draft(world, {"logoUploadId": 3}))

    sealed = sealed_timeline(world, answer.export_id)
    assert (sealed.purpose, sealed.production_ulid) == (resources_pb2.PURPOSE_DRAFT_MASTER, ULID)
    assert sealed.owner_user_id == OWNER and sealed.project_id == 0
    assert json.loads(sealed.document)["logos"][0]["uploadId"] == 3
    assert sorted(each.upload_id for each in sealed.uploads) == [1, 3]
    (requested,) = world.announced("drafts.export.requested.v1")
    assert requested["purpose"] == "PURPOSE_DRAFT_MASTER"


def test_a_draft_that_changes_nothing_needs_no_master(world: DraftsWorld) -> None:
    answer = seal(world, a_draft(world, {"name": "As it is"}))

    assert (answer.upload_id, answer.export_id) == (1, "")
    assert world.announced("drafts.export.requested.v1") == []


def test_a_production_seals_once(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {"logoUploadId": 3})

    assert seal(world, draft_id) == seal(world, draft_id)
    assert len(world.announced("drafts.export.requested.v1")) == 1


def test_an_archived_draft_is_not_produced(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {"logoUploadId": 3})
    seal(world, draft_id)

    with pytest.raises(DraftArchived):
        seal(world, draft_id, ulid="01KJS2V0M0000000000000000B")


def test_only_the_owner_finds_and_seals_a_draft(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {"logoUploadId": 3})
    by_id = service_pb2.FindDraftRequest(draft_id=draft_id)
    by_upload = service_pb2.FindDraftRequest(upload_id=1)

    assert call(world, "FindDraft", by_id).upload_id == 1
    assert call(world, "FindDraft", by_upload).draft_id == draft_id
    for request, error in ((by_id, DraftAccessDenied), (by_upload, DraftNotFound)):
        with pytest.raises(error):
            call(world, "FindDraft", request, STRANGER)
    with pytest.raises(DraftAccessDenied):
        seal(world, draft_id, user=STRANGER)
    with pytest.raises(DraftNotFound):
        seal(world, draft_id + 1)


def test_a_draft_that_cannot_be_produced_stays_and_says_why(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {"screenTitleText": "Hello"})

    with pytest.raises(InvalidDraftConfig) as raised:
        seal(world, draft_id)

    assert [(one.code, one.pointer) for one in raised.value.problems] == [
        ("missing_screen_title_preset", "/config/screenTitlePresetId")
    ]
    draft = stored(world, draft_id)
    assert (draft["status"], draft["lastFailure"]["error"]) == (
        "active",
        "missing_screen_title_preset",
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"source_deleted": True}, "source_deleted"),
        ({"owner_user_id": STRANGER}, "forbidden"),
        ({"state": "uploaded"}, "upload_not_ready"),
    ],
)
def test_uploads_are_validated_again(world: DraftsWorld, fields: Json, code: str) -> None:
    draft_id = a_draft(world, {"logoUploadId": 3})
    world.library.put_upload(3, **{"kind": "logo", **fields})

    with pytest.raises(InvalidDraftConfig) as raised:
        seal(world, draft_id)

    assert (raised.value.code, raised.value.problems[0].pointer) == (code, "/config/logoUploadId")
    assert stored(world, draft_id)["lastFailure"]["error"] == code


def test_an_upload_that_was_deleted_is_noticed(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {"logoUploadId": 3})
    del world.library.uploads[3]

    with pytest.raises(InvalidDraftConfig, match="does not exist"):
        seal(world, draft_id)


def test_a_save_ends_what_was_said_of_the_config_before(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {"screenTitleText": "Hello"})
    with pytest.raises(InvalidDraftConfig):
        seal(world, draft_id)

    world.save_config(draft_id, {"logoUploadId": 3})
    assert stored(world, draft_id)["lastFailure"] is None
    seal(world, draft_id)

    assert stored(world, draft_id)["lastFailure"] is None


def test_a_draft_that_is_saved_meanwhile_is_sealed_as_it_is_then(world: DraftsWorld) -> None:
    draft_id = a_draft(world, {"logoUploadId": 3})

    def save() -> None:
        world.library.on_request = lambda: None
        world.save_config(draft_id, {"name": "Newer", "logoUploadId": 3})

    world.library.on_request = save
    answer = seal(world, draft_id)

    assert answer.name == "Newer"


def test_a_rendered_master_is_complete_without_an_upload(world: DraftsWorld) -> None:
    answer = seal(world, a_draft(world, {"logoUploadId": 3}))
    render = render_message(
        answer.export_id, purpose=resources_pb2.PURPOSE_DRAFT_MASTER, state="completed"
    )

    world.receive("render.render.completed.v1", events_pb2.RenderCompleted(render=render))

    quotas = usage.list_quotas(world.deps, caller=Caller(OWNER))
    assert [one.used for one in quotas if one.name == "runningExports"] == [0]


def test_a_master_that_is_no_longer_needed_is_cancelled(world: DraftsWorld) -> None:
    answer = seal(world, a_draft(world, {"logoUploadId": 3}))
    request = service_pb2.CancelMasterRequest(production_ulid=ULID)

    call(world, "CancelMaster", request, STRANGER)
    assert world.announced("drafts.export.cancelled.v1") == []
    call(world, "CancelMaster", request)
    call(world, "CancelMaster", request)

    (cancelled,) = world.announced("drafts.export.cancelled.v1")
    assert cancelled["exportId"] == answer.export_id
    assert sealed_timeline(world, answer.export_id).cancelled


def test_presets_are_sealed_as_they_are_then(world: DraftsWorld) -> None:
    made = world.request("POST", "/api/logo-configs", json={"name": "Mine", "opacityPct": 80})
    preset = made.json["logoConfig"]["id"]
    draft_id = a_draft(world, {"logoUploadId": 3, "logoConfigId": preset})
    answer = seal(world, draft_id)

    world.request("PATCH", f"/api/logo-configs/{preset}", json={"opacityPct": 10})

    (logo,) = json.loads(sealed_timeline(world, answer.export_id).document)["logos"]
    assert logo["opacityPct"] == 80
    snapshot = json.loads(seal(world, draft_id).config)["presets"]["logo"]
    assert (snapshot["id"], snapshot["name"], snapshot["opacityPct"]) == (preset, "Mine", 80)


def test_an_archived_preset_stays_in_its_drafts(world: DraftsWorld) -> None:
    made = world.request("POST", "/api/screen-title-presets", json={"name": "Mine"})
    preset = made.json["screenTitlePreset"]["id"]
    config = {"screenTitleText": "Hello", "screenTitlePresetId": preset}
    draft_id = a_draft(world, config)
    world.request("DELETE", f"/api/screen-title-presets/{preset}")

    answer = seal(world, draft_id)

    (title,) = json.loads(sealed_timeline(world, answer.export_id).document)["screenTitles"]
    assert title["presetSnapshot"]["name"] == "Mine"


def test_every_error_of_a_draft_has_the_kind_that_hls_says() -> None:
    kinds = {one.code: one.kind for one in DRAFT_ERRORS}
    codes = {*CONFIG_MEANINGS, *CHECK_MEANINGS, "preset_not_found"}

    found = {code: ERROR_RULES[class_of_config_code(code)].kind for code in codes}
    assert {code: kinds[code] for code in codes} == found
