# SPDX-License-Identifier: Apache-2.0
"""The percentage of a timeline of three minutes that an edit changes; it may only decrease."""

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from tests.unit.timeline.builders import (
    BUILD,
    Json,
    a_clip,
    a_document,
    an_item,
    an_upload,
    missed,
    sealed,
)
from timeline.plan.planning import plan
from timeline.spec.render_plan import RenderPlan

FRAME = Fraction(1, 30)
OTHERS = ("graphics", "videoOverlays", "screenTitles", "logos")
UPLOADS = (
    *(an_upload(number) for number in range(1, 8)),
    an_upload(8, kind="image", image_role="overlay", duration=None, has_audio=False),
    an_upload(9, kind="image", image_role="overlay", duration=None, has_audio=False),
    an_upload(10, kind="logo", duration=None, has_audio=False),
)


def a_document_of_three_minutes() -> Json:
    """Six clips of 30 s, a picture and a title for 6 s, an overlay for 12 s, and a logo."""
    clips = [a_clip(f"c{n}", n, n + 30, uploadId=n + 1, startSeconds=30 * n) for n in range(6)]
    return a_document(
        *clips,
        graphics=[an_item("graphics", "g", 62, 68, uploadId=8)],
        videoOverlays=[an_item("videoOverlays", "o", 110, 122, uploadId=7)],
        screenTitles=[an_item("screenTitles", "t", 142, 148, text="before")],
        logos=[an_item("logos", "l", 0, 180, uploadId=10)],
        output={"aspect": "16:9", "height": 1080},
    )


def planned(document: Json) -> RenderPlan:
    return plan(sealed(document, UPLOADS), build=BUILD)


def change_a_title(document: Json) -> None:
    document["screenTitles"][0]["text"] = "after"


def change_a_picture(document: Json) -> None:
    document["graphics"][0]["uploadId"] = 9


def move_an_overlay(document: Json) -> None:
    document["videoOverlays"][0]["position"] = "top_left"


def move_an_overlay_by_three_seconds(document: Json) -> None:
    document["videoOverlays"][0]["startSeconds"] += 3


def trim_first_by_a_frame(document: Json) -> None:
    trim(document, 0, frames=1, lanes=OTHERS)


def trim_first_by_a_frame_moving_clips_only(document: Json) -> None:
    trim(document, 0, frames=1, lanes=())


def trim_third_by_seven_frames(document: Json) -> None:
    trim(document, 2, frames=7, lanes=OTHERS)


def trim_third_by_seven_frames_moving_clips_only(document: Json) -> None:
    trim(document, 2, frames=7, lanes=())


def swap_second_and_third(document: Json) -> None:
    second, third = document["clips"][1:3]
    second["startSeconds"], third["startSeconds"] = 60, 30


def slip_the_third(document: Json) -> None:
    document["clips"][2]["sourceStartSeconds"] += 5
    document["clips"][2]["sourceEndSeconds"] += 5


def move_the_logo(document: Json) -> None:
    document["logos"][0]["position"] = "bottom_right"


def mute_a_clip(document: Json) -> None:
    document["clips"][1]["audioEnabled"] = False


def split_a_clip(document: Json) -> None:
    first = document["clips"][0]
    second = first | {"id": "c0_b", "startSeconds": 10, "sourceStartSeconds": 10}
    first["sourceEndSeconds"] = 10
    document["clips"].insert(1, second)


def trim(document: Json, index: int, *, frames: int, lanes: tuple[str, ...]) -> None:
    """Cut a clip's end; what begins behind it moves along, on the base and these lanes."""
    cut = frames * FRAME
    clip = document["clips"][index]
    clip["sourceEndSeconds"] = float(clip["sourceEndSeconds"] - cut)
    end = clip["startSeconds"] + 30
    for track in ("clips", *lanes):
        for item in document[track]:
            if item["startSeconds"] >= end:
                for key in ("startSeconds", "endSeconds"):
                    if key in item:
                        item[key] = float(item[key] - cut)
    if "logos" in lanes:
        document["logos"][0]["endSeconds"] = float(180 - cut)


@pytest.mark.parametrize(
    ("edit", "most"),
    [
        (change_a_title, 4.5),
        (change_a_picture, 4.5),
        (move_an_overlay, 7.8),
        (move_an_overlay_by_three_seconds, 10),
        (trim_first_by_a_frame, 1.1),
        (trim_first_by_a_frame_moving_clips_only, 20),
        (trim_third_by_seven_frames, 1.0),
        (trim_third_by_seven_frames_moving_clips_only, 14.5),
        (swap_second_and_third, 9),
        (slip_the_third, 17),
        (move_the_logo, 100),
        (mute_a_clip, 0),
        (split_a_clip, 0),
    ],
)
def test_an_edit_changes_at_most_this_part_of_the_chunks(
    edit: Callable[[Any], None], most: float
) -> None:
    document = a_document_of_three_minutes()
    edited = copy.deepcopy(document)
    edit(edited)

    percent = 100 * missed(planned(document), planned(edited))

    print(f"{edit.__name__.replace('_', ' '):50} {percent:6.2f} %, at most {most} %")
    assert percent <= most
