# SPDX-License-Identifier: Apache-2.0
"""Every kind of layer has its position, its colour and its frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.media.barcode import read_barcodes
from tests.support.media.video import make_video
from tests.support.render.pixels import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    Pixels,
    a_picture,
    box_of,
    differs,
    is_at,
    rendered,
    unencoded,
)
from tests.unit.timeline.builders import a_document, an_upload, planned
from timeline.document.uploads import UploadDetails
from timeline.spec.chunk import ChunkSpec
from timeline.spec.layers import layer_in_range

FRAME = {"aspect": "16:9", "height": 360, "fps": "30", "quality": "high"}
GREY = (128, 128, 128)


class LayerRenderer:
    """Plans a document over grey and renders its first chunk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uploads: dict[int, UploadDetails] = {}
        self._files: dict[int, Path] = {}

    def add_picture(
        self, upload_id: int, size: tuple[int, int], color: tuple[int, ...], **fields: Any
    ) -> None:
        """Add an image upload of one colour."""
        path = a_picture(self.folder / f"{upload_id}.png", size, color)
        self._files[upload_id] = path
        details = {"kind": "image", "width": size[0], "height": size[1], **fields}
        self.uploads[upload_id] = an_upload(upload_id, duration=None, **details)

    def add_video(self, upload_id: int, path: Path) -> None:
        """Add a video upload that is its own mezzanine."""
        self._files[upload_id] = path
        self.uploads[upload_id] = an_upload(
            upload_id, width=640, height=360, duration=Fraction(2), has_audio=False
        )

    def spec(self, *, length: float = 1, **tracks: Any) -> ChunkSpec:
        """Plan some tracks over grey, and return the first chunk."""
        background = {"timelineBackgroundMode": "color", "timelineBackgroundColor": "#808080"}
        document = a_document(**({"output": FRAME} | background | tracks))
        # A transparent lower third makes the export as long as it should be.
        transparent = an_item(99, length - 0.1, length, configSnapshot={"opacityPct": 0})
        document.setdefault("lowerThirds", []).append(transparent)
        self.uploads[99] = an_upload(99, kind="image", duration=None)
        plan = planned(document, *self.uploads.values())
        needs = {need.key: need.upload_id for need in plan.pictures}
        needs |= {need.key: need.upload_id for need in plan.mezzanines}
        self.sources = {key: self._files[upload_id] for key, upload_id in needs.items()}
        segments = tuple(each for chunk in plan.chunks for each in chunk.spec.segments)
        # Where a chunk ends depends on the hashes of its clips; a second chunk must have no layers.
        assert not any(chunk.spec.layers for chunk in plan.chunks[1:])
        return replace(plan.chunks[0].spec, segments=segments)

    def frames(self, *, length: float = 1, **tracks: Any) -> Pixels:
        """Render that chunk as RGB frames."""
        spec = self.spec(length=length, **tracks)
        return rendered(spec, self.sources, self.folder)


@pytest.fixture
def renderer(tmp_path: Path) -> Iterator[LayerRenderer]:
    yield LayerRenderer(tmp_path)


def an_item(upload_id: int = 1, start: float = 0, end: float = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"i{upload_id}-{start}",
        "uploadId": upload_id,
        "startSeconds": start,
        "endSeconds": end,
        **fields,
    }


def test_a_background_image_covers_the_frame(renderer: LayerRenderer) -> None:
    renderer.add_picture(1, (400, 400), RED)

    frames = renderer.frames(timelineBackgroundMode="image", timelineBackgroundUploadId=1)

    assert len(frames) == 30
    assert box_of(frames[15], RED) == (0, 0, 640, 360)
    assert differs(frames[15], 320, 180, RED) <= 2


def test_a_still_has_its_duration(renderer: LayerRenderer) -> None:
    renderer.add_picture(1, (200, 100), BLUE, image_role="title_page")

    frames = renderer.frames(length=2, stills=[an_item(1, 0.5, 1.5, fit="contain")])

    assert differs(frames[14], 320, 180, GREY) <= 2 and differs(frames[45], 320, 180, GREY) <= 2
    assert differs(frames[15], 320, 180, BLUE) <= 2 and differs(frames[44], 320, 180, BLUE) <= 2
    assert is_at(box_of(frames[30], BLUE), (0, 20, 640, 320))


