# SPDX-License-Identifier: Apache-2.0
"""Choosing which sound of an upload is heard."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.rpc import Call
from reelmill.library.v1 import service_pb2
from reelmill.type.v1 import media_pb2
from services.library.api import rpc
from tests.support.library.world import OWNER, STRANGER, World, ingested, new_world

TRACKS = [
    media_pb2.AudioTrack(index=1, codec="aac", channels=2, is_default=True, is_decodable=True),
    media_pb2.AudioTrack(
        index=2, codec="ac3", channels=6, language="deu", title="Kommentar", is_decodable=True
    ),
    media_pb2.AudioTrack(index=4, codec="unknown", channels=4),
]


def an_upload(world: World) -> int:
    """Make a ready video with three sounds, of which the last cannot be decoded."""
    upload_id = world.upload()
    event = ingested(upload_id)
    event.probe.audio_tracks.extend(TRACKS)
    world.receive("render.derivative.completed.v1", event)
    return upload_id


def choose(world: World, upload_id: int, track: Any, *, by: int = OWNER) -> Any:
    return world.request("PATCH", f"/api/uploads/{upload_id}", by=by, json={"audioTrack": track})


def test_the_sounds_of_a_file_are_listed() -> None:
    world = new_world()

    shown = world.get_upload(an_upload(world))

    assert shown["audioTrack"] is None
    assert shown["audioTracks"][1] == {
        "index": 2,
        "codec": "ac3",
        "channels": 6,
        "language": "deu",
        "title": "Kommentar",
        "isDefault": False,
        "isDecodable": True,
    }
    assert [track["isDecodable"] for track in shown["audioTracks"]] == [True, True, False]


@pytest.mark.parametrize("track", [1, 2])
def test_a_chosen_sound_is_shown_and_sent_to_other_services(track: int) -> None:
    world = new_world()
    upload_id = an_upload(world)

    answer = choose(world, upload_id, track)

    assert answer.json["upload"]["audioTrack"] == track
    assert world.get_upload(upload_id)["audioTrack"] == track
    _, event = world.announced("library.upload.changed.v1")[-1]
    assert (event["change"], event["upload"]["audioTrack"]) == ("audio_track", track)


def test_null_restores_the_sound_that_players_prefer() -> None:
    world = new_world()
    upload_id = an_upload(world)
    choose(world, upload_id, 2)

    answer = choose(world, upload_id, None)

    assert answer.json["upload"]["audioTrack"] is None
    assert "audioTrack" not in world.announced("library.upload.changed.v1")[-1][1]["upload"]


def test_texts_do_not_change_the_chosen_sound() -> None:
    world = new_world()
    upload_id = an_upload(world)
    choose(world, upload_id, 2)

    world.request("PATCH", f"/api/uploads/{upload_id}", json={"description": "Waves."})

    assert world.get_upload(upload_id)["audioTrack"] == 2
    assert world.announced("library.upload.changed.v1")[-1][1]["change"] == "texts"


@pytest.mark.parametrize(
    ("track", "status", "code"),
    [
        (0, 422, "audio_track_not_found"),
        (3, 422, "audio_track_not_found"),
        (4, 422, "audio_track_not_decodable"),
        (-1, 400, "invalid_body"),
        ("de", 400, "invalid_body"),
        (1.5, 400, "invalid_body"),
    ],
)
def test_a_sound_that_cannot_be_heard_is_refused(track: Any, status: int, code: str) -> None:
    world = new_world()
    upload_id = an_upload(world)

    answer = choose(world, upload_id, track)

    assert (answer.status_code, answer.json["error"]) == (status, code)
    assert answer.json["errors"][0]["pointer"] == "/audioTrack"
    assert world.get_upload(upload_id)["audioTrack"] is None


def test_others_choose_no_sound() -> None:
    world = new_world()

    assert choose(world, an_upload(world), 2, by=STRANGER).status_code == 403


def test_services_that_ask_for_uploads_get_the_chosen_sound() -> None:
    world = new_world()
    first, second = an_upload(world), an_upload(world)
    choose(world, first, 1)

    found = _batch(world, first, second)

    assert found[0].HasField("audio_track") and found[0].audio_track == 1
    assert not found[1].HasField("audio_track")
    assert list(found[0].probe.audio_tracks) == TRACKS


def _batch(world: World, *upload_ids: int) -> Any:
    [offered] = rpc.services(world.deps)
    request = service_pb2.BatchGetUploadsRequest(upload_ids=upload_ids)
    return offered.rpcs["BatchGetUploads"].handler(request, Call("hls", None)).uploads


def test_the_warnings_are_those_of_the_sound_that_is_heard() -> None:
    world = new_world()
    upload_id = world.upload()
    event = ingested(upload_id)
    tracks = [(1, "One is silent."), (2, ""), (3, "Three is silent.")]
    for index, warning in tracks:
        event.probe.audio_tracks.add(index=index, codec="aac", is_decodable=True, warning=warning)
    event.probe.warnings.extend(["One is silent.", "The end is missing."])
    world.receive("render.derivative.completed.v1", event)

    def warnings(track: int | None) -> list[str]:
        assert choose(world, upload_id, track).status_code == 200
        return list(world.get_upload(upload_id)["warnings"])

    assert warnings(2) == ["The end is missing."]
    assert warnings(3) == ["The end is missing.", "Three is silent."]
    assert warnings(None) == ["The end is missing.", "One is silent."]


def test_a_choice_keeps_the_warnings_of_a_file_whose_sounds_have_none() -> None:
    world = new_world()
    upload_id = an_upload(world)
    before = world.get_upload(upload_id)["warnings"]

    assert choose(world, upload_id, 2).json["upload"]["warnings"] == before
