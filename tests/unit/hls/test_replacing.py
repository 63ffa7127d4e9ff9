# SPDX-License-Identifier: Apache-2.0
"""The stream of a production is replaced, and its publications, links and embeds stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sqlalchemy as sa
from google.protobuf.json_format import Parse

from chassis.jobs.errors import Fault, JobFailure, LeaseLost
from chassis.tables import OUTBOX
from reelmill.hls.v1 import events_pb2
from services.hls.coordinator.domain.playback import ChosenPoster
from services.hls.coordinator.usecases import packaging
from services.hls.coordinator.usecases.changing import delete_removed_folders
from tests.support.hls.world import OTHER, HlsWorld, stream, upload

CAPTIONS = {"text": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"}


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    built.emptied().packaged()
    built.uploads.put(upload(43))
    store(built, "old")
    return built


def store(world: HlsWorld, text: str) -> str:
    """Store a file of the stream that a production has now, and return its key."""
    with world.deps.reading() as uow:
        production = uow.productions.find_production(1)
    assert production is not None
    key = f"{production.output_prefix}360p/init.mp4"
    world.storage.put_bytes(key, text.encode(), content_type="video/mp4")
    return key


def shown(world: HlsWorld) -> dict[str, Any]:  # Any: a JSON object
    production = world.client().get("/api/productions/1").json["production"]
    assert isinstance(production, dict)
    return production


def folder(world: HlsWorld) -> str:
    return str(shown(world)["playback"]["masterUrl"]).removesuffix("master.m3u8")


def replace(world: HlsWorld, upload_id: int = 43) -> Any:  # Any: a response
    return world.client().post("/api/productions/1/replace", json={"uploadId": upload_id})


def test_the_old_stream_plays_until_the_new_one_is_ready(world: HlsWorld) -> None:
    before = folder(world)

    answer = replace(world)

    assert answer.status_code == 202
    assert answer.json["production"]["replacement"]["state"] == "in_progress"
    assert (shown(world)["state"], shown(world)["uploadId"]) == ("ready", 42)
    assert folder(world) == before


def test_a_ready_replacement_takes_over_and_keeps_what_belongs_to_the_production(
    world: HlsWorld,
) -> None:
    client, before = world.client(), folder(world)
    client.put("/api/productions/1/captions/en", json=CAPTIONS)
    replace(world)

    packaging.complete_job(world.deps, lease=world.claimed(), stream=stream())
    store(world, "new")

    production = shown(world)
    assert (production["uploadId"], production["replacement"]) == (43, None)
    assert [one["language"] for one in production["captions"]] == ["en"]
    assert folder(world) != before
    anybody = world.client(None)
    assert anybody.get(folder(world) + "360p/init.mp4").text == "new"
    assert anybody.get(before + "360p/init.mp4").text == "old"
    assert world.announced()[-3:] == ["replacement_changed", "replaced", "ready"]
    assert client.get("/api/productions").json["items"][0]["id"] == 1
    assert len(client.get("/api/productions").json["items"]) == 1


def test_the_files_of_the_old_stream_go_when_its_links_have_expired(world: HlsWorld) -> None:
    before, key = folder(world), store(world, "old")
    replace(world)
    packaging.complete_job(world.deps, lease=world.claimed(), stream=stream())

    delete_removed_folders(world.deps)
    assert world.client(None).get(before + "360p/init.mp4").status_code == 200
    world.moved = dt.timedelta(hours=5)
    delete_removed_folders(world.deps)

    answer = world.client(None).get(before + "360p/init.mp4")
    assert (answer.status_code, answer.json["error"]) == (403, "playback_expired")
    assert world.storage.head(key) is None


def test_a_failed_replacement_changes_nothing_and_may_be_tried_again(world: HlsWorld) -> None:
    replace(world)
    failure = JobFailure("not_media", "Holiday: this is not media.", Fault.INPUT)

    packaging.fail_job(world.deps, lease=world.claimed(), failure=failure)

    production = shown(world)
    assert (production["state"], production["uploadId"]) == ("ready", 42)
    assert production["replacement"]["errorMessage"] == "Holiday: this is not media."
    assert "failed" not in world.announced()
    assert replace(world).status_code == 202
    assert shown(world)["replacement"]["state"] == "in_progress"


def test_a_replacement_is_no_production_of_its_own(world: HlsWorld) -> None:
    replace(world)
    client = world.client()

    assert client.get("/api/productions/2").json["error"] == "production_not_found"
    assert client.get("/api/productions/summary").json["total"] == 1
    assert client.get("/api/exports/43/hls-status").json["state"] == "not_ready"
    assert world.announced() == ["created", "ready", "replacement_changed"]


def test_a_replacement_is_cancelled_and_its_packager_stops(world: HlsWorld) -> None:
    replace(world)
    lease = world.claimed()
    client = world.client()

    assert client.delete("/api/productions/1/replacement").json == {"ok": True}

    assert not packaging.heartbeat(world.deps, lease=lease, fraction=0.5)
    with pytest.raises(LeaseLost):
        packaging.complete_job(world.deps, lease=lease, stream=stream())
    assert shown(world)["replacement"] is None
    answer = client.delete("/api/productions/1/replacement")
    assert (answer.status_code, answer.json["error"]) == (404, "replacement_not_found")


def test_a_replacement_goes_with_its_production(world: HlsWorld) -> None:
    replace(world)
    lease = world.claimed()

    assert world.client().delete("/api/productions/1").json == {"ok": True}

    with pytest.raises(LeaseLost):
        packaging.complete_job(world.deps, lease=lease, stream=stream())


def test_what_cannot_replace_a_stream_is_refused(world: HlsWorld) -> None:
    world.uploads.put(upload(44, kind="image"))
    world.uploads.put(upload(45, state="uploaded"))
    world.uploads.put(upload(46))
    world.uploads.put(upload(47, owner_user_id=OTHER))
    world.prepared(46)

    errors = [replace(world, upload_id).json["error"] for upload_id in (44, 45, 46, 47, 48)]

    assert errors == [
        "invalid_kind",
        "upload_not_ready",
        "export_packaged_elsewhere",
        "forbidden",
        "upload_not_found",
    ]
    answer = world.client().post("/api/productions/2/replace", json={"uploadId": 43})
    assert answer.json["error"] == "production_not_completed"
    assert replace(world).status_code == 202
    assert replace(world).json["error"] == "replacement_in_progress"


def test_an_export_that_is_packaged_meanwhile_does_not_take_over(world: HlsWorld) -> None:
    replace(world)
    lease = world.claimed()
    world.prepared(43)

    packaging.complete_job(world.deps, lease=lease, stream=stream())

    production = shown(world)
    assert (production["uploadId"], production["replacement"]["state"]) == (42, "failed")
    assert "of its own" in production["replacement"]["errorMessage"]


def test_a_shorter_stream_keeps_the_chapters_that_begin_in_it(world: HlsWorld) -> None:
    client = world.client()
    chapters = [{"startSeconds": 0, "title": "Quay"}, {"startSeconds": 1, "title": "Sea"}]
    put = client.put("/api/productions/1/chapters", json={"chapters": chapters})
    assert put.status_code == 200, put.json
    replace(world)

    short = stream().model_copy(update={"duration": Fraction(3, 4)})
    packaging.complete_job(world.deps, lease=world.claimed(), stream=short)

    left = client.get("/api/productions/1/chapters").json["chapters"]
    assert [one["title"] for one in left] == ["Quay"]
    text = world.client(None).get(shown(world)["playback"]["chaptersUrl"]).text
    assert "00:00:00.750" in text and "Sea" not in text


def replacements(world: HlsWorld) -> list[tuple[int, int, int]]:
    """Return the announced production, upload and revision of each change of a replacement."""
    topic = "hls.production.replacement_changed.v1"
    query = sa.select(OUTBOX.c.body).where(OUTBOX.c.topic == topic).order_by(OUTBOX.c.id)
    with world.database.reading() as session:
        found = [
            Parse(one, events_pb2.ProductionReplacementChanged())
            for one in session.execute(query).scalars()
        ]
    return [(one.production.production_id, one.upload_id, one.production.revision) for one in found]


def finish(world: HlsWorld) -> None:
    packaging.complete_job(world.deps, lease=world.claimed(), stream=stream())


def fail(world: HlsWorld) -> None:
    failure = JobFailure("not_media", "Holiday: this is not media.", Fault.INPUT)
    packaging.fail_job(world.deps, lease=world.claimed(), failure=failure)


def cancel(world: HlsWorld) -> None:
    answer = world.client().delete("/api/productions/1/replacement")
    assert answer.status_code == 200, answer.json


def be_late(world: HlsWorld) -> None:
    lease = world.claimed()
    world.prepared(43)
    packaging.complete_job(world.deps, lease=lease, stream=stream())


@pytest.mark.parametrize("end", [finish, fail, cancel, be_late])
def test_others_know_which_upload_a_replacement_is_made_of_and_when_it_ends(
    world: HlsWorld, end: Callable[[HlsWorld], None]
) -> None:
    replace(world)

    end(world)

    (first, begun, revision), (second, ended, later) = replacements(world)
    assert (first, begun, second, ended) == (1, 43, 1, 0)
    assert later > revision


@pytest.mark.parametrize(("at_ms", "seconds"), [(500, 0.5), (750, None), (20_000, None)])
def test_a_frame_that_a_shorter_stream_does_not_have_is_its_poster_no_more(
    world: HlsWorld, at_ms: int, seconds: float | None
) -> None:
    world.store("poster-frame.jpg", b"frame")
    key = f"{world.folder()}poster-frame.jpg"
    with world.deps.unit_of_work() as uow:
        uow.posters.save_poster(1, ChosenPoster(None, key, "image/jpeg", at_ms))
    replace(world)

    short = stream().model_copy(update={"duration": Fraction(3, 4)})
    packaging.complete_job(world.deps, lease=world.claimed(), stream=short)

    assert shown(world)["posterAtSeconds"] == seconds
