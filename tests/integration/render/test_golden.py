# SPDX-License-Identifier: Apache-2.0
"""Forty of the golden films are what their documents say, frame by frame."""

from __future__ import annotations

import pytest

from tests.support.golden.case import GoldenCase, clip, document, item
from tests.support.golden.reference import FrameReference
from tests.support.golden.renderer import GoldenRender, GoldenRenderer
from tests.support.golden.rules import Json
from tests.support.golden.suite import quick_cases


def _document(track: str = "", **changed: object) -> Json:
    """A film with something on most tracks, with other values in one item of a track."""
    plate = {"plateStyle": "band", "plateOpacityPct": 100}
    move = {"animate": "slide_in", "animateDurationMs": 100, "fade": "out", "fadeDurationMs": 100}
    tracks: dict[str, list[Json]] = {
        "clips": [clip(1, (0.2, 0.7))],
        "videoOverlays": [clip(2, (0.1, 0.5), startSeconds=0.1, **plate)],
        "logos": [item(20, (0, 0.5), opacityPct=60)],
        "graphics": [item(22, (0.1, 0.5), position="top_left", sizePctWidth=30, **move)],
    }
    for items in (tracks[track],) if track else ():
        items[0] |= changed
    return document(**tracks)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> GoldenRenderer:
    """One place for all films, so that no source is prepared twice."""
    return GoldenRenderer(tmp_path_factory.mktemp("golden"))


@pytest.fixture(scope="module")
def made(stage: GoldenRenderer) -> GoldenRender:
    """A film that is what its document says."""
    found = stage.made(GoldenCase("a film", _document()))
    assert found.wrong(FrameReference(_document())) == []
    return found


@pytest.mark.parametrize("case", quick_cases(), ids=lambda case: case.name)
def test_a_film_shows_what_its_document_says(stage: GoldenRenderer, case: GoldenCase) -> None:
    found = stage.made(case).wrong(FrameReference(case.document))

    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize(
    ("track", "changed", "told"),
    [
        ("clips", {"sourceStartSeconds": 0.2333, "sourceEndSeconds": 0.7333}, "bar code"),
        ("clips", {"sourceEndSeconds": 0.7333}, "expected 16 frames, found 15"),
        ("videoOverlays", {"sourceStartSeconds": 0.14, "sourceEndSeconds": 0.54}, "bar code"),
        ("videoOverlays", {"sizePctWidth": 33}, "box at"),
        ("videoOverlays", {"plateColor": "#060606"}, "colour at"),
        ("logos", {"insetXPx": 106}, "box at"),
        ("logos", {"opacityPct": 63}, "colour at"),
        ("logos", {"fade": "in"}, "colour at"),
        ("graphics", {"animateDurationMs": 134}, "box at"),
        ("graphics", {"fadeDurationMs": 134}, "colour at"),
        ("graphics", {"endSeconds": 0.4666}, "colour at"),
    ],
)
def test_a_small_difference_from_a_document_is_told(
    made: GoldenRender, track: str, changed: Json, told: str
) -> None:
    found = made.wrong(FrameReference(_document(track, **changed)))

    for view in made.views:
        assert any(f"a film: {view.name}" in each and told in each for each in found), found


def test_a_border_of_two_pixels_that_is_not_there_is_told(made: GoldenRender) -> None:
    border = {"borderWidthPx": 6, "borderColor": "#ffffff"}

    found = made.wrong(FrameReference(_document("graphics", **border)))

    assert any("box of (255, 255, 255)" in each and "found None" in each for each in found)
