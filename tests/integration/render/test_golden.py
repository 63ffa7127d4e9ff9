# SPDX-License-Identifier: Apache-2.0
"""Golden cases, one of each kind, are rendered as their documents say; tests/slow has them all."""

from __future__ import annotations

import pytest

from tests.support.golden.case import GoldenCase, clip, document, item
from tests.support.golden.reference import FrameReference
from tests.support.golden.renderer import GoldenRender, GoldenRenderer
from tests.support.golden.rules import Json
from tests.support.golden.suite import quick_cases


def _document(track: str = "", **changed: object) -> Json:
    """Return a document with an item on most tracks and changed fields in one of them."""
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
def renderer(tmp_path_factory: pytest.TempPathFactory) -> GoldenRenderer:
    """One renderer for all cases, so that every source is prepared once."""
    return GoldenRenderer(tmp_path_factory.mktemp("golden"))


@pytest.fixture(scope="module")
def rendered(renderer: GoldenRenderer) -> GoldenRender:
    """A render that is as its document says."""
    render = renderer.render(GoldenCase("a case", _document()))
    assert render.differences(FrameReference(_document())) == []
    return render


@pytest.mark.parametrize("case", quick_cases(), ids=lambda case: case.name)
def test_an_export_is_as_its_document_says(renderer: GoldenRenderer, case: GoldenCase) -> None:
    found = renderer.render(case).differences(FrameReference(case.document))

    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize(
    ("track", "changed", "message"),
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
def test_a_small_difference_from_a_document_is_found(
    rendered: GoldenRender, track: str, changed: Json, message: str
) -> None:
    found = rendered.differences(FrameReference(_document(track, **changed)))

    for view in rendered.views:
        assert any(f"a case: {view.name}" in each and message in each for each in found), found


def test_a_missing_border_of_two_pixels_is_found(rendered: GoldenRender) -> None:
    border = {"borderWidthPx": 6, "borderColor": "#ffffff"}

    found = rendered.differences(FrameReference(_document("graphics", **border)))

    assert any("box of (255, 255, 255)" in each and "found None" in each for each in found)
