# SPDX-License-Identifier: Apache-2.0
"""The REST routes of productions: answers and errors."""

from __future__ import annotations

from typing import Any

import pytest

from reelmill.publish.v1 import events_pb2, resources_pb2
from services.hls.coordinator.usecases.changing import delete_removed_folders
from tests.support.hls.world import ADMIN, OTHER, OWNER, HlsWorld, upload


def publication(status: str, revision: int, *, production_id: int) -> resources_pb2.Publication:
    return resources_pb2.Publication(
        publication_id=5, production_id=production_id, status=status, revision=revision
    )


def test_a_new_production_is_queued_and_wakes_a_packager(world: HlsWorld) -> None:
    world.uploads.put(upload(3, role="source"))
    body = {"uploadId": 3, "name": " My video ", "defaultStoryText": "Once upon a time."}

    answer = world.client().post("/api/productions", json=body)

    made = answer.json["production"]
    assert (answer.status_code, answer.json["created"]) == (201, True)
    assert (made["status"], made["name"]) == ("queued", "My video")
    assert made["defaultStoryText"] == "Once upon a time."
    assert made["job"] == {"state": "waiting", "stage": "queued", "progressPct": 0, "attempt": 1}
    assert made["config"]["profile"] == "auto"
    assert made["config"]["source"]["videoRole"] == "source"
    assert made["playback"] is None and made["renditions"] == []
    assert world.announced() == ["created"]
    assert world.wake_ups() == 1


def test_a_production_without_a_name_takes_that_of_its_upload(world: HlsWorld) -> None:
    world.uploads.put(upload(3, role="source"))

    answer = world.client().post("/api/productions", json={"uploadId": 3})

    assert answer.json["production"]["name"] == "Holiday"


def test_the_same_key_makes_one_production(world: HlsWorld) -> None:
    world.uploads.put(upload(3, role="source"))
    client, headers = world.client(), {"Idempotency-Key": "once"}

    first = client.post("/api/productions", json={"uploadId": 3}, headers=headers)
    second = client.post("/api/productions", json={"uploadId": 3}, headers=headers)

    assert first.json == second.json
    assert world.announced() == ["created"]


def test_an_export_that_is_packaged_already_answers_that_production(world: HlsWorld) -> None:
    production_id = world.prepared()

    answer = world.client().post("/api/productions", json={"uploadId": 42})

    assert (answer.status_code, answer.json["created"]) == (200, False)
    assert answer.json["production"]["id"] == production_id


def test_a_raw_upload_may_be_packaged_more_than_once(world: HlsWorld) -> None:
    world.uploads.put(upload(3, role="source"))
    client = world.client()

    made = [client.post("/api/productions", json={"uploadId": 3}).json for _ in range(2)]

    assert made[0]["production"]["id"] != made[1]["production"]["id"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "nothing_to_produce"),
        ({"uploadId": "3"}, 400, "invalid_body"),
        ({"uploadId": 3, "musicUploadId": 4}, 400, "unknown_field"),
        ({"uploadId": 3, "draftId": 4}, 400, "nothing_to_produce"),
        ({"uploadId": 3, "name": "  "}, 400, "invalid_name"),
        ({"uploadId": 3, "name": "x" * 256}, 400, "invalid_name"),
        ({"uploadId": 3, "defaultStoryText": "x" * 2001}, 400, "invalid_story"),
        ({"uploadId": 3, "profile": "8k"}, 400, "unknown_profile"),
        ({"uploadId": 9}, 404, "upload_not_found"),
        ({"uploadId": 10}, 403, "forbidden"),
        ({"uploadId": 11}, 400, "invalid_kind"),
        ({"uploadId": 12}, 409, "upload_not_ready"),
        ({"uploadId": 13}, 409, "source_deleted"),
    ],
)
def test_what_cannot_be_packaged_is_refused(
    world: HlsWorld, body: dict[str, Any], status: int, code: str
) -> None:
    world.uploads.put(upload(3, role="source"))
    world.uploads.put(upload(10, owner_user_id=OTHER))
    world.uploads.put(upload(11, kind="audio"))
    world.uploads.put(upload(12, state="uploaded"))
    world.uploads.put(upload(13, is_source_deleted=True))

    answer = world.client().post("/api/productions", json=body)

    assert (answer.status_code, answer.json["error"]) == (status, code)
    assert world.announced() == []


def test_a_completed_production_is_shown_with_all_that_belongs_to_it(world: HlsWorld) -> None:
    production_id = world.packaged()

    shown = world.client().get(f"/api/productions/{production_id}").json["production"]

    assert (shown["status"], shown["state"]) == ("completed", "ready")
    job = {"state": "done", "stage": "done", "progressPct": 100, "attempt": 1}
    assert shown["job"] == job
    assert shown["renditions"][0]["isCopy"] is True
    assert shown["playback"]["masterUrl"].endswith(f"/{shown['ulid']}/master.m3u8")
    assert shown["playback"]["duration"] == 6
    assert shown["playback"]["posterUrl"].partition("?")[0].endswith(f"/{shown['ulid']}/poster.jpg")
    assert shown["startedAt"] and shown["completedAt"]
    assert world.announced() == ["created", "ready"]


