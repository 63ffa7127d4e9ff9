# SPDX-License-Identifier: Apache-2.0
"""The lists of productions: whose, of which upload, in which state, and what they say of each."""

from __future__ import annotations

import pytest

from services.hls.coordinator.usecases import packaging
from tests.support.hls.world import ADMIN, OTHER, OWNER, HlsWorld, stream, upload


def test_a_list_has_the_callers_productions_newest_first_in_pages(world: HlsWorld) -> None:
    ids = [world.prepared(number) for number in (40, 41, 42)]
    client = world.client()

    first = client.get("/api/productions?limit=2").json
    second = client.get(f"/api/productions?limit=2&cursor={first['nextCursor']}").json
    of_upload = client.get("/api/productions?uploadId=41").json["items"]

    assert [one["id"] for one in first["items"]] == [ids[2], ids[1]]
    assert [one["id"] for one in second["items"]] == [ids[0]]
    assert second["nextCursor"] is None
    assert [one["id"] for one in of_upload] == [ids[1]]
    assert world.client(OTHER).get("/api/productions").json["items"] == []


def test_only_administrators_list_productions_of_others(world: HlsWorld) -> None:
    production_id = world.prepared()
    path = f"/api/productions?userId={OWNER}"

    assert [one["id"] for one in world.client(ADMIN).get(path).json["items"]] == [production_id]
    problem = world.client(OTHER).get(path)
    assert (problem.status_code, problem.json["error"]) == (403, "forbidden")


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=501", "cursor=x", "uploadId=-1", "state=done", "upload=1", "owner=1"],
)
def test_an_invalid_query_is_refused(world: HlsWorld, query: str) -> None:
    assert world.client().get(f"/api/productions?{query}").status_code == 400


def test_a_listed_production_says_what_it_was_made_of_and_shows_its_poster(world: HlsWorld) -> None:
    export = upload(41, project_id=5, project_name="Harbour story", name="Harbour")
    world.uploads.put(export)
    world.uploads.put(upload(3, role="source"))
    world.packaged(41)
    world.client().post("/api/productions", json={"uploadId": 3})

    waiting, ready = world.client().get("/api/productions").json["items"]

    assert (ready["sourceRole"], ready["sourceName"]) == ("export", "Harbour")
    assert (ready["projectId"], ready["projectName"]) == (5, "Harbour story")
    assert "/poster.jpg?v=" in ready["posterUrl"]
    assert (ready["durationSeconds"], ready["progressPct"], ready["publishedCount"]) == (6, 100, 0)
    assert (waiting["sourceRole"], waiting["projectId"], waiting["posterUrl"]) == (
        "source",
        None,
        None,
    )


def test_a_production_of_a_deleted_upload_is_still_listed(world: HlsWorld) -> None:
    production_id = world.packaged(41)
    world.uploads.known.clear()

    listed = world.client().get("/api/productions").json["items"][0]
    detail = world.client().get(f"/api/productions/{production_id}").json["production"]

    assert (listed["id"], listed["sourceName"], listed["sourceRole"]) == (
        production_id,
        None,
        "export",
    )
    assert detail["playback"]["masterUrl"].endswith("/master.m3u8")


def test_productions_are_listed_and_counted_by_state(world: HlsWorld) -> None:
    ready, running = world.packaged(41), world.prepared(42)
    client = world.client()

    def listed(query: str) -> list[int]:
        return [one["id"] for one in client.get(f"/api/productions?{query}").json["items"]]

    assert listed("state=ready") == [ready]
    assert listed("state=in_progress") == [running]
    assert listed("state=failed") == []
    counts = {"total": 2, "inProgress": 1, "ready": 1, "failed": 0}
    assert client.get("/api/productions/summary").json == counts
    of_upload = client.get("/api/productions/summary?uploadId=41").json
    assert (of_upload["total"], of_upload["ready"]) == (1, 1)
    others = world.client(OTHER).get(f"/api/productions/summary?userId={OWNER}")
    assert (others.status_code, others.json["error"]) == (403, "forbidden")


def test_a_job_says_whether_it_waits_transcodes_or_packages(world: HlsWorld) -> None:
    production_id = world.prepared()

    def stage() -> str:
        found = world.client().get(f"/api/productions/{production_id}").json["production"]
        return str(found["job"]["stage"])

    assert stage() == "queued"
    lease = world.claimed()
    packaging.heartbeat(world.deps, lease=lease, fraction=0.4)
    assert stage() == "transcoding"
    packaging.heartbeat(world.deps, lease=lease, fraction=0.9)
    assert stage() == "packaging"
    packaging.complete_job(world.deps, lease=lease, stream=stream())
    assert stage() == "done"
