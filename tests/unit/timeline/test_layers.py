# SPDX-License-Identifier: Apache-2.0
"""Layers have their documented places, and only the chunks that show them depend on them."""

from __future__ import annotations

from typing import Any

import pytest

from media.sizes import Size
from tests.unit.timeline.builders import Json, a_clip, a_document, an_upload, keys, planned
from timeline.plan.geometry import cover, crop
from timeline.plan.sources import MAX_PICTURE_PIXELS, picture_size
from timeline.spec import layers as spec
from timeline.spec.clip_segments import (
    ColorFill,
    FreezeFrameSegment,
    GapSegment,
    PictureFill,
    StillSegment,
    VideoSegment,
)
from timeline.spec.crop import Rect
from timeline.spec.render_plan import RenderPlan

WIDE = {"aspect": "16:9", "height": 1080}
CLIPS = [a_clip(f"c{n}", 7 * n, 7 * n + 2.5, startSeconds=2.5 * n) for n in range(12)]
UPLOADS = (
    an_upload(),
    an_upload(2, kind="image", image_role="overlay", width=400, height=200),
    an_upload(3, kind="logo", width=200, height=100),
    an_upload(4, kind="image", image_role="lower_third", width=540, height=108),
    an_upload(5, width=1080, height=1920),
    an_upload(6, kind="image", image_role="freeze_frame", width=1920, height=1080),
)


def an_item(upload_id: int, start: float = 0, end: float = 2, **fields: Any) -> dict[str, Any]:
    times = {"startSeconds": start, "endSeconds": end}
    return {"id": f"i{upload_id}-{start}", "uploadId": upload_id, **times, **fields}


def an_overlay(start: float = 0, **fields: Any) -> dict[str, Any]:
    source = {"sourceStartSeconds": 1, "sourceEndSeconds": 3}
    return {"id": f"o{start}", "uploadId": 5, "startSeconds": start, **source, **fields}


def plan_of(**tracks: Any) -> RenderPlan:
    return planned(a_document(*CLIPS, output=WIDE, **tracks), *UPLOADS)


def layers_of(**tracks: Any) -> tuple[spec.Layer, ...]:
    return plan_of(**tracks).chunks[0].spec.layers


def picture_of(**tracks: Any) -> spec.PictureLayer:
    [layer] = layers_of(**tracks)
    assert isinstance(layer, spec.PictureLayer)
    return layer


@pytest.mark.parametrize(
    ("fields", "rect"),
    [
        ({}, Rect(100, 100, 384, 192)),
        ({"sizePctWidth": 10, "position": "bottom_right"}, Rect(1628, 884, 192, 96)),
        ({"position": "top_center", "insetYPx": 7}, Rect(768, 8, 384, 192)),
        ({"position": "middle_center"}, Rect(768, 444, 384, 192)),
        ({"position": "bottom_left", "insetXPx": 9999, "insetYPx": 9999}, Rect(1536, 0, 384, 192)),
    ],
)
def test_a_logo_is_at_its_grid_position(fields: dict[str, Any], rect: Rect) -> None:
    assert picture_of(logos=[an_item(3, **fields)]).crop.rect == rect


def test_a_logo_fades_and_an_invisible_one_is_left_out() -> None:
    layer = picture_of(logos=[an_item(3, fade="in_out", opacityPct=35)])

    assert layer.opacity == spec.LayerOpacity(350, spec.Ramp(0, 15), spec.Ramp(45, 15))
    assert not layers_of(logos=[an_item(3, opacityPct=0)])


@pytest.mark.parametrize(
    ("style", "rect"),
    [
        ({}, Rect(174, 658, 1574, 314)),
        ({"sizeMode": "match_image"}, Rect(480, 780, 960, 192)),
        ({"sizePctWidth": 50, "insetYPreset": "small"}, Rect(480, 824, 960, 192)),
    ],
)
def test_a_lower_third_is_at_the_bottom(style: dict[str, Any], rect: Rect) -> None:
    assert picture_of(lowerThirds=[an_item(4, configSnapshot=style)]).crop.rect == rect


def test_a_lower_third_ends_with_its_timing() -> None:
    first = plan_of(lowerThirds=[an_item(4, 0, 20, configSnapshot={"timingSeconds": 5})])
    whole = plan_of(lowerThirds=[an_item(4, 0, 20, configSnapshot={"timingRule": "entire"})])

    def shown(plan: RenderPlan) -> int:
        return sum(layer.n_frames for chunk in plan.chunks for layer in chunk.spec.layers)

    assert (shown(first), shown(whole)) == (150, 600)


def test_a_graphic_covers_or_is_contained_within_its_border() -> None:
    whole = picture_of(graphics=[an_item(2, borderWidthPx=4)])
    boxed: Json = {"fitMode": "contain_transparent", "position": "top_left", "borderWidthPx": 4}
    layer = picture_of(graphics=[an_item(2, sizePctWidth=50, borderColor="#FFEE00", **boxed)])

    assert whole.crop.rect == Rect(0, 0, 1920, 1080) and whole.border is None
    assert layer.crop.rect == Rect(24, 24, 960, 480) and layer.border == spec.Border(4, "#ffee00")
    assert (layer.crop.width, layer.crop.height) == (952, 472)


