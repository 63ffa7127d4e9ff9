# SPDX-License-Identifier: Apache-2.0
"""Each track has its own limits, error codes and lane."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.timeline.builders import a_clip, a_document, an_item, codes
from timeline.document.timeline import TRACKS
from timeline.document.validation import parse
from timeline.document.validation_codes import MAX_ITEMS
from timeline.document.validation_overlaps import LANES

OTHERS = [track for track in TRACKS if track != "clips"]
SOLID: dict[str, Any] = {"uploadId": None, "hold": {"uploadId": 1, "sourceSeconds": 0}}
SIX = [{"id": str(number)} for number in range(6)]


def with_item(track: str, **fields: Any) -> dict[str, Any]:
    return a_document(a_clip("a", startSeconds=100), **{track: [an_item(track, **fields)]})


@pytest.mark.parametrize("track", OTHERS)
def test_the_smallest_item_of_every_track_is_accepted(track: str) -> None:
    timeline = parse(with_item(track))

    assert [item.id for item in dict(timeline.tracks())[track]] == ["x"]
    assert parse(timeline.to_document()) == timeline


@pytest.mark.parametrize(
    ("track", "field", "value", "code"),
    [
        ("stills", "uploadId", 0, "invalid_upload_id"),
        ("stills", "uploadId", None, "invalid_upload_id"),
        ("stills", "fit", "stretch", "invalid_fit"),
        ("stills", "motion", {"from": {"x": 2}}, "invalid_motion"),
        ("stills", "motion", {"to": {"scale": 0.5}}, "invalid_motion"),
        ("stills", "motion", {"easing": "bounce"}, "invalid_motion"),
        ("stills", "hold", {"uploadId": 1}, "invalid_hold"),
        ("stills", "hold", SOLID["hold"], "invalid_hold"),
        ("stills", "transitionIn", {"kind": "spin"}, "invalid_transition"),
        ("stills", "transitionIn", {"durationSeconds": 0.09}, "invalid_transition"),
        ("stills", "transitionIn", {"durationSeconds": 2.1}, "invalid_transition"),
        ("stills", "transitionIn", {"direction": "back"}, "invalid_transition"),
        ("stills", "sourceClipId", 4, "invalid_clip_id"),
        ("clips", "transitionIn", {"kind": 1}, "invalid_transition"),
        ("videoOverlays", "startSeconds", None, "invalid_seconds"),
        ("videoOverlays", "sourceEndSeconds", 0, "invalid_source_range"),
        ("videoOverlays", "boostDb", 5, "invalid_boost_db"),
        ("videoOverlays", "sizePctWidth", 41, "invalid_overlay_size"),
        ("videoOverlays", "sizePctWidth", True, "invalid_overlay_size"),
        ("videoOverlays", "position", "left", "invalid_overlay_position"),
        ("videoOverlays", "plateStyle", "huge", "invalid_plate"),
        ("videoOverlays", "plateColor", "red", "invalid_plate"),
        ("videoOverlays", "plateOpacityPct", 101, "invalid_plate"),
        ("videoOverlayStills", "sizePctWidth", 30, "invalid_overlay_size"),
        ("videoOverlayStills", "position", None, "invalid_overlay_position"),
        ("graphics", "fitMode", "tile", "invalid_fit"),
        ("graphics", "sizePctWidth", 9, "invalid_size"),
        ("graphics", "position", "left", "invalid_position"),
        ("graphics", "insetXPx", 301, "invalid_inset"),
        ("graphics", "insetYPx", -1, "invalid_inset"),
        ("graphics", "borderWidthPx", 3, "invalid_border"),
        ("graphics", "borderColor", "#12345", "invalid_border"),
        ("graphics", "fade", "both", "invalid_fade"),
        ("graphics", "fadeDurationMs", 99, "invalid_fade"),
        ("graphics", "animate", "spin", "invalid_animation"),
        ("graphics", "animateDurationMs", 2001, "invalid_animation"),
        ("logos", "sizePctWidth", 0.5, "invalid_size"),
        ("logos", "position", "up", "invalid_position"),
        ("logos", "opacityPct", 100.1, "invalid_opacity"),
        ("logos", "fade", 1, "invalid_fade"),
        ("logos", "insetXPx", 10000, "invalid_inset"),
        ("lowerThirds", "configId", "1", "invalid_lower_third_config_id"),
        ("lowerThirds", "configId", 1, "invalid_lower_third_config_snapshot"),
        ("lowerThirds", "configSnapshot", {"fade": 7}, "invalid_lower_third_config_snapshot"),
        ("lowerThirds", "configSnapshot", [], "invalid_lower_third_config_snapshot"),
        ("screenTitles", "presetId", 0, "invalid_screen_title_preset_id"),
        ("screenTitles", "presetId", 1, "invalid_screen_title_preset_snapshot"),
        ("screenTitles", "presetSnapshot", {"fade": 9}, "invalid_screen_title_preset_snapshot"),
        ("screenTitles", "text", "x" * 1001, "invalid_screen_title_text"),
        ("screenTitles", "text", "\n" * 30, "invalid_screen_title_text"),
        ("screenTitles", "instances", SIX, "invalid_screen_title_instances"),
        ("screenTitles", "instances", [{"id": "a"}] * 2, "invalid_screen_title_instances"),
        ("screenTitles", "customStyle", {"marginXPx": -1}, "invalid_screen_title_style"),
        ("screenTitles", "customStyle", {"offsetYPx": 1001}, "invalid_screen_title_style"),
        ("screenTitles", "customStyle", {"fontKey": "comic"}, "invalid_screen_title_style"),
        ("screenTitles", "customStyle", {"fontSizePct": 0.4}, "invalid_screen_title_style"),
        ("screenTitles", "customStyle", {"placementRect": {}}, "invalid_screen_title_style"),
        ("screenTitles", "renderUploadId", "a", "invalid_upload_id"),
        ("narration", "gainDb", 12.5, "invalid_narration_gain"),
        ("narration", "boostDb", 1, "invalid_boost_db"),
        ("narration", "visualizer", {"style": "x"}, "invalid_narration_visualizer"),
        ("narration", "sourceStartSeconds", -1, "invalid_seconds"),
        ("audioSegments", "musicMode", "loud", "invalid_audio_segments"),
        ("audioSegments", "musicLevel", 3, "invalid_audio_segments"),
        ("audioSegments", "duckingIntensity", "most", "invalid_audio_segments"),
        ("audioSegments", "audioConfigId", "x", "invalid_audio_config_id"),
        ("audioSegments", "gainDb", 7, "invalid_audio_gain"),
        ("audioSegments", "programGainDb", -61, "invalid_audio_gain"),
        ("audioSegments", "duckingGate", "weak", "invalid_audio_gain"),
        ("audioSegments", "duckingAmountDb", -1, "invalid_audio_gain"),
        ("audioSegments", "duckingShape", "none", "invalid_audio_gain"),
        ("audioSegments", "fadeInSeconds", 11, "invalid_audio_gain"),
        ("audioSegments", "fadeOutSeconds", -1, "invalid_audio_gain"),
        ("audioSegments", "openerFadeBeforeSeconds", 0.7, "invalid_audio_gain"),
        ("audioSegments", "openerFadeAfterSeconds", 4, "invalid_audio_gain"),
        ("visualizers", "presetId", "x", "invalid_visualizer_preset"),
        ("visualizers", "presetSnapshot", None, "invalid_visualizer_preset"),
        ("visualizers", "presetSnapshot", {"instances": []}, "invalid_visualizer_preset"),
        ("visualizers", "presetSnapshot", {"instances": [{}] * 9}, "invalid_visualizer_preset"),
        ("visualizers", "presetSnapshot", {"barCount": 11}, "invalid_visualizer_preset"),
        ("visualizers", "audioSourceKind", "noise", "invalid_audio_source_segment"),
        ("visualizers", "audioSourceSegmentId", "nobody", "invalid_audio_source_segment"),
        ("visualizers", "sizePctHeight", 9, "invalid_size"),
        ("visualizers", "insetX", 201, "invalid_inset"),
        ("captions", "style", "plain", "invalid_caption"),
        ("captions", "words", [{"text": "a"}], "invalid_caption"),
        ("captions", "endSeconds", 0, "invalid_seconds"),
        ("narration", "endSeconds", 0, "invalid_seconds"),
        ("audioSegments", "endSeconds", 0, "invalid_seconds"),
    ],
)  # fmt: skip
def test_an_invalid_field_has_the_code_of_its_track(
    track: str, field: str, value: object, code: str
) -> None:
    item = an_item(track) | {field: value}
    document = a_document(item) if track == "clips" else with_item(track, **{field: value})

    found = codes(document)

    assert {each for each, _ in found} == {code}
    assert all(where.startswith(f"/{track}/0/") for _, where in found)


def test_a_still_may_be_a_freeze_frame_instead_of_an_image() -> None:
    assert codes(with_item("stills", **SOLID)) == []


def test_exact_gains_and_motions_are_accepted() -> None:
    move = {"from": {"x": 0, "y": 1, "scale": 2}, "to": {}, "easing": "ease_in_out"}
    gains: dict[str, Any] = {"gainDb": -60, "duckingShape": "abrupt", "openerFadeAfterSeconds": 2.5}

    written = parse(with_item("stills", motion=move)).to_document()

    assert written["stills"][0]["motion"]["from"] == {"x": 0, "y": 1, "scale": 2}
    assert codes(with_item("audioSegments", **gains)) == []


@pytest.mark.parametrize("track", TRACKS)
def test_every_track_has_a_limit_of_its_own(track: str) -> None:
    most, code = MAX_ITEMS[track]
    items = [an_item(track, f"i{number}", number, number + 1) for number in range(most + 1)]

    assert (code, f"/{track}") in codes(a_document(**{track: items}))


@pytest.mark.parametrize("track", TRACKS)
def test_a_track_must_be_a_list_of_objects(track: str) -> None:
    assert len(codes(a_document(**{track: "x"}))) == 1
    assert [where for _, where in codes(a_document(**{track: [3]}))] == [f"/{track}/0"]


@pytest.mark.parametrize("track", TRACKS)
def test_items_of_a_lane_may_touch_but_not_overlap(track: str) -> None:
    code = next(lane.codes[track] for lane in LANES if track in lane.codes)

    def found(start: float) -> list[tuple[str, str]]:
        pair = [an_item(track, "p", 0, 2), an_item(track, "q", start, start + 2)]
        return codes({**a_document(a_clip("a", startSeconds=100)), track: pair})

    needed = [
        ("invalid_audio_source_segment", f"/{track}/{n}/audioSourceSegmentId") for n in (0, 1)
    ]
    assert not [each for each in found(2) if each not in needed]
    assert (code, f"/{track}/1") in found(1.9)


def test_stills_share_their_lane_with_clips() -> None:
    document = a_document(a_clip("a", 0, 2), stills=[an_item("stills", "s", 1, 3)])

    assert codes(document) == [("base_track_overlap", "/stills/0")]


def test_overlays_and_their_stills_share_a_lane() -> None:
    document = a_document(
        videoOverlays=[an_item("videoOverlays", "o", 0, 2)],
        videoOverlayStills=[an_item("videoOverlayStills", "s", 1, 3)],
    )

    assert codes(document) == [("video_overlay_lane_overlap", "/videoOverlayStills/0")]


def test_items_of_different_lanes_may_overlap() -> None:
    document = a_document(
        a_clip("a"), graphics=[an_item("graphics", "g")], logos=[an_item("logos", "l")]
    )

    assert codes(document) == []


def test_nothing_may_follow_music_without_an_end() -> None:
    first = an_item("audioSegments", "m") | {"endSeconds": None}
    document = a_document(a_clip(), audioSegments=[first, an_item("audioSegments", "n", 50, 60)])

    assert codes(document) == [("audio_overlap", "/audioSegments/1")]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ((0.5, 2), []),
        ((0.4, 1), [("invalid_caption", "/captions/0/words/1")]),
        ((1, 2.1), [("invalid_caption", "/captions/0/words/1")]),
        ((1, 0.9), [("invalid_caption", "/captions/0/words/1")]),
    ],
)
def test_the_words_of_a_caption_are_in_order_and_within_it(
    second: tuple[float, float], found: list[tuple[str, str]]
) -> None:
    times = [(0, 0.5), second]
    words = [{"text": "a", "startSeconds": start, "endSeconds": end} for start, end in times]

    assert codes(with_item("captions", words=words)) == found


def test_items_after_twenty_minutes_are_removed_and_crossing_ones_shortened() -> None:
    words = [{"text": "a", "startSeconds": 1199, "endSeconds": 1202}]
    late: dict[str, Any] = {"audioSourceKind": "narration", "audioSourceSegmentId": "late"}
    timeline = parse(
        a_document(
            graphics=[an_item("graphics", "g", 1199, 1300), an_item("graphics", "h", 1400, 1500)],
            videoOverlays=[an_item("videoOverlays", "o", 1199, 1300)],
            captions=[an_item("captions", "c", 1199, 1202, words=words)],
            narration=[an_item("narration", "late", 1300, 1301)],
            visualizers=[an_item("visualizers", "v", **late)],
        )
    )

    assert [(graphic.id, graphic.end_seconds) for graphic in timeline.graphics] == [("g", 1200)]
    assert timeline.video_overlays[0].source_end_seconds == 1
    assert timeline.captions[0].words[0].end_seconds == 1200
    assert (timeline.narration, timeline.visualizers) == ((), ())
    assert parse(timeline.to_document()) == timeline


def test_a_snapshot_is_stored_whole_and_normalised() -> None:
    snapshot = {"id": 4, "name": "News", "later": 1}
    written = parse(with_item("lowerThirds", configId=4, configSnapshot=snapshot)).to_document()

    stored = written["lowerThirds"][0]["configSnapshot"]
    assert snapshot.items() <= stored.items()
    assert (stored["sizePctWidth"], stored["timingRule"], stored["timingSeconds"]) == (
        82,
        "first_only",
        10,
    )


def test_fades_and_moves_take_at_most_45_percent_of_a_graphic() -> None:
    graphic = parse(with_item("graphics", end=1, fadeDurationMs=1000, animateDurationMs=300))

    assert graphic.graphics[0].fade_seconds * 100 == 45
    assert graphic.graphics[0].animate_seconds * 10 == 3
