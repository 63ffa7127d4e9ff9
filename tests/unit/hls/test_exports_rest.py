# SPDX-License-Identifier: Apache-2.0
"""The REST routes by which an export is packaged."""

from __future__ import annotations

import pytest

from chassis.jobs.errors import Fault, JobFailure
from reelmill.publish.v1 import events_pb2, resources_pb2
from services.hls.coordinator.usecases import packaging
from tests.support.hls.world import ADMIN, OTHER, HlsWorld, upload


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    world = built.emptied()
    world.uploads.put(upload(42))
    return world


def failed(world: HlsWorld) -> int:
    production_id = world.prepared()
    failure = JobFailure("not_media", "Holiday: this is not media.", Fault.INPUT)
    packaging.fail_job(world.deps, lease=world.claimed(), failure=failure)
    return production_id


def test_an_export_without_a_production_is_not_ready(world: HlsWorld) -> None:
    assert world.client().get("/api/exports/42/hls-status").json == {
        "state": "not_ready",
        "productionId": None,
        "detail": None,
        "productionStatus": None,
        "errorMessage": None,
        "publishedCount": 0,
        "progressPct": 0,
        "playable": False,
        "renditions": [],
    }


def test_preparing_an_export_twice_creates_one_production(
    world: HlsWorld,
) -> None:
    client = world.client()

    first = client.post("/api/exports/42/prep-hls", json={"name": "x" * 300})
    second = client.post("/api/exports/42/prep-hls")

    assert (first.status_code, first.json["state"]) == (202, "in_progress")
    assert (second.status_code, second.json) == (200, first.json)
    assert world.announced() == ["created"]
    shown = client.get(f"/api/productions/{first.json['productionId']}").json["production"]
    assert shown["name"] == "x" * 255


def test_the_status_shows_the_progress_of_the_job(world: HlsWorld) -> None:
    production_id = world.prepared()
    packaging.heartbeat(world.deps, lease=world.claimed(), fraction=0.4)

    status = world.client().get("/api/exports/42/hls-status").json

    assert (status["state"], status["productionId"]) == ("in_progress", production_id)
    assert (status["productionStatus"], status["progressPct"]) == ("processing", 40)


def test_a_ready_export_is_ready_and_preparing_it_again_is_a_no_op(world: HlsWorld) -> None:
    production_id = world.packaged()
    event = events_pb2.PublicationPublished(
        publication=resources_pb2.Publication(
            publication_id=5, production_id=production_id, status="published", revision=1
        )
    )
    world.receive("publish.publication.published.v1", event, event_id="e1")

    again = world.client().post("/api/exports/42/prep-hls", json={})
    status = world.client().get("/api/exports/42/hls-status").json

    assert again.json == {"productionId": production_id, "state": "ready"}
    assert (status["state"], status["progressPct"]) == ("ready", 100)
    assert status["publishedCount"] == 1


def test_a_failed_export_has_a_reason_and_can_be_prepared_again(world: HlsWorld) -> None:
    production_id = failed(world)
    client = world.client()

    status = client.get("/api/exports/42/hls-status").json
    again = client.post("/api/exports/42/prep-hls", json={})

    assert status["state"] == status["productionStatus"] == "failed"
    assert status["detail"] == status["errorMessage"] == "Holiday: this is not media."
    assert again.status_code == 202
    assert again.json["productionId"] != production_id
    newest = client.get("/api/exports/42/hls-status").json
    assert (newest["state"], newest["detail"]) == ("in_progress", None)


@pytest.mark.parametrize("path", ["hls-status", "prep-hls"])
@pytest.mark.parametrize(
    ("upload_id", "status", "code"),
    [
        (9, 404, "upload_not_found"),
        (10, 403, "forbidden"),
        (11, 400, "not_export"),
        (12, 400, "invalid_kind"),
    ],
)
def test_uploads_that_are_not_exports_of_the_caller_are_refused(
    world: HlsWorld, path: str, upload_id: int, status: int, code: str
) -> None:
    world.uploads.put(upload(10, owner_user_id=OTHER))
    world.uploads.put(upload(11, role="source"))
    world.uploads.put(upload(12, kind="image", role=""))
    ask = world.client().post if path == "prep-hls" else world.client().get

    answer = ask(f"/api/exports/{upload_id}/{path}")

    assert (answer.status_code, answer.json["error"]) == (status, code)


def test_an_export_without_its_file_is_not_prepared(world: HlsWorld) -> None:
    world.uploads.put(upload(13, is_source_deleted=True))
    world.uploads.put(upload(14, state="rejected"))
    client = world.client()

    answers = [client.post(f"/api/exports/{one}/prep-hls") for one in (13, 14)]

    assert [(one.status_code, one.json["error"]) for one in answers] == [
        (409, "source_deleted"),
        (409, "upload_not_ready"),
    ]


def test_several_statuses_are_returned_without_those_of_other_users(world: HlsWorld) -> None:
    production_id = world.packaged()
    world.uploads.put(upload(10, owner_user_id=OTHER))
    world.uploads.put(upload(11, role="source"))
    world.uploads.put(upload(43))

    answer = world.client().get("/api/exports/hls-status?ids=43,10,11,42,99")
    of_admin = world.client(ADMIN).get("/api/exports/hls-status?ids=10,42")

    items = answer.json["items"]
    assert [(one["uploadId"], one["state"]) for one in items] == [(43, "not_ready"), (42, "ready")]
    assert items[1]["productionId"] == production_id
    assert [one["uploadId"] for one in of_admin.json["items"]] == [10, 42]


def test_several_statuses_come_in_pages(world: HlsWorld) -> None:
    for number in (40, 41, 42):
        world.uploads.put(upload(number))
    path, client = "/api/exports/hls-status?ids=40,41,42,9999999999&limit=2", world.client()

    first = client.get(path).json
    second = client.get(f"{path}&cursor={first['nextCursor']}").json

    assert [one["uploadId"] for one in first["items"]] == [40, 41]
    assert [one["uploadId"] for one in second["items"]] == [42]
    assert second["nextCursor"] is None


@pytest.mark.parametrize("ids", ["x", "1,-2", ",".join(["1"] * 251), "1.5"])
def test_ids_that_are_not_numbers_are_refused(world: HlsWorld, ids: str) -> None:
    answer = world.client().get(f"/api/exports/hls-status?ids={ids}")

    assert (answer.status_code, answer.json["error"]) == (400, "bad_upload_id")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/api/exports/42/hls-status"),
        ("get", "/api/exports/hls-status?ids=42"),
        ("post", "/api/exports/42/prep-hls"),
    ],
)
def test_anonymous_callers_are_unauthenticated(world: HlsWorld, method: str, path: str) -> None:
    answer = getattr(world.client(None), method)(path)

    assert (answer.status_code, answer.json["error"]) == (401, "unauthenticated")
