# SPDX-License-Identifier: Apache-2.0
"""Documents of older clients are upgraded to the current form."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.timeline.builders import a_clip, a_document, an_item, codes
from timeline.document.validation import parse

Json = dict[str, Any]


def upgraded(document: Json) -> Json:
    written = parse(document).to_document()
    assert parse(written).to_document() == written
    return written


def times(rows: list[Json]) -> list[tuple[str, float, float | None]]:
    return [(row["id"], row["startSeconds"], row.get("endSeconds")) for row in rows]


def test_the_single_music_track_becomes_a_segment() -> None:
    track = {"uploadId": 9, "audioConfigId": 2, "start": 1, "end": 5}

    written = upgraded(a_document(a_clip("audio_track"), audioTrack=track))

    assert times(written["audioSegments"]) == [("audio_track_2", 1, 5)]
    assert written["audioSegments"][0]["audioConfigId"] == 2
    assert "audioTrack" not in written


def test_the_single_music_track_is_ignored_beside_segments() -> None:
    segment = an_item("audioSegments", "m")

    written = upgraded(a_document(audioTrack={"uploadId": 9}, audioSegments=[segment]))

    assert [row["id"] for row in written["audioSegments"]] == ["m"]


@pytest.mark.parametrize(
    ("track", "found"),
    [
        ("x", [("invalid_audio_track", "/audioTrack")]),
        ({}, [("invalid_upload_id", "/audioSegments/0/uploadId")]),
        (None, []),
    ],
)
def test_a_single_music_track_must_be_valid(track: object, found: list[tuple[str, str]]) -> None:
    assert codes(a_document(audioTrack=track)) == found


def test_freeze_frames_at_clip_ends_become_stills_and_later_items_move() -> None:
    frozen = a_clip("a", 1, 3, freezeStartSeconds=0.5, freezeEndSeconds=1)

    written = upgraded(
        a_document(
            frozen,
            a_clip("b", 0, 2),
            logos=[an_item("logos", "l", 0, 1), an_item("logos", "m", 2, 4)],
            captions=[an_item("captions", "c", 3, 4)],
        )
    )

    assert times(written["clips"]) == [("a", 0.5, None), ("b", 3.5, None)]
    assert times(written["stills"]) == [("a_freeze_start", 0, 0.5), ("a_freeze_end", 2.5, 3.5)]
    holds = [still["hold"] for still in written["stills"]]
    assert holds[0] == {"uploadId": 1, "sourceSeconds": 1}
    assert holds[1]["sourceSeconds"] == pytest.approx(3 - 1 / 30)
    assert times(written["logos"]) == [("l", 0, 1.5), ("m", 3.5, 5.5)]
    assert times(written["captions"]) == [("c", 4.5, 5.5)]
    assert not {"freezeStartSeconds", "freezeEndSeconds"} & written["clips"][0].keys()


def test_a_freeze_frame_of_no_length_is_dropped() -> None:
    written = upgraded(a_document(a_clip(freezeStartSeconds=0, freezeEndSeconds=None)))

    assert written["stills"] == []
    assert "freezeStartSeconds" not in written["clips"][0]


@pytest.mark.parametrize("seconds", ["1", -1, True, float("nan")])
def test_the_length_of_a_freeze_frame_must_be_a_number(seconds: object) -> None:
    found = codes(a_document(a_clip(freezeEndSeconds=seconds)))

    assert found[0] == ("invalid_seconds", "/clips/0/freezeEndSeconds")


def test_an_invalid_clip_with_a_freeze_frame_is_rejected() -> None:
    document = a_document(a_clip(freezeEndSeconds=1, boostDb=1), stills="x", output={"fps": 3})

    assert {code for code, _ in codes(document)} >= {"invalid_boost_db", "invalid_timeline"}


def test_too_many_clips_with_freeze_frames_are_refused_as_too_many() -> None:
    clips = [a_clip(f"{number}", freezeStartSeconds=1) for number in range(501)]

    assert codes(a_document(*clips)) == [("too_many_clips", "/clips")]


@pytest.mark.parametrize(
    "older", [{"clips": [a_clip(freezeStartSeconds=1)]}, {"audioTrack": {"uploadId": 9}}]
)
def test_an_id_that_is_no_text_is_refused_where_it_is(older: Json) -> None:
    graphic = an_item("graphics") | {"id": []}

    found = codes({**a_document(graphics=[graphic]), **older})

    assert ("invalid_clip_id", "/graphics/0/id") in found


def test_an_old_trim_is_a_source_range() -> None:
    clip = {"id": "a", "uploadId": 1, "trimStartSeconds": 2, "trimEndSeconds": 4}

    written = upgraded(a_document(clip))["clips"][0]

    assert (written["sourceStartSeconds"], written["sourceEndSeconds"]) == (2, 4)
    assert "trimStartSeconds" not in written


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"position": "center"}, {"position": "middle_center", "fitMode": "cover_full"}),
        (
            {"animate": "slide_in", "position": "top_left", "sizePctWidth": 40},
            {"fitMode": "contain_transparent", "position": "top_center", "sizePctWidth": 40},
        ),
        (
            {"animate": "doc_reveal", "position": "top_left", "sizePctWidth": 40},
            {"fitMode": "contain_transparent", "position": "middle_center", "sizePctWidth": 100},
        ),
    ],
)
def test_an_animated_graphic_is_in_the_centre_column(sent: Json, expected: Json) -> None:
    graphic = upgraded(a_document(graphics=[an_item("graphics", **sent)]))["graphics"][0]

    assert expected.items() <= graphic.items()


def test_old_words_for_the_size_of_a_title_are_numbers_now() -> None:
    title = an_item("screenTitles", presetId=1, presetSnapshot={"sizeKey": "large"})

    snapshot = upgraded(a_document(screenTitles=[title]))["screenTitles"][0]["presetSnapshot"]

    assert (snapshot["sizeKey"], snapshot["fontSizePct"]) == (23, 5.2)


def test_a_preset_of_one_drawing_becomes_a_list_of_drawings() -> None:
    drawn = an_item("visualizers", presetSnapshot={"id": 3, "name": "Bars", "barCount": 20})

    written = upgraded(a_document(a_clip("a"), visualizers=[drawn]))

    snapshot = written["visualizers"][0]["presetSnapshot"]
    assert (snapshot["id"], snapshot["name"]) == (3, "Bars")
    assert [layer["barCount"] for layer in snapshot["instances"]] == [20]


def test_a_lower_third_without_a_preset_is_laid_out_by_the_defaults() -> None:
    row = an_item("lowerThirds", configId=None, configSnapshot=None)

    assert upgraded(a_document(lowerThirds=[row]))["lowerThirds"][0]["configSnapshot"]
