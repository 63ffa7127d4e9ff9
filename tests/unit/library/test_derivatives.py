# SPDX-License-Identifier: Apache-2.0
"""Filmstrips, peaks and edit proxies: requested when they are missed, deleted with their upload."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chassis.clock import now
from reelmill.render.v1 import events_pb2
from services.library.domain.derivatives import DerivativeKind
from tests.support.library.world import (
    ADMIN,
    OWNER,
    STRANGER,
    World,
    derivative_failed,
    ingested,
    new_world,
)

REQUESTED = "library.derivative.requested.v1"
TAILS = {
    "filmstrip.jpg": ("filmstrip", "derived/uploads/{}/filmstrip.jpg", "image/jpeg"),
    "filmstrip.vtt": ("filmstrip", "derived/uploads/{}/filmstrip.vtt", "text/vtt"),
    "peaks": ("peaks", "derived/uploads/{}/peaks_100", "application/octet-stream"),
    "peaks?perSecond=10": ("peaks", "derived/uploads/{}/peaks_10", "application/octet-stream"),
    "edit-proxy": ("edit_proxy", "proxies/uploads/{}/edit_proxy.mp4", "video/mp4"),
}


def get(world: World, upload_id: int, tail: str, **options: Any) -> Any:
    return world.request("GET", f"/api/uploads/{upload_id}/{tail}", **options)


def put(world: World, upload_id: int, tail: str) -> str:
    """Store a derived file and return its key."""
    key = TAILS[tail][1].format(upload_id)
    world.deps.storage.put_bytes(key, b"made", content_type="video/mp4")
    return key


@pytest.mark.parametrize("tail", TAILS)
def test_a_missing_file_is_requested_once_and_served_when_it_is_there(tail: str) -> None:
    world = new_world()
    upload_id, (kind, _, media_type) = world.ready_upload(), TAILS[tail]

    pending = [get(world, upload_id, tail) for _ in range(2)]
    key = put(world, upload_id, tail)
    there = get(world, upload_id, tail)

    assert {(one.status_code, one.json["status"]) for one in pending} == {(202, "pending")}
    assert pending[0].headers["Cache-Control"] == "private, max-age=2"
    [(_, request)] = world.announced(REQUESTED)
    assert (request["kind"], request["upload"]["uploadId"]) == (kind, str(upload_id))
    assert key in request["storageKeys"]
    assert (there.status_code, there.data, there.mimetype) == (200, b"made", media_type)


@pytest.mark.parametrize("tail", TAILS)
def test_it_is_served_to_the_owner_and_administrators_only(tail: str) -> None:
    world = new_world()
    upload_id = world.ready_upload()

    statuses = [
        get(world, upload_id, tail, by=by).status_code for by in (OWNER, STRANGER, ADMIN, None)
    ]

    assert statuses == [202, 403, 202, 401]


def test_a_request_that_was_lost_is_made_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    world = new_world()
    upload_id = world.ready_upload()
    get(world, upload_id, "filmstrip.jpg")

    later = now() + dt.timedelta(minutes=11)
    monkeypatch.setattr("services.library.usecases.derivatives.clock.now", lambda: later)
    get(world, upload_id, "filmstrip.jpg")

    assert len(world.announced(REQUESTED)) == 2


def test_a_file_that_cannot_be_made_is_answer_with_the_reason_and_not_requested_again() -> None:
    world = new_world()
    upload_id = world.ready_upload()
    get(world, upload_id, "filmstrip.jpg")

    world.receive("render.derivative.failed.v1", derivative_failed(upload_id, kind="filmstrip"))
    answer = get(world, upload_id, "filmstrip.vtt")

    assert (answer.status_code, answer.json["error"]) == (404, "derivative_unavailable")
    assert answer.json["detail"] == "a.mp4 holds no picture."
    assert len(world.announced(REQUESTED)) == 1
    assert world.get_upload(upload_id)["state"] == "ready"


def test_uploads_that_have_nothing_to_show_or_are_not_ready_are_answer() -> None:
    world = new_world()
    waiting, gone = world.upload(), world.ready_upload()
    image = world.ready_upload(kind="image", filename="a.png", contentType="image/png")
    world.request("POST", f"/api/uploads/{gone}/delete-source")

    answers = [get(world, one, "filmstrip.jpg") for one in (waiting, gone, image, 99)]

    assert [(one.status_code, one.json["error"]) for one in answers] == [
        (409, "upload_not_ready"),
        (409, "source_deleted"),
        (404, "derivative_unavailable"),
        (404, "upload_not_found"),
    ]
    assert world.announced(REQUESTED) == []


def test_it_is_announced_when_files_are_there() -> None:
    world = new_world()
    upload_id = world.ready_upload()

    world.receive("render.derivative.completed.v1", completed(upload_id, "peaks"))

    change = world.announced("library.upload.changed.v1")[-1][1]
    assert (change["change"], change["upload"]["uploadId"]) == ("peaks", str(upload_id))


def test_all_of_them_are_deleted_with_their_upload() -> None:
    world = new_world()
    upload_id = world.ready_upload()
    keys = [put(world, upload_id, tail) for tail in TAILS]
    get(world, upload_id, "peaks")

    answer = world.request("DELETE", f"/api/uploads/{upload_id}")

    assert answer.status_code == 200
    assert [key for key in keys if world.deps.storage.head(key)] == []


@pytest.mark.parametrize("kind", DerivativeKind)
def test_what_is_made_of_an_upload_that_was_deleted_meanwhile_is_deleted(
    kind: DerivativeKind,
) -> None:
    world = new_world()
    upload_id = world.ready_upload()
    world.request("DELETE", f"/api/uploads/{upload_id}")
    keys = [put(world, upload_id, tail) for tail in TAILS if TAILS[tail][0] == kind]

    world.receive("render.derivative.completed.v1", completed(upload_id, kind))

    assert [key for key in keys if world.deps.storage.head(key)] == []


def test_the_copy_of_a_video_is_deleted_with_its_source_and_its_filmstrip_stays() -> None:
    world = new_world()
    upload_id = world.ready_upload()
    put(world, upload_id, "edit-proxy")
    strip = put(world, upload_id, "filmstrip.jpg")

    world.request("POST", f"/api/uploads/{upload_id}/delete-source")
    late = put(world, upload_id, "edit-proxy")
    world.receive("render.derivative.completed.v1", completed(upload_id, "edit_proxy"))

    assert world.deps.storage.head(late) is None
    assert world.deps.storage.head(strip) is not None
    assert get(world, upload_id, "edit-proxy").json["error"] == "source_deleted"
    assert get(world, upload_id, "filmstrip.jpg").status_code == 200


def test_the_peaks_of_a_sound_that_is_chosen_are_made_anew() -> None:
    world = new_world()
    upload_id = world.upload()
    event = ingested(upload_id)
    event.probe.audio_tracks.add(index=1, codec="aac", channels=2, is_decodable=True)
    event.probe.audio_tracks.add(index=2, codec="aac", channels=2, is_decodable=True)
    world.receive("render.derivative.completed.v1", event)
    put(world, upload_id, "peaks")

    world.request("PATCH", f"/api/uploads/{upload_id}", json={"audioTrack": 2})
    pending = get(world, upload_id, "peaks")

    assert pending.status_code == 202
    [(_, request)] = world.announced(REQUESTED)
    assert request["storageKeys"][0] == f"derived/uploads/{upload_id}/peaks_100_track2"
    assert request["upload"]["audioTrack"] == 2


def completed(upload_id: int, kind: str) -> events_pb2.DerivativeCompleted:
    """Return the event that files of an upload are stored."""
    return events_pb2.DerivativeCompleted(upload_id=upload_id, kind=kind)
