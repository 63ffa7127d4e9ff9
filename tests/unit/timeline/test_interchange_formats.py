# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import opentimelineio as otio
import pytest

from media.sizes import Size
from media.timecode import FrameRate
from tests.support.timeline.generated_timelines import generated_timeline
from tests.support.timeline.interchange_files import FILES
from tests.unit.timeline.builders import a_clip, a_document, an_item
from timeline.document.timeline import Timeline
from timeline.document.validation import parse
from timeline.interchange.edl import EDL_FIELDS, timecode, write_edl
from timeline.interchange.fcpxml import FCPXML_FIELDS, write_fcpxml
from timeline.interchange.losses import FormatFields, losses_of
from timeline.interchange.otio_writing import OTIO_FIELDS

FULL_HD = Size(1920, 1080)
HOLD = {"uploadId": 2, "sourceSeconds": 3}
Row = tuple[str, float, float, float]


def a_timeline(*clips: Any, **fields: Any) -> Timeline:
    return parse(a_document(*clips, **{"output": {"fps": "25"}, **fields}))


def rows(track: Any) -> list[Row]:
    """Each clip of a track: its name, its start, its first source frame and its length."""
    return [
        (
            clip.name,
            clip.range_in_parent().start_time.value,
            clip.source_range.start_time.value,
            clip.source_range.duration.value,
        )
        for clip in track.find_clips()
    ]


def read_edl(timeline: Timeline) -> Any:
    text = write_edl(timeline, name="Summer", files=FILES)
    return otio.adapters.read_from_string(text, "cmx_3600", rate=25)


def read_fcpxml(timeline: Timeline) -> Any:
    text = write_fcpxml(timeline, name="Summer", files=FILES, size=FULL_HD)
    [project] = otio.adapters.read_from_string(text, "fcpx_xml")
    return project


def a_cut_timeline() -> Timeline:
    return a_timeline(
        a_clip("a", 1, 3),
        a_clip("b", 2, 6, uploadId=2, speedPct=200, audioEnabled=False),
        a_clip("c", 0, 2, startSeconds=6),
        stills=[an_item("stills", "s", 4, 5, uploadId=11)],
        narration=[an_item("narration", "n", 1, 3, uploadId=61)],
        videoOverlays=[an_item("videoOverlays", "o", 2, 4, uploadId=3)],
    )


def test_the_library_of_otio_reads_the_clips_of_an_edl() -> None:
    timeline = read_edl(a_cut_timeline())
    tracks = {track.name: rows(track) for track in timeline.tracks}

    assert timeline.name == "Summer"
    assert tracks["V"] == [
        ("file 1.mp4", 0, 25, 50),
        ("file 2.mp4", 50, 50, 50),
        ("file 11.mp4", 100, 0, 25),
        ("file 1.mp4", 150, 0, 50),
    ]
    assert tracks["A1"] == tracks["A2"]
    assert [row[1] for row in tracks["A1"]] == [0, 150]
    assert timeline.tracks[0].find_clips()[1].effects[0].time_scalar == 2


def test_a_dissolve_of_an_edl_begins_before_the_cut() -> None:
    blend = {"kind": "dissolve", "durationSeconds": 0.4}
    timeline = read_edl(a_timeline(a_clip("a", 0, 2), a_clip("b", 1, 3, transitionIn=blend)))
    [video] = [track for track in timeline.tracks if track.name == "V"]
    [transition] = [each for each in video if isinstance(each, otio.schema.Transition)]

    assert rows(video) == [("file 1.mp4", 0, 0, 45), ("file 1.mp4", 45, 20, 55)]
    assert transition.transition_type == "SMPTE_Dissolve"
    assert transition.duration().value == 10
    audio = next(track for track in timeline.tracks if track.name == "A1")
    assert rows(audio) == [("file 1.mp4", 0, 0, 50), ("file 1.mp4", 50, 25, 50)]


def test_a_freeze_frame_is_held_in_an_edl() -> None:
    still = {"id": "s", "startSeconds": 2, "endSeconds": 4, "hold": HOLD}
    text = write_edl(a_timeline(a_clip("a", 0, 2), stills=[still]), name="", files=FILES)

    assert "M2   U2       000.0" in text


def test_the_timecode_of_ntsc_counts_thirty_frames_a_second() -> None:
    assert timecode(30 * 3600, FrameRate(30000, 1001)) == "01:00:00:00"
    assert timecode(59, FrameRate(30000, 1001)) == "00:00:01:29"


def test_names_of_files_cannot_add_lines_to_an_edl() -> None:
    text = write_edl(a_cut_timeline(), name="x\n999  AX V C\u2028y", files={})

    assert text.splitlines()[0] == "TITLE: x 999 AX V C y"
    assert "* FROM CLIP NAME: upload-1" in text


