# SPDX-License-Identifier: Apache-2.0
"""Every field of a draft that can be seen, seen in the frames of its master.

Further values of the same fields are in `tests/unit/timeline/test_compiling.py`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.support.media.barcode import read_barcodes
from tests.support.render.drafts import (
    HEIGHT,
    LOGO,
    LOWER_THIRD,
    OVERLAY,
    TITLE_PAGE,
    WIDTH,
    DraftRenderer,
)
from tests.support.render.pixels import BLUE, GREEN, RED, WHITE, Pixels, box_of, differs, is_at

SHORT = {"edit": {"ranges": [{"start": 0, "end": 0.3}]}}
"""Nine frames of the video."""

LONGER = {"edit": {"ranges": [{"start": 0, "end": 1.5}]}}
"""Forty-five frames."""

OPAQUE = {"opacityPct": 100}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> DraftRenderer:
    return DraftRenderer(tmp_path_factory.mktemp("drafts"))


def shown_from_to(frames: Pixels, color: tuple[int, ...]) -> list[int]:
    """The numbers of the frames that show a colour."""
    return [number for number, frame in enumerate(frames) if box_of(frame, color)]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"ranges": [{"start": 3, "end": 3.2}, {"start": 1, "end": 1.2}]}, [30, 36, 90, 96]),
        ({"trimStartSeconds": 1, "trimEndSeconds": 1.5}, [30, 45]),
        ({"trimEndSeconds": 0.5}, [0, 15]),
    ],
)
def test_only_what_is_chosen_of_the_video_is_shown(
    renderer: DraftRenderer, edit: Json, expected: list[int]
) -> None:
    found = read_barcodes(renderer.render({"edit": edit}))

    pairs = zip(expected[::2], expected[1::2], strict=True)
    assert found == [(1, frame) for first, last in pairs for frame in range(first, last)]


def test_the_first_frame_of_the_edited_video_is_frozen(renderer: DraftRenderer) -> None:
    edit = {"ranges": [{"start": 1, "end": 1.5}]}
    intro = {"kind": "freeze_first_frame", "seconds": 2}

    found = read_barcodes(renderer.render({"edit": edit, "intro": intro}))

    assert found == [(1, 30)] * 60 + [(1, frame) for frame in range(30, 45)]


@pytest.mark.parametrize(("seconds", "frames"), [(2, 60), (0, 3)])
def test_a_title_image_is_shown_before_the_video(
    renderer: DraftRenderer, seconds: int, frames: int
) -> None:
    intro = {"kind": "title_image", "uploadId": TITLE_PAGE, "holdSeconds": seconds}

    found = renderer.frames({**SHORT, "intro": intro})

    whole = [box_of(frame, WHITE) == (0, 0, WIDTH, HEIGHT) for frame in found]
    assert whole == [True] * frames + [False] * 9


def test_an_overlay_covers_the_edited_video_after_the_intro(renderer: DraftRenderer) -> None:
    overlay = {"id": "a", "uploadId": OVERLAY, "startSeconds": 0.1, "endSeconds": 0.2}
    intro = {"kind": "freeze_first_frame", "seconds": 2}
    config = {**SHORT, "intro": intro, "timeline": {"overlays": [overlay]}}

    found = renderer.frames(config)

    whole = [box_of(frame, BLUE) == (0, 0, WIDTH, HEIGHT) for frame in found]
    assert whole == [63 <= number < 66 for number in range(69)]


def test_an_overlay_hides_neither_logo_nor_lower_third(renderer: DraftRenderer) -> None:
    overlay = {"id": "a", "uploadId": OVERLAY, "startSeconds": 0, "endSeconds": 0.3}
    uploads = {"logoUploadId": LOGO, "lowerThirdUploadId": LOWER_THIRD}
    config = {**SHORT, **uploads, "timeline": {"overlays": [overlay]}}

    frame = renderer.frames(config, logo={**OPAQUE, "position": "top_left"})[4]

    assert box_of(frame, RED)
    assert box_of(frame, GREEN)


@pytest.mark.parametrize(
    ("preset", "box"),
    [
        # 15 % of 640 wide, and 10 % of each axis from the edges.
        ({}, (480, 276, 96, 48)),
        ({"position": "top_left", "sizePctWidth": 30}, (64, 36, 192, 96)),
        ({"insetXPreset": "large", "insetYPreset": "small"}, (454, 290, 96, 48)),
    ],
)
def test_a_logo_lies_where_its_preset_says(
    renderer: DraftRenderer, preset: Json, box: tuple[int, ...]
) -> None:
    frame = renderer.frames({**SHORT, "logoUploadId": LOGO}, logo={**OPAQUE, **preset})[4]

    assert is_at(box_of(frame, RED), box, by=2)


@pytest.mark.parametrize(
    ("timing", "first", "last"),
    [
        ({"timingRule": "start_after", "timingSeconds": 0.5}, 15, 45),
        ({"timingRule": "last_only", "timingSeconds": 0.5}, 30, 45),
    ],
)
def test_a_logo_is_shown_when_its_preset_says(
    renderer: DraftRenderer, timing: Json, first: int, last: int
) -> None:
    found = renderer.frames({**LONGER, "logoUploadId": LOGO}, logo={**OPAQUE, **timing})

    assert shown_from_to(found, RED) == list(range(first, last))


def test_a_logo_is_as_opaque_and_fades_as_its_preset_says(renderer: DraftRenderer) -> None:
    config = {**LONGER, "logoUploadId": LOGO}
    under = {**config, "timeline": {"overlays": []}}
    plain = renderer.frames(under)
    half = renderer.frames(config, logo={"opacityPct": 50})
    faded = renderer.frames(config, logo={**OPAQUE, "fade": "in_out"})

    where = (slice(285, 315), slice(490, 560))
    background = renderer.frames(LONGER)
    mixed = (background[22][where] + np.array(RED)) / 2
    assert np.abs(half[22][where] - mixed).mean() < 12
    # Without a preset it is the standard watermark, of 35 %.
    watermark = background[22][where] * 0.65 + np.array(RED) * 0.35
    assert np.abs(plain[22][where] - watermark).mean() < 12
    assert [differs(faded[number], 520, 300, RED) < 40 for number in (0, 22, 44)] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("preset", "box"),
    [
        # 82 % wide in the centre, 10 % above the lower edge.
        ({}, (58, 192, 524, 132)),
        ({"sizePctWidth": 40, "insetYPreset": "small"}, (192, 274, 256, 64)),
        # An image of 400 pixels that was drawn for a frame of 1920.
        ({"sizeMode": "match_image", "baselineWidth": 1920}, (254, 290, 132, 34)),
    ],
)
def test_a_lower_third_lies_where_its_preset_says(
    renderer: DraftRenderer, preset: Json, box: tuple[int, ...]
) -> None:
    config = {**SHORT, "lowerThirdUploadId": LOWER_THIRD}

    frame = renderer.frames(config, lower_third=preset)[4]

    assert is_at(box_of(frame, GREEN), box, by=2)


def test_a_lower_third_is_as_opaque_and_fades_as_its_preset_says(renderer: DraftRenderer) -> None:
    config = {**LONGER, "lowerThirdUploadId": LOWER_THIRD}
    half = renderer.frames(config, lower_third={"opacityPct": 50})
    faded = renderer.frames(config, lower_third={"fade": "in_out"})

    where = (slice(200, 315), slice(70, 570))
    mixed = (renderer.frames(LONGER)[22][where] + np.array(GREEN)) / 2
    assert np.abs(half[22][where] - mixed).mean() < 12
    assert [differs(faded[number], 100, 300, GREEN) < 40 for number in (0, 22, 44)] == [
        False,
        True,
        False,
    ]


def test_a_screen_title_is_shown_as_long_as_its_preset_says(renderer: DraftRenderer) -> None:
    config = {**LONGER, "screenTitleText": "HHHHH"}
    preset = {"fontColor": "#ff00ff", "fontSizePct": 8, "shadowOpacityPct": 0, "fade": "none"}

    first = renderer.frames(
        config, screen_title={**preset, "timingRule": "first_only", "timingSeconds": 0.5}
    )
    entire = renderer.frames(config, screen_title={**preset, "timingRule": "entire"})

    assert shown_from_to(first, (255, 0, 255)) == list(range(15))
    assert shown_from_to(entire, (255, 0, 255)) == list(range(45))
