# SPDX-License-Identifier: Apache-2.0
"""Saving the config of a draft: replaced, merged or patched, and never over newer changes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reelmill.library.v1 import events_pb2
from tests.support.drafts.world import DRAFTS, DraftsWorld, upload_message

MERGE_PATCH = "application/merge-patch+json"
JSON_PATCH = "application/json-patch+json"


@pytest.fixture
def draft_id(world: DraftsWorld) -> int:
    return int(world.open_draft()["id"])


def patched(world: DraftsWorld, draft_id: int, media_type: str, patch: object, **more: Any) -> Any:
    return world.request(
        "PATCH",
        f"{DRAFTS}/{draft_id}",
        data=json.dumps(patch),
        content_type=media_type,
        **more,
    )


def config_of(world: DraftsWorld, draft_id: int) -> Any:
    return world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"]["config"]


def test_a_save_replaces_the_config_and_grows_the_revision(
    world: DraftsWorld, draft_id: int
) -> None:
    world.save_config(draft_id, {"name": "Film", "foo": 1})

    answer = world.save_config(draft_id, {"bar": "ü"})

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"3"')
    assert (answer.json["draft"]["config"], answer.json["draft"]["revision"]) == ({"bar": "ü"}, 3)
    assert config_of(world, draft_id) == {"bar": "ü"}


def test_a_merged_save_changes_only_the_members_that_it_names(
    world: DraftsWorld, draft_id: int
) -> None:
    world.save_config(draft_id, {"name": "Film", "mine": {"a": 1, "b": 2}, "old": True})

    body = {"config": {"mine": {"b": 3}, "old": None}, "merge": True}
    answer = world.request("PATCH", f"{DRAFTS}/{draft_id}", json=body)

    assert answer.json["draft"]["config"] == {"name": "Film", "mine": {"a": 1, "b": 3}}


def test_both_patch_types_patch_the_config_itself(world: DraftsWorld, draft_id: int) -> None:
    patched(world, draft_id, MERGE_PATCH, {"name": "Film", "tags": [1]})
    answer = patched(
        world,
        draft_id,
        JSON_PATCH,
        [
            {"op": "test", "path": "/name", "value": "Film"},
            {"op": "add", "path": "/tags/-", "value": 2},
        ],
    )

    assert answer.json["draft"]["config"] == {"name": "Film", "tags": [1, 2]}


def test_a_json_patch_that_does_not_fit_is_refused(world: DraftsWorld, draft_id: int) -> None:
    answer = patched(world, draft_id, JSON_PATCH, [{"op": "remove", "path": "/nothing"}])

    assert (answer.status_code, answer.json["error"]) == (422, "patch_not_applicable")


@pytest.mark.parametrize("config", [None, [], "text", 5])
def test_a_config_is_an_object(world: DraftsWorld, draft_id: int, config: object) -> None:
    answer = world.save_config(draft_id, config)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_config")
    assert answer.json["errors"][0]["pointer"] == "/config"


def test_a_stale_save_is_answered_with_the_current_draft(world: DraftsWorld, draft_id: int) -> None:
    world.save_config(draft_id, {"name": "First"}, headers={"If-Match": '"1"'})

    answer = world.save_config(draft_id, {"name": "Second"}, headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json["error"]) == (412, "stale_revision")
    assert answer.headers["ETag"] == '"2"'
    assert answer.json["draft"]["config"] == {"name": "First"}
    assert config_of(world, draft_id) == {"name": "First"}


def test_a_stale_patch_is_answered_with_the_current_draft(
    world: DraftsWorld, draft_id: int
) -> None:
    world.save_config(draft_id, {"name": "First"})

    answer = patched(world, draft_id, MERGE_PATCH, {"a": 1}, headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json["draft"]["revision"]) == (412, 2)


def test_a_config_of_one_mebibyte_is_stored_and_a_larger_one_is_not(
    world: DraftsWorld, draft_id: int
) -> None:
    largest = {"foo": "x" * (2**20 - len('{"foo":""}'))}

    saved = world.save_config(draft_id, largest)
    rejected = world.save_config(draft_id, {"foo": largest["foo"] + "x" * 100})
    grown = patched(world, draft_id, MERGE_PATCH, {"bar": 1})

    assert saved.status_code == 200
    assert (rejected.status_code, rejected.json["error"]) == (413, "config_too_large")
    assert (grown.status_code, grown.json["error"]) == (413, "config_too_large")


def test_a_config_is_stored_letter_by_letter(world: DraftsWorld, draft_id: int) -> None:
    config = {"html": "<script>alert(1)</script>", "sql": "'; DROP TABLE x; --", "b": "\u202eabc"}

    world.save_config(draft_id, config)

    assert config_of(world, draft_id) == config


def test_of_two_members_of_one_name_the_last_counts(world: DraftsWorld, draft_id: int) -> None:
    text = '{"config": {"foo": 1, "foo": 2}}'

    world.request("PATCH", f"{DRAFTS}/{draft_id}", data=text, content_type="application/json")

    assert config_of(world, draft_id) == {"foo": 2}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("NaN", "invalid_json"),
        ("Infinity", "invalid_json"),
        ("1e308", "invalid_number"),
        ("1e999", "invalid_number"),
        ('"\\u0000"', "invalid_text"),
        ('"\\ud800"', "invalid_text"),
        ("[" * 10_000 + "]" * 10_000, "invalid_json"),
        ("[" * 500 + "]" * 500, "invalid_body"),
    ],
)
def test_what_cannot_be_stored_is_refused(
    world: DraftsWorld, draft_id: int, value: str, code: str
) -> None:
    text = f'{{"config": {{"foo": {value}}}}}'

    answer = world.request(
        "PATCH", f"{DRAFTS}/{draft_id}", data=text, content_type="application/json"
    )

    assert (answer.status_code, answer.json["error"]) == (400, code)
    assert config_of(world, draft_id) == {}


def test_an_autosave_does_not_ask_the_library(world: DraftsWorld, draft_id: int) -> None:
    world.library.requests.clear()

    for number in range(3):
        world.save_config(draft_id, {"foo": number})

    assert world.library.requests == []


def test_an_autosave_is_one_update_and_one_insert(world: DraftsWorld, draft_id: int) -> None:
    with world.statements() as statements:
        world.save_config(draft_id, {"foo": 1})

    kinds = [one.split()[0] for one in statements]
    assert [kind for kind in kinds if kind != "BEGIN"] == ["UPDATE", "INSERT"]


def test_the_draft_of_an_upload_that_was_deleted_is_archived(
    world: DraftsWorld, draft_id: int
) -> None:
    other = world.open_draft(2)
    deleted = events_pb2.UploadDeleted(upload=upload_message(1))

    for _ in range(2):
        world.receive("library.upload.deleted.v1", deleted)

    active = world.request("GET", f"{DRAFTS}/active").json["items"]
    assert [one["id"] for one in active] == [other["id"]]
    archived = world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"]
    assert (archived["status"], archived["revision"]) == ("archived", 2)


def test_a_draft_whose_source_was_deleted_is_read_but_not_saved(
    world: DraftsWorld, draft_id: int
) -> None:
    world.save_config(draft_id, {"name": "Film"})
    world.library.put_upload(1, source_deleted=True)
    message = upload_message(1)
    world.receive(
        "library.upload.source_deleted.v1", events_pb2.UploadSourceDeleted(upload=message)
    )

    answer = world.save_config(draft_id, {"name": "Other"})

    assert (answer.status_code, answer.json["error"]) == (409, "source_deleted")
    assert config_of(world, draft_id) == {"name": "Film"}
