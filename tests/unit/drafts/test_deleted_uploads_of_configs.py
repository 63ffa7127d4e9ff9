# SPDX-License-Identifier: Apache-2.0
"""Configs that name uploads which their owner deleted: they are saved, and not produced."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.rpc import Call
from reelmill.drafts.v1 import service_pb2
from reelmill.library.v1 import events_pb2
from services.drafts.api import rpc
from services.drafts.domain.errors import InvalidDraftConfig
from tests.support.drafts.world import DRAFTS, OWNER, STRANGER, DraftsWorld, upload_message

LOGO = 3
WITH_LOGO: dict[str, Any] = {"name": "Film", "logoUploadId": LOGO}


@pytest.fixture
def draft_id(world: DraftsWorld) -> int:
    """Return a draft whose config names a logo that was deleted after it was saved."""
    world.library.put_upload(LOGO, kind="logo")
    found = int(world.open_draft()["id"])
    assert world.save_config(found, WITH_LOGO).status_code == 200
    world.library.delete_upload(LOGO)
    deleted = events_pb2.UploadDeleted(upload=upload_message(LOGO, kind="logo"))
    world.receive("library.upload.deleted.v1", deleted)
    return found


def test_a_config_with_a_deleted_file_is_edited(world: DraftsWorld, draft_id: int) -> None:
    first = world.save_config(draft_id, {**WITH_LOGO, "name": "Another"})
    world.library.requests.clear()
    second = world.save_config(draft_id, {**WITH_LOGO, "name": "A third"})

    assert (first.status_code, second.status_code) == (200, 200)
    assert world.library.requests == [], "what is known of a deleted upload is stored"


def test_choosing_another_file_for_a_deleted_one_is_undone(
    world: DraftsWorld, draft_id: int
) -> None:
    cleared = world.save_config(draft_id, {"name": "Film"})
    undone = world.save_config(draft_id, WITH_LOGO)
    revision = undone.json["draft"]["revision"]
    world.save_config(draft_id, {"name": "Film"})
    restored = world.request("POST", f"{DRAFTS}/{draft_id}/revisions/{revision}/restore")

    assert (cleared.status_code, undone.status_code) == (200, 200)
    assert restored.status_code == 200, restored.json
    assert restored.json["draft"]["config"] == WITH_LOGO


def test_a_deleted_file_keeps_its_kind(world: DraftsWorld, draft_id: int) -> None:
    answer = world.save_config(draft_id, {"musicUploadId": LOGO})

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_music_upload_kind")


def test_what_another_user_deleted_is_as_what_never_was(world: DraftsWorld, draft_id: int) -> None:
    world.library.put_upload(4, kind="video", owner_user_id=STRANGER)
    theirs = world.open_draft(4, user=STRANGER)["id"]

    answers = [
        world.request(
            "PATCH", f"{DRAFTS}/{theirs}", json={"config": {"logoUploadId": one}}, user=STRANGER
        )
        for one in (LOGO, 99)
    ]

    codes = [(one.status_code, one.json["error"]) for one in answers]
    assert codes == [(404, "logo_upload_not_found")] * 2


def test_a_draft_with_a_deleted_file_is_not_produced(world: DraftsWorld, draft_id: int) -> None:
    (offered,) = rpc.services(world.deps)
    request = service_pb2.SealDraftRequest(
        draft_id=draft_id, production_ulid="01KJS2V0M0000000000000000A", production_id=5
    )

    with pytest.raises(InvalidDraftConfig) as raised:
        offered.rpcs["SealDraft"].handler(request, Call("hls", acting_user_id=OWNER))

    problems = [(one.code, one.pointer) for one in raised.value.problems]
    assert problems == [("source_deleted", "/config/logoUploadId")]
    draft = world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"]
    assert (draft["status"], draft["lastFailure"]["error"]) == ("active", "source_deleted")


def test_a_resolved_draft_says_which_file_is_missing(world: DraftsWorld, draft_id: int) -> None:
    answer = world.request("GET", f"{DRAFTS}/{draft_id}/resolved").json

    problems = [(one["error"], one["pointer"]) for one in answer["problems"]]
    assert problems == [("source_deleted", "/config/logoUploadId")]
    assert answer["frames"] == 300


def test_a_draft_with_a_deleted_file_opens_as_a_timeline_that_is_not_exported(
    world: DraftsWorld, draft_id: int
) -> None:
    made = world.request("POST", f"{DRAFTS}/{draft_id}/open-as-timeline").json["project"]

    saved = world.save(made["id"], made["timeline"])
    exported = world.request("POST", f"/api/create-video/projects/{made['id']}/export")

    assert [one["uploadId"] for one in made["timeline"]["logos"]] == [LOGO]
    assert saved.status_code == 200
    assert (exported.status_code, exported.json["error"]) == (409, "source_deleted")