def test_the_library_of_otio_reads_the_clips_of_fcpxml() -> None:
    project = read_fcpxml(a_cut_timeline())
    tracks = {track.name: track for track in project.tracks}

    assert project.name == "Summer"
    assert rows(tracks["0"]) == [
        ("file 1.mp4", 0, 25, 50),
        ("file 2.mp4", 50, 50, 50),
        ("file 11.mp4", 100, 0, 25),
        ("file 1.mp4", 150, 0, 50),
    ]
    assert rows(tracks["1"]) == [("file 3.mp4", 50, 0, 50)]
    assert rows(tracks["-1"]) == [("file 61.mp4", 25, 0, 50)]


def test_fcpxml_holds_speeds_silence_dissolves_and_gains() -> None:
    blend = {"kind": "dissolve", "durationSeconds": 0.4}
    timeline = a_timeline(
        a_clip("a", 0, 2, audioEnabled=False),
        a_clip("b", 2, 4, speedPct=50, boostDb=6, transitionIn=blend),
    )
    text = write_fcpxml(timeline, name="<a> & b", files=FILES, size=FULL_HD)

    assert 'srcEnable="video"' in text
    assert '<timept time="6s" value="4s" interp="linear" />' in text
    assert '<transition name="Cross Dissolve" offset="45/25s" duration="10/25s" />' in text
    assert '<adjust-volume amount="6dB" />' in text
    assert '<project name="&lt;a&gt; &amp; b">' in text


@pytest.mark.parametrize("seed", range(8))
def test_every_timeline_can_be_written(seed: int) -> None:
    timeline = generated_timeline(seed)

    write_edl(timeline, name="Summer", files=FILES)
    text = write_fcpxml(timeline, name="Summer", files=FILES, size=FULL_HD)

    assert otio.adapters.read_from_string(text, "fcpx_xml")


def losses(timeline: Timeline, fields: Any) -> dict[str, tuple[str, ...]]:
    return {each.detail: each.pointers for each in losses_of(timeline, fields)}


def test_what_an_edl_cannot_hold_is_listed_with_its_places() -> None:
    timeline = a_timeline(
        a_clip("a", 0, 2, boostDb=3, foo=1),
        a_clip("b", 2, 4, boostDb=3),
        graphics=[an_item("graphics")],
        playheadSeconds=3,
    )

    assert losses(timeline, EDL_FIELDS) == {
        "Boost: not in an EDL.": ("/clips/0/boostDb", "/clips/1/boostDb"),
        "Members that this version does not know: not in an EDL.": ("/clips/0/foo",),
        "Graphics: an EDL has none; they are left out.": ("/graphics/0",),
    }


def test_fcpxml_and_otio_lose_less_than_an_edl() -> None:
    timeline = a_timeline(
        a_clip("a", 0, 2, boostDb=3),
        graphics=[an_item("graphics", sizePctWidth=50)],
        screenTitles=[an_item("screenTitles", "t", text="Hello")],
        output={"fps": "25", "height": 720, "quality": "high"},
    )

    assert losses(timeline, FCPXML_FIELDS) == {
        "Quality: not in FCPXML.": ("/output/quality",),
        "Width: not in FCPXML.": ("/graphics/0/sizePctWidth",),
        "Screen titles: FCPXML has none; they are left out.": ("/screenTitles/0",),
    }
    assert {place for places in losses(timeline, OTIO_FIELDS).values() for place in places} == {
        "/output/height",
        "/output/quality",
        "/clips/0/boostDb",
        "/graphics/0/sizePctWidth",
    }


@pytest.mark.parametrize("fields", [OTIO_FIELDS, EDL_FIELDS, FCPXML_FIELDS])
@pytest.mark.parametrize(
    ("kind", "is_lost"), [("cut", False), ("dissolve", False), ("wipe", True), ("fade", True)]
)
def test_a_transition_that_becomes_a_dissolve_is_listed(
    fields: FormatFields, kind: str, is_lost: bool
) -> None:
    timeline = a_timeline(a_clip("a", 0, 2), a_clip("b", 2, 4, transitionIn={"kind": kind}))

    found = [place for places in losses(timeline, fields).values() for place in places]

    assert found == (["/clips/1/transitionIn/kind"] if is_lost else [])


def test_a_plain_timeline_loses_nothing() -> None:
    timeline = a_timeline(a_clip("a", 0, 2), a_clip("b", 2, 4))

    assert [losses(timeline, each) for each in (OTIO_FIELDS, EDL_FIELDS, FCPXML_FIELDS)] == [
        {},
        {},
        {},
    ]
