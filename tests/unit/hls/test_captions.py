# SPDX-License-Identifier: Apache-2.0
"""Captions and chapters of productions, and how players get them."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa

from services.hls.coordinator.domain.cues import LONGEST_CAPTIONS
from services.hls.coordinator.domain.text_tracks import captions_text
from services.hls.coordinator.store.tables import UNANNOUNCED_CAPTIONS
from services.hls.coordinator.usecases import packaging
from services.hls.coordinator.usecases.text_tracks import announce_stored_captions
from tests.support.hls.world import OTHER, HlsWorld, stream, upload

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500 line:0\nGood <b>evening</b>.\n"
SRT = (
    "\ufeff2\r\n00:00:03,000 --> 00:00:04,5\r\n{\\an8}<font color='red'>Second</font>\r\n"
    "line\r\n\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\nFirst\r\n"
)
MASTER = (
    "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
    '#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="avc1.64001e"\n360p/playlist.m3u8\n'
)
MANIFEST = (
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period id="0">'
    '<AdaptationSet id="0"><Representation id="360p"/></AdaptationSet></Period></MPD>'
)
PATH = "/api/productions/1/captions"


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    built.emptied().packaged()
    with built.deps.reading() as uow:
        production = uow.productions.find_production(1)
    assert production is not None
    for name, text in (("master.m3u8", MASTER), ("manifest.mpd", MANIFEST)):
        key = production.output_prefix + name
        built.storage.put_bytes(key, text.encode(), content_type="text/plain")
    return built


def shown(world: HlsWorld) -> dict[str, Any]:  # Any: a JSON object
    production = world.client().get("/api/productions/1").json["production"]
    assert isinstance(production, dict)
    return production


def played(world: HlsWorld, name: str) -> str:
    """Return the text of a file of the stream, as a player gets it."""
    folder = shown(world)["playback"]["masterUrl"].removesuffix("master.m3u8")
    answer = world.client(None).get(folder + name)
    assert answer.status_code == 200, answer.json
    assert answer.headers["Cache-Control"] == "no-cache"
    return str(answer.text)


def test_captions_are_stored_listed_and_named_by_the_master_playlist(world: HlsWorld) -> None:
    body = {"text": VTT, "label": "English"}
    answer = world.client().put(f"{PATH}/en", json=body)

    assert (answer.status_code, answer.json["captions"]["text"]) == (200, VTT)
    assert [one["label"] for one in shown(world)["captions"]] == ["English"]
    master = played(world, "master.m3u8")
    assert 'TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="English",LANGUAGE="en"' in master
    assert 'CODECS="avc1.64001e",SUBTITLES="subtitles"\n360p/' in master
    assert "captions.vtt" in played(world, "captions/en/playlist.m3u8")
    assert played(world, "captions/en/captions.vtt").startswith("WEBVTT\nX-TIMESTAMP-MAP=")
    assert 'lang="en"' in played(world, "manifest.mpd")
    assert world.announced()[-1] == "captions_changed"


def test_captions_begin_where_the_clock_of_the_stream_begins(world: HlsWorld) -> None:
    world.client().put(f"{PATH}/en", json={"text": VTT})
    assert ",MPEGTS:0\n" in played(world, "captions/en/captions.vtt")

    world.uploads.put(upload(43))
    answer = world.client().post("/api/productions/1/replace", json={"uploadId": 43})
    assert answer.status_code == 202, answer.json
    late = stream().model_copy(update={"clock_start": 900_000})
    packaging.complete_job(world.deps, lease=world.claimed(), stream=late)

    assert ",MPEGTS:900000\n" in played(world, "captions/en/captions.vtt")


def test_captions_that_were_stored_before_they_were_searched_are_announced_once(
    world: HlsWorld,
) -> None:
    world.client().put(f"{PATH}/en", json={"text": VTT})
    with world.deps.database.begin_or_join() as session:
        rows = [{"production_id": 1}, {"production_id": 99}]
        session.execute(sa.insert(UNANNOUNCED_CAPTIONS), rows)
    before = world.announced()

    for _ in range(2):
        announce_stored_captions(world.deps)

    assert world.announced() == [*before, "captions_changed"]


def test_captions_of_a_language_are_replaced_and_deleted(world: HlsWorld) -> None:
    client = world.client()
    client.put(f"{PATH}/pt-BR", json={"text": VTT})
    client.put(f"{PATH}/pt-BR", json={"text": VTT.replace("Good", "Fine")})

    captions = client.get(f"{PATH}/pt-BR").json["captions"]
    assert captions["label"] == "pt-BR" and "Fine" in captions["text"]
    assert client.delete(f"{PATH}/pt-BR").json == {"ok": True}
    assert played(world, "master.m3u8") == MASTER
    assert client.delete(f"{PATH}/pt-BR").json["error"] == "captions_not_found"
    assert client.get(f"{PATH}/pt-BR").json["error"] == "captions_not_found"


def test_subrip_is_converted_and_put_in_the_order_of_time() -> None:
    assert captions_text(SRT) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nFirst\n\n"
        "00:00:03.000 --> 00:00:04.500\nSecond\nline\n"
    )


def test_notes_styles_and_names_of_cues_are_left_out() -> None:
    head = "WEBVTT - a film\nKind: captions\n\nSTYLE\n::cue{}\n\nNOTE me\n\n"
    text = head + "intro\n00:01.000 --> 00:02.000\nHi\n"

    assert captions_text(text) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi\n"


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("hello", "no cue"),
        ("WEBVTT\n\n", "no cue"),
        ("WEBVTT\n\n00:01 --> 00:02\nHi\n", "Line 3"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHi\n", "Line 3: the cue ends before"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHi\n2\n00:00:03,000 --> 00:00:04,000\nHo\n", "Line 2"),
    ],
)
def test_what_is_no_captions_is_refused_with_its_line(
    world: HlsWorld, text: str, detail: str
) -> None:
    answer = world.client().put(f"{PATH}/en", json={"text": text})

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_captions")
    assert detail in answer.json["detail"]


def test_captions_have_limits(world: HlsWorld) -> None:
    client = world.client()

    assert client.put(f"{PATH}/english", json={"text": VTT}).json["error"] == "invalid_language"
    assert client.put(f"{PATH}/en", json={"text": VTT, "label": 'a"b'}).status_code == 400
    too_long = VTT + "x" * LONGEST_CAPTIONS
    assert client.put(f"{PATH}/en", json={"text": too_long}).status_code in {400, 413}
    assert world.client(OTHER).put(f"{PATH}/en", json={"text": VTT}).status_code == 403


def test_a_production_has_captions_in_forty_languages_at_most(world: HlsWorld) -> None:
    client = world.client()
    for number in range(40):
        first, second = divmod(number, 26)
        tag = f"q{chr(97 + first)}{chr(97 + second)}"
        client.put(f"{PATH}/{tag}", json={"text": VTT})

    answer = client.put(f"{PATH}/en", json={"text": VTT})

    assert (answer.status_code, answer.json["error"]) == (409, "too_many_captions")
    assert client.put(f"{PATH}/qaa", json={"text": VTT}).status_code == 200


def test_chapters_are_replaced_and_played_as_webvtt(world: HlsWorld) -> None:
    client = world.client()
    chapters = [{"startSeconds": 0, "title": "Sea"}, {"startSeconds": 2.5, "title": "Harbour"}]

    answer = client.put("/api/productions/1/chapters", json={"chapters": chapters})

    assert answer.json == {"chapters": chapters}
    assert client.get("/api/productions/1/chapters").json == {"chapters": chapters}
    assert "00:00:02.500 --> 00:00:06.000\nHarbour" in played(world, "chapters.vtt")
    assert shown(world)["playback"]["chaptersUrl"].endswith("chapters.vtt")
    assert client.put("/api/productions/1/chapters", json={"chapters": []}).status_code == 200
    assert shown(world)["hasChapters"] is False


@pytest.mark.parametrize(
    "chapters",
    [
        [{"startSeconds": 3, "title": "A"}, {"startSeconds": 1, "title": "B"}],
        [{"startSeconds": 7, "title": "After the end"}],
        [{"startSeconds": 0, "title": "  "}],
    ],
)
def test_chapters_out_of_order_are_refused(
    world: HlsWorld, chapters: list[dict[str, object]]
) -> None:
    answer = world.client().put("/api/productions/1/chapters", json={"chapters": chapters})

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_chapters")


def test_captions_go_with_their_production(world: HlsWorld) -> None:
    client = world.client()
    client.put(f"{PATH}/en", json={"text": VTT})

    assert client.delete("/api/productions/1").json == {"ok": True}
    assert client.get(f"{PATH}/en").status_code == 404


def test_captions_with_one_label_have_names_of_their_own_in_the_playlist(world: HlsWorld) -> None:
    client = world.client()
    for language in ("de", "en", "fr"):
        body = {"text": "WEBVTT\n\n00:00.000 --> 00:01.000\nAhoy.\n", "label": "Words"}
        assert client.put(f"{PATH}/{language}", json=body).status_code == 200

    master = played(world, "master.m3u8")
    names = re.findall(r'NAME="([^"]+)"', master)
    assert sorted(names) == ["Words", "Words (en)", "Words (fr)"]