@pytest.mark.parametrize(
    ("user_id", "status"), [(None, 401), (OTHER, 403), (OWNER, 200), (ADMIN, 200)]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("get", ""), ("get", "/story"), ("patch", "/story"), ("delete", "")],
)
def test_only_its_owner_and_administrators_may_use_a_production(
    world: HlsWorld, method: str, path: str, user_id: int | None, status: int
) -> None:
    production_id = world.prepared()
    body = {"defaultStoryText": "New"} if method == "patch" else None

    answer = getattr(world.client(user_id), method)(
        f"/api/productions/{production_id}{path}", json=body
    )

    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/api/productions/99", "/api/productions/99/story"])
def test_an_unknown_production_is_not_found(world: HlsWorld, path: str) -> None:
    answer = world.client().get(path)

    assert (answer.status_code, answer.json["error"]) == (404, "production_not_found")


def test_a_new_story_is_announced_once(world: HlsWorld) -> None:
    production_id = world.prepared()
    path, client = f"/api/productions/{production_id}/story", world.client()

    answers = [client.patch(path, json={"defaultStoryText": "A tale."}).json for _ in range(2)]

    assert answers[0] == answers[1] == client.get(path).json
    story = {"productionId": production_id, "defaultStoryText": "A tale.", "revision": 2}
    assert answers[0] == {"story": story}
    assert world.announced() == ["created", "story_changed"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"defaultStoryText": "x" * 2001}, "invalid_story"),
        ({"defaultStoryText": 5}, "invalid_body"),
        ({}, "missing_fields"),
    ],
)
def test_an_invalid_story_is_refused(world: HlsWorld, body: dict[str, Any], code: str) -> None:
    production_id = world.prepared()

    answer = world.client().patch(f"/api/productions/{production_id}/story", json=body)

    assert (answer.status_code, answer.json["error"]) == (400, code)


@pytest.mark.parametrize(
    ("status", "answer"), [("pending", 409), ("published", 409), ("unpublished", 200)]
)
def test_a_production_with_live_publications_is_not_deleted(
    world: HlsWorld, status: str, answer: int
) -> None:
    production_id = world.packaged()
    event = events_pb2.PublicationPublished(
        publication=publication(status, 1, production_id=production_id)
    )
    world.receive("publish.publication.published.v1", event, event_id="e1")

    problem = world.client().delete(f"/api/productions/{production_id}")

    assert problem.status_code == answer
    assert problem.json.get("error") in {"production_has_publications", None}


def test_events_of_a_publication_may_come_twice_and_in_any_order(world: HlsWorld) -> None:
    production_id = world.packaged()
    up = events_pb2.PublicationPublished(
        publication=publication("published", 2, production_id=production_id)
    )
    down = events_pb2.PublicationUnpublished(
        publication=publication("unpublished", 3, production_id=production_id)
    )

    world.receive("publish.publication.unpublished.v1", down, event_id="e2")
    world.receive("publish.publication.published.v1", up, event_id="e1")
    world.receive("publish.publication.published.v1", up, event_id="e1")

    assert world.client().delete(f"/api/productions/{production_id}").json == {"ok": True}


def test_deleting_a_production_deletes_its_files_and_no_others(world: HlsWorld) -> None:
    production_id, other_id = world.packaged(), world.packaged(43)
    prefixes = {}
    for number in (production_id, other_id):
        with world.deps.reading() as uow:
            found = uow.productions.find_production(number)
        assert found is not None
        prefixes[number] = found.output_prefix
        world.storage.put_bytes(f"{found.output_prefix}master.m3u8", b"#", content_type="x/y")

    world.client().delete(f"/api/productions/{production_id}")
    delete_removed_folders(world.deps)

    assert list(world.storage.list(prefixes[production_id])) == []
    assert len(list(world.storage.list(prefixes[other_id]))) == 1
    assert world.announced()[-1] == "deleted"
    assert world.client().get(f"/api/productions/{production_id}").status_code == 404


def test_the_list_of_profiles_has_those_that_can_be_chosen(world: HlsWorld) -> None:
    answer = world.client().get("/api/profiles")

    names = [one["name"] for one in answer.json["items"]]
    assert names[:4] == ["auto", "portrait-hls", "portrait-hls-hq", "landscape-both-hls"]
    assert len(names) == 12
    assert world.client(None).get("/api/profiles").status_code == 401


def test_the_list_of_profiles_has_pages(world: HlsWorld) -> None:
    client = world.client()

    first = client.get("/api/profiles?limit=7").json
    second = client.get(f"/api/profiles?limit=7&cursor={first['nextCursor']}").json

    assert (len(first["items"]), len(second["items"]), second["nextCursor"]) == (7, 5, None)


def test_the_openapi_document_lists_the_routes(world: HlsWorld) -> None:
    paths = world.client().get("/api/hls/openapi.json").json["paths"]

    assert "/api/exports/{uploadId}/prep-hls" in paths