def test_a_graphic_that_slides_is_three_layers() -> None:
    moved: Json = {"animate": "slide_in_out", "position": "top_left", "sizePctWidth": 50}
    come, stand, go = layers_of(graphics=[an_item(2, animateDurationMs=500, **moved)])

    assert isinstance(come, spec.PictureLayer) and isinstance(go, spec.PictureLayer)
    assert come.crop.rect == Rect(480, 24, 960, 480)
    assert [(each.start, each.n_frames) for each in (come, stand, go)] == [
        (0, 15),
        (15, 30),
        (45, 15),
    ]
    assert come.motion == spec.Slide(spec.Ramp(0, 15), -960, 480, "slowing")
    assert go.motion == spec.Slide(spec.Ramp(0, 15), 480, 1920, "speeding")


def test_a_revealed_graphic_is_as_wide_as_the_frame_and_fades() -> None:
    revealed, resting = layers_of(graphics=[an_item(2, animate="doc_reveal")])

    assert isinstance(revealed, spec.PictureLayer) and isinstance(resting, spec.PictureLayer)
    assert revealed.motion == spec.Reveal(spec.Ramp(0, 18)) and resting.motion is None
    assert revealed.crop.rect == Rect(0, 60, 1920, 960)
    assert revealed.opacity.fade_in == spec.Ramp(0, 18) and revealed.opacity.fade_out is None
    assert resting.opacity.fade_out == spec.Ramp(24, 18)


def test_an_overlay_has_its_box_and_its_plate() -> None:
    plate: Json = {"plateStyle": "medium", "plateColor": "#AA0000", "plateOpacityPct": 50}
    behind, above = layers_of(videoOverlays=[an_overlay(sizePctWidth=25, **plate)])
    band, _ = layers_of(videoOverlays=[an_overlay(sizePctWidth=25, plateStyle="band")])

    assert isinstance(above, spec.VideoLayer) and isinstance(behind, spec.ColorLayer)
    assert above.rect == Rect(1402, 204, 480, 854) and above.box == above.rect
    assert (above.in_frame, above.n_frames) == (30, 60)
    assert behind.rect == Rect(1390, 192, 504, 878)
    assert (behind.color, behind.opacity.level_milli) == ("#aa0000", 500)
    assert isinstance(band, spec.ColorLayer) and band.rect == Rect(0, 164, 1920, 916)


def test_an_overlay_still_is_in_the_box_of_its_overlay() -> None:
    layer = picture_of(videoOverlayStills=[an_item(6, sizePctWidth=50, position="top_left")])

    assert layer.crop.rect == Rect(38, 22, 960, 540)


def test_layers_are_in_their_documented_order() -> None:
    kinds = layers_of(
        graphics=[an_item(2)],
        logos=[an_item(3)],
        lowerThirds=[an_item(4)],
        videoOverlayStills=[an_item(6, 2, 2.2)],
        videoOverlays=[an_overlay()],
    )

    uploads = {spec.key: spec.upload_id for spec in plan_of(graphics=[an_item(2)]).pictures}
    assert [each.kind for each in kinds] == ["video", "picture", "picture", "picture", "picture"]
    assert isinstance(kinds[-1], spec.PictureLayer) and uploads[kinds[-1].picture] == 2


EDITS = [
    ("logos", an_item(3, 8, 9), {"opacityPct": 40}),
    ("logos", an_item(3, 8, 9), {"position": "top_right"}),
    ("logos", an_item(3, 8, 9), {"insetXPx": 30}),
    ("graphics", an_item(2, 8, 9), {"fade": "in"}),
    ("graphics", an_item(2, 8, 9), {"fitMode": "contain_transparent"}),
    ("graphics", an_item(2, 8, 9), {"animate": "slide_in"}),
    ("lowerThirds", an_item(4, 8, 9), {"configSnapshot": {"opacityPct": 90}}),
    ("videoOverlays", an_overlay(8, sourceEndSeconds=2), {"plateStyle": "thin"}),
    ("videoOverlays", an_overlay(8, sourceEndSeconds=2), {"sourceStartSeconds": 1.5}),
    ("videoOverlayStills", an_item(6, 8, 9), {"sizePctWidth": 90}),
]


@pytest.mark.parametrize(("track", "item", "change"), EDITS)
def test_a_field_of_a_layer_changes_only_the_chunks_it_meets(
    track: str, item: dict[str, Any], change: dict[str, Any]
) -> None:
    before, after = plan_of(**{track: [item]}), plan_of(**{track: [item | change]})

    changed = [
        chunk.start
        for chunk, key in zip(after.chunks, keys(before), strict=True)
        if chunk.spec.key != key
    ]
    assert changed
    for chunk in after.chunks:
        if chunk.start in changed:
            assert chunk.start < 270 and chunk.start + chunk.spec.n_frames > 240


