# SPDX-License-Identifier: Apache-2.0
"""Screen titles as planned: texts, images, positions and times."""

from __future__ import annotations

from typing import Any

import pytest

from media.sizes import Size
from media.timecode import FrameRate
from timeline.document.text_tracks import ScreenTitle
from timeline.plan.titles import PlacedTextImage, title_layers
from timeline.spec.layers import Ramp

TALL, WIDE = Size(1080, 1920), Size(1920, 1080)


def layers(*, frame: Size = TALL, n_frames: int = 90, **title: Any) -> list[PlacedTextImage]:
    wire = {"id": "t", "startSeconds": 1, "endSeconds": 4, "text": "Hello", **title}
    shown = ScreenTitle.model_validate(wire)
    rate = FrameRate(30)
    return list(title_layers(shown, start=30, n_frames=n_frames, rate=rate, frame=frame))


def only(**title: Any) -> PlacedTextImage:
    (layer,) = layers(**title)
    return layer


def styled(**style: Any) -> PlacedTextImage:
    return only(customStyle=style)


def test_a_title_is_centred_at_the_top_within_nine_tenths_of_the_frame() -> None:
    placed = only()

    assert (placed.layer.x, placed.layer.y, placed.text_image.width) == (540, 54, 972)
    assert (placed.layer.start, placed.layer.n_frames) == (30, 90)
    assert placed.layer.text_image == placed.text_image.key


def test_lengths_follow_the_frame() -> None:
    small = only(frame=Size(360, 640))

    assert small.layer.y == 18
    assert small.text_image.size_milli == 28_800
    assert only(frame=WIDE).text_image.size_milli == 48_600


@pytest.mark.parametrize(("position", "y"), [("top", 54), ("middle", 960), ("bottom", 1866)])
@pytest.mark.parametrize(("alignment", "x"), [("left", 54), ("center", 540), ("right", 1026)])
def test_a_text_is_anchored_where_its_style_says(
    position: str, y: int, alignment: str, x: int
) -> None:
    placed = styled(position=position, alignment=alignment)

    assert (placed.layer.x, placed.layer.y) == (x, y)
    assert (placed.text_image.position, placed.text_image.alignment) == (position, alignment)


def test_margins_and_offsets_move_the_anchor() -> None:
    placed = styled(alignment="left", marginXPx=100, marginYPx=200, offsetXPx=-10, offsetYPx=30)

    assert (placed.layer.x, placed.layer.y) == (90, 230)
    assert placed.text_image.width == 880


def test_a_placement_rectangle_replaces_the_margins() -> None:
    rect = {"xPct": 50, "yPct": 10, "wPct": 40, "hPct": 20}
    placed = styled(placementRect=rect, alignment="right", position="bottom")

    assert (placed.layer.x, placed.layer.y, placed.text_image.width) == (972, 576, 432)


def test_instances_are_shown_instead_of_the_text_and_blank_ones_are_not() -> None:
    instances = [
        {"id": "a", "text": "One", "customStyle": {"fontColor": "#FF0000"}},
        {"id": "b", "text": " \n "},
        {"id": "c", "text": "Three"},
    ]
    shown = layers(instances=instances)

    assert [each.text_image.text for each in shown] == ["One", "Three"]
    assert [each.text_image.color for each in shown] == ["#ff0000", "#ffffff"]


@pytest.mark.parametrize(
    ("fade", "length", "fades"),
    [
        ("none", 90, (None, None)),
        ("in", 90, (Ramp(0, 11), None)),
        ("out", 90, (None, Ramp(79, 11))),
        ("in_out", 90, (Ramp(0, 11), Ramp(79, 11))),
        ("in_out", 9, (Ramp(0, 4), Ramp(5, 4))),
        ("in_out", 1, (None, None)),
    ],
)
def test_a_fade_takes_at_most_half_of_the_title(
    fade: str, length: int, fades: tuple[Ramp | None, Ramp | None]
) -> None:
    look = only(n_frames=length, presetSnapshot={"fade": fade}).layer.opacity

    assert (look.fade_in, look.fade_out) == fades


@pytest.mark.parametrize(
    "change",
    [
        {"style": "pill"},
        {"style": "merged_pill"},
        {"style": "pill", "pillBgColor": "#00ff00"},
        {"style": "pill", "pillBgOpacityPct": 10},
        {"fontKey": "caveat"},
        {"fontSizePct": 5},
        {"trackingPct": 5},
        {"lineSpacingPct": 5},
        {"fontColor": "#123456"},
        {"shadowColor": "#123456"},
        {"shadowOffsetPx": 3},
        {"shadowBlurPx": 1},
        {"shadowOpacityPct": 64},
        {"fontGradientKey": "flames"},
        {"outlineWidthPct": 10},
        {"outlineWidthPct": 10, "outlineOpacityPct": 50},
        {"outlineWidthPct": 10, "outlineColor": "#123456"},
        {"alignment": "left"},
        {"position": "bottom"},
        {"maxWidthPct": 80},
    ],
)
def test_a_field_that_changes_the_image_changes_its_key(change: dict[str, Any]) -> None:
    assert only(presetSnapshot=change).text_image.key != only(presetSnapshot={}).text_image.key


def test_an_invisible_field_is_not_in_the_key() -> None:
    named = {"id": 7, "name": "Mine", "timingSeconds": 5, "pillBgColor": "#00ff00", "fade": "in"}

    assert only(presetSnapshot=named, id="other").text_image.key == only().text_image.key
    assert only(text="Hello\t\u0007").text_image.key == only(text="Hello ").text_image.key


def test_a_colour_of_its_own_replaces_the_gradient_of_the_preset() -> None:
    preset = {"fontGradientKey": "flames"}
    colored = only(presetSnapshot=preset, customStyle={"fontColor": "#00ff00"}).text_image

    assert only(presetSnapshot=preset).text_image.gradient == "flames"
    assert (colored.gradient, colored.color) == (None, "#00ff00")


@pytest.mark.parametrize(("color", "outline"), [("#ffffff", "#000000"), ("#000080", "#ffffff")])
def test_an_outline_without_a_colour_contrasts_with_the_letters(color: str, outline: str) -> None:
    found = only(presetSnapshot={"fontColor": color, "outlineWidthPct": 50}).text_image.outline

    assert found is not None
    assert (found.color, found.reach_milli) == (outline, 4320)