def test_a_logo_has_its_position_opacity_and_fade(renderer: LayerRenderer) -> None:
    renderer.add_picture(1, (100, 50), RED, kind="logo")
    logo = an_item(1, 0, 2, position="top_right", sizePctWidth=25, insetXPx=60, insetYPx=30)

    frames = renderer.frames(length=2, logos=[logo | {"fade": "in", "opacityPct": 50}])

    half = tuple((a + b) // 2 for a, b in zip(RED, GREY, strict=True))
    assert is_at(box_of(frames[30], half), (460, 10, 160, 80))
    assert differs(frames[30], 500, 40, half) <= 3
    assert differs(frames[0], 500, 40, GREY) <= 2
    assert 5 < differs(frames[7], 500, 40, GREY) < 30


def test_a_lower_third_lies_at_the_bottom_until_its_end(renderer: LayerRenderer) -> None:
    renderer.add_picture(1, (600, 100), GREEN, image_role="lower_third")
    style = {"sizePctWidth": 50, "insetYPreset": "large"}

    frames = renderer.frames(length=2, lowerThirds=[an_item(1, 0, 1, configSnapshot=style)])

    assert is_at(box_of(frames[0], GREEN), (160, 360 - 50 - 54, 320, 54), by=2)
    assert differs(frames[29], 320, 290, GREEN) <= 2
    assert differs(frames[30], 320, 290, GREY) <= 2


def test_transparent_parts_show_what_is_below(renderer: LayerRenderer) -> None:
    renderer.add_picture(1, (320, 180), (*RED, 0), image_role="overlay")

    frames = renderer.frames(graphics=[an_item(1)])

    assert differs(frames[10], 320, 180, GREY) <= 2


def test_a_graphic_has_a_border_inside_its_box(renderer: LayerRenderer) -> None:
    renderer.add_picture(1, (320, 180), RED, image_role="overlay")
    graphic = an_item(1, fitMode="contain_transparent", sizePctWidth=50, position="bottom_left")
    fields = {"insetXPx": 30, "insetYPx": 60, "borderWidthPx": 6, "borderColor": "#ffffff"}

    frame = renderer.frames(graphics=[graphic | fields])[10]

    assert is_at(box_of(frame, WHITE), (10, 360 - 20 - 180, 320, 180))
    assert is_at(box_of(frame, RED), (12, 162, 316, 176))
    assert differs(frame, 100, 250, RED) <= 2


def test_a_graphic_larger_than_the_frame_is_cut_and_one_that_covers_fills_it(
    renderer: LayerRenderer,
) -> None:
    renderer.add_picture(1, (100, 400), BLUE, image_role="overlay")
    tall = an_item(1, fitMode="contain_transparent", sizePctWidth=50)

    frame = renderer.frames(graphics=[tall, an_item(1, 1, 2)], length=2)

    assert is_at(box_of(frame[10], BLUE), (160, 0, 320, 360))
    assert is_at(box_of(frame[40], BLUE), (0, 0, 640, 360))


def test_a_graphic_slides_in_and_out(renderer: LayerRenderer) -> None:
    renderer.add_picture(1, (160, 90), RED, image_role="overlay")
    graphic = an_item(1, 0, 2, sizePctWidth=25, animate="slide_in_out", animateDurationMs=500)

    frames = renderer.frames(length=2, graphics=[graphic])

    x, y = 240, 136
    assert box_of(frames[0], RED) is None
    for n in (3, 8, 14):
        left = int(np.floor(-160 + (x + 160) * (1 - (1 - n / 15) ** 3) + 0.5))
        visible = (max(0, left), y, 160 + min(0, left), 90)
        assert is_at(box_of(frames[n], RED), visible, by=2), n
    assert is_at(box_of(frames[30], RED), (x, y, 160, 90))
    gone = int(np.floor(x + (640 - x) * (10 / 15) ** 3 + 0.5))
    assert is_at(box_of(frames[55], RED), (gone, y, 160, 90), by=2)
    assert all(differs(frames[n], 600, 20, GREY) <= 2 for n in (3, 30, 55))


def test_a_document_reveal_begins_at_a_fifth_of_its_size(renderer: LayerRenderer) -> None:
    renderer.add_picture(1, (640, 360), BLUE, image_role="overlay")
    graphic = an_item(1, 0, 2, animate="doc_reveal", animateDurationMs=500)

    frames = renderer.frames(length=2, graphics=[graphic])

    size = 0.2 + 0.8 * (1 - (1 - 8 / 15) ** 3)
    box = box_of(frames[8], tuple((a * 8 + b * 7) // 15 for a, b in zip(BLUE, GREY, strict=True)))
    assert box is not None and abs(box[2] - 640 * size) <= 3 and abs(box[3] - 360 * size) <= 3
    assert is_at(box_of(frames[30], BLUE), (0, 0, 640, 360))


@pytest.mark.parametrize("fps", ["24000/1001", "30", "60"])
def test_a_chunk_that_begins_within_a_fade_shows_the_same_frames(
    renderer: LayerRenderer, fps: str
) -> None:
    renderer.add_picture(1, (160, 90), RED, image_role="overlay")
    move = {"animate": "slide_in", "animateDurationMs": 600, "fade": "in", "fadeDurationMs": 900}
    graphics = [an_item(1, 0, 2, sizePctWidth=50, **move)]
    spec = renderer.spec(length=2, graphics=graphics, output=FRAME | {"fps": fps})
    rest = spec.n_frames - 10
    whole = unencoded(spec, renderer.sources, renderer.folder)
    later = tuple(
        part
        for layer in spec.layers
        if (part := layer_in_range(layer, start=10, n_frames=rest)) is not None
    )
    segment = replace(spec.segments[0], n_frames=rest)
    tail = replace(spec, layers=later, segments=(segment,))

    frames = unencoded(tail, renderer.sources, renderer.folder)

    assert len(frames) == rest * 640 * 360 * 3 // 2
    assert frames == whole[-len(frames) :]


def test_an_overlay_shows_its_frames_in_its_box_before_its_plate(
    renderer: LayerRenderer, tmp_path: Path
) -> None:
    renderer.add_video(
        5, make_video(tmp_path / "5.mp4", 2, "640x360", barcode_source_id=5, audio=None)
    )
    overlay = {"id": "o", "uploadId": 5, "startSeconds": 0.5}
    overlay |= {"sourceStartSeconds": 0.5, "sourceEndSeconds": 1.5, "sizePctWidth": 70}
    plate = {"plateStyle": "thick", "plateColor": "#d02020", "plateOpacityPct": 100}

    frames = renderer.frames(length=2, videoOverlays=[overlay | plate | {"position": "top_left"}])

    area = (12, 8, 448, 252)
    codes = read_barcodes(renderer.folder / "chunk.mp4", area=area)
    assert codes[:15] == [None] * 15 and codes[45:] == [None] * 15
    assert codes[15:45] == [(5, n) for n in range(15, 45)]
    assert is_at(box_of(frames[30], RED), (2, 0, 468, 270), by=2)
    assert differs(frames[30], 465, 100, RED) <= 6
    assert differs(frames[30], 600, 300, GREY) <= 2


def test_a_freeze_frame_equals_the_last_frame_of_its_clip(
    renderer: LayerRenderer, tmp_path: Path
) -> None:
    renderer.add_video(
        5, make_video(tmp_path / "5.mp4", 2, "640x360", barcode_source_id=5, audio=None)
    )
    clip = {"id": "c", "uploadId": 5, "startSeconds": 0}
    clip |= {"sourceStartSeconds": 0, "sourceEndSeconds": 1}
    hold = {"hold": {"uploadId": 5, "sourceSeconds": 29 / 30}, "sourceClipId": "c"}
    still = {"id": "s", "startSeconds": 1, "endSeconds": 2, **hold}

    spec = renderer.spec(length=2, clips=[clip], stills=[still])
    raw = np.frombuffer(unencoded(spec, renderer.sources, renderer.folder), np.uint8)

    frames = raw.reshape(60, -1)
    assert all(np.array_equal(frames[29], frames[n]) for n in range(30, 60))
    assert not np.array_equal(frames[28], frames[29])