def test_only_chunks_that_show_a_fade_have_its_ramp() -> None:
    plain = plan_of(logos=[an_item(3, 0, 30)])
    faded = plan_of(logos=[an_item(3, 0, 30, fade="in_out")])
    same = [a == b for a, b in zip(keys(plain), keys(faded), strict=True)]

    assert same[0] is False and same[-1] is False and all(same[1:-1])
    repeated = a_document(output=WIDE, logos=[an_item(3, 0, 30)])
    assert len(set(keys(planned(repeated, *UPLOADS)))) <= 2


def test_layers_that_move_with_their_clips_keep_their_keys() -> None:
    item = an_item(3, 1, 2, fade="in")
    alone = planned(a_document(a_clip(), output=WIDE, logos=[item]), *UPLOADS)
    later = a_clip(startSeconds=8)
    moved = an_item(3, 9, 10, fade="in")
    gap = planned(a_document(later, output=WIDE, logos=[moved]), *UPLOADS)

    assert keys(alone)[0] == keys(gap)[-1]


def test_the_export_ends_with_its_last_item() -> None:
    document = a_document(a_clip(), output=WIDE, graphics=[an_item(2, 1, 5)])
    plan = planned(document, *UPLOADS)

    assert plan.n_frames == 150 and plan.mix.n_samples == 5 * 48_000
    assert plan.chunks[-1].spec.segments[-1] == GapSegment(90, ColorFill("#000000"))


def test_stills_are_between_clips_and_a_freeze_frame_has_its_clip_fill() -> None:
    hold = {"hold": {"uploadId": 1, "sourceSeconds": 2}, "uploadId": None, "sourceClipId": "a"}
    portrait = {"aspect": "9:16", "height": 1080}
    clip = a_clip(bgFillStyle="color", bgFillColor="#112233")
    document = a_document(clip, output=portrait, stills=[an_item(2, 3, 4), an_item(1, 2, 3) | hold])
    segments = [
        each for chunk in planned(document, *UPLOADS).chunks for each in chunk.spec.segments
    ]
    first, frozen, still = segments

    assert isinstance(first, VideoSegment) and isinstance(frozen, FreezeFrameSegment)
    assert (frozen.frame, frozen.n_frames) == (60, 30)
    assert (frozen.rect, frozen.background) == (first.rect, ColorFill("#112233"))
    assert isinstance(still, StillSegment) and still.crop.rect == Rect(0, 0, 1080, 1920)


def test_a_background_picture_is_needed_only_where_it_is_visible() -> None:
    image = {"timelineBackgroundMode": "image", "timelineBackgroundUploadId": 2}
    full = planned(a_document(a_clip(), output=WIDE, **image), *UPLOADS)
    gap = planned(a_document(a_clip(startSeconds=4), output=WIDE, **image), *UPLOADS)

    assert not full.pictures and keys(full) == keys(planned(a_document(a_clip(), output=WIDE)))
    assert [need.upload_id for need in gap.pictures] == [2]
    assert isinstance(gap.chunks[0].spec.segments[0].background, PictureFill)


def test_a_clip_may_have_a_fill_image() -> None:
    clip = a_clip(bgFillStyle="image", bgFillImageUploadId=2)
    plan = planned(a_document(clip, output={"aspect": "9:16"}), *UPLOADS)

    [segment] = plan.chunks[0].spec.segments
    assert isinstance(segment.background, PictureFill)
    assert plan.chunks[0].spec.picture_keys == (segment.background.picture,)


def test_only_the_needed_part_of_a_picture_is_enlarged() -> None:
    frame, picture = Size(1920, 1080), Size(20_000, 10)
    found = crop(picture, box=cover(picture, frame=frame), frame=frame)

    assert found is not None and found.rect == Rect(0, 0, 1920, 1080)
    assert found.source.width <= 20 and found.width <= 2400
    assert crop(picture, box=Rect(1920, 0, 10, 10), frame=frame) is None


def test_a_picture_has_at_most_sixteen_million_pixels() -> None:
    small, large = an_upload(1, width=4000, height=4000), an_upload(2, width=9000, height=4000)
    size = picture_size(large)

    assert picture_size(small) == Size(4000, 4000)
    assert size.width * size.height <= MAX_PICTURE_PIXELS and 2.2 < size.width / size.height < 2.3


def test_no_chunk_has_too_many_layers() -> None:
    graphics = [an_item(2, n / 30, (n + 1) / 30) for n in range(150)]
    logos = [an_item(3, n / 30, (n + 1) / 30) for n in range(150)]
    plan = plan_of(graphics=graphics, logos=logos)

    assert max(len(chunk.spec.layers) for chunk in plan.chunks) <= 40
    shown = [
        (chunk.start + layer.start, layer.n_frames)
        for chunk in plan.chunks
        for layer in chunk.spec.layers
    ]
    assert sorted(shown) == [(n, 1) for n in range(150) for _ in range(2)]
    assert [chunk.start for chunk in plan.chunks] == [
        sum(each.spec.n_frames for each in plan.chunks[:n]) for n in range(len(plan.chunks))
    ]
