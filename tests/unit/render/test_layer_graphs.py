# SPDX-License-Identifier: Apache-2.0
"""The filter graphs of layers: a picture is prepared as one frame and then repeated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from media.encoder_profile import encoder_profile
from media.sizes import Size
from media.text_image_file import InkBox
from media.timecode import DEFAULT_RATE
from services.render.node.graph.chunk import compile_chunk
from timeline.spec.chunk import ChunkSpec
from timeline.spec.clip_segments import (
    ClipSegment,
    ColorFill,
    FreezeFrameSegment,
    GapSegment,
    PictureFill,
    StillSegment,
)
from timeline.spec.crop import Crop, Rect
from timeline.spec.layers import (
    Border,
    ColorLayer,
    Layer,
    LayerOpacity,
    PictureLayer,
    Ramp,
    Reveal,
    Slide,
    TextImageLayer,
    VideoLayer,
)
from timeline.spec.stretches import stretch_key

PROFILE = encoder_profile(size=Size(640, 360), rate=DEFAULT_RATE, quality="standard")
SOURCES = {stretch_key("m", 0): Path("m.mov"), "p": Path("p.png")}
WHOLE = Rect(0, 0, 640, 360)
BOX = Rect(40, 20, 160, 80)
CROP = Crop(Rect(0, 0, 200, 100), 160, 80, 0, 0, BOX)
GREY = ColorFill("#808080")
GAP = GapSegment(60, GREY)


def argv_of(*layers: Layer, segment: ClipSegment = GAP) -> list[str]:
    spec = ChunkSpec(PROFILE, (segment,), "r", "e", layers)
    return compile_chunk(spec, SOURCES, Path("out.mp4"), boxes={"p": InkBox(-3, 5, 30, 9)})


def graph_of(*layers: Layer, segment: ClipSegment = GAP) -> str:
    argv = argv_of(*layers, segment=segment)
    return argv[argv.index("-filter_complex") + 1]


def a_picture(**fields: Any) -> PictureLayer:
    return PictureLayer(**{"picture": "p", "crop": CROP, "start": 10, "n_frames": 20, **fields})


def test_a_picture_is_prepared_once_and_then_repeated() -> None:
    look = LayerOpacity(350, Ramp(0, 5), Ramp(15, 5))

    assert graph_of(a_picture(opacity=look)).split(";")[10:] == [
        "[1:v:0]crop=200:100:0:0:exact=1[s10]",
        "[s10]format=gbrap[s11]",
        "[s11]premultiply=inplace=1[s12]",
        "[s12]scale=160:80:flags=lanczos+accurate_rnd+bitexact[s13]",
        "[s13]unpremultiply=inplace=1[s14]",
        "[s14]crop=160:80:0:0:exact=1[s15]",
        "[s15]colorchannelmixer=aa=0.350[s16]",
        "[s16]scale=flags=bicubic+accurate_rnd+bitexact:out_color_matrix=bt709:out_range=tv[s17]",
        "[s17]setsar=1[s18]",
        "[s18]format=yuva420p[s19]",
        "[s19]loop=loop=-1:size=1[s20]",
        "[s20]trim=end_frame=20[s21]",
        "[s21]settb=1/30[s22]",
        "[s22]setpts=N[s23]",
        "[s23]fade=alpha=1:n=5:s=0:t=in[s24]",
        "[s24]fade=alpha=1:n=5:s=15:t=out[s25]",
        "[s25]settb=1/30[s26]",
        "[s26]setpts=N+10[s27]",
        "[s9][s27]overlay=eof_action=pass:format=yuv420:x=40:y=20[s28]",
        "[s28]trim=end_frame=60[s29]",
    ]


def test_no_picture_is_decoded_for_each_frame() -> None:
    assert "-loop" not in argv_of(a_picture(), a_picture(start=0))
    assert argv_of(a_picture(), a_picture()).count("p.png") == 2


def test_a_fade_that_began_before_the_chunk_runs_from_its_own_start() -> None:
    graph = graph_of(a_picture(start=0, opacity=LayerOpacity(1000, Ramp(-7, 12))))

    assert "trim=end_frame=27" in graph
    assert "fade=alpha=1:n=12:s=0:t=in" in graph and "trim=start_frame=7" in graph


def test_a_border_lies_around_a_picture() -> None:
    graph = graph_of(a_picture(border=Border(4, "#ffee00")))

    assert "pad=168:88:4:4:color=0xffee00" in graph


def test_a_plate_is_one_frame_of_one_colour() -> None:
    plate = ColorLayer("#d02020", BOX, 0, 60, LayerOpacity(850))

    assert "color=c=0xd02020:s=160x80:r=30,format=gbrap" in argv_of(plate)
    assert "colorchannelmixer=aa=0.850" in graph_of(plate)


def test_an_overlay_is_trimmed_in_time_and_cropped_to_the_frame() -> None:
    layer = VideoLayer("m", 300, 30, Rect(40, -20, 160, 200), Rect(40, 0, 160, 180), 12, 48)
    graph, argv = graph_of(layer), argv_of(layer)

    assert argv[argv.index("-ss") + 1] == "0.983333"
    assert "scale=160:200:" in graph and "crop=160:180:0:20" in graph
    assert "setpts=N+12" in graph and "trim=end_frame=48" in graph


@pytest.mark.parametrize(
    ("motion", "expression"),
    [
        (Slide(Ramp(-3, 15), -160, 40, "slowing"), "(round(t*30)+3)/15"),
        (Slide(Ramp(0, 15), 40, 640, "speeding"), "40+(600)*pow("),
        (Reveal(Ramp(0, 15)), "eval=frame:flags=bicubic"),
    ],
)
def test_moving_layers_are_composed_with_full_chroma(
    motion: Slide | Reveal, expression: str
) -> None:
    graph = graph_of(a_picture(motion=motion))

    assert expression in graph
    assert "trim=end_frame=30:start_frame=10" in graph
    assert "scale=flags=neighbor" in graph and "scale=flags=area" in graph
    assert "format=yuv444:shortest=1" in graph and "eof_action=pass:format=yuv420" in graph


def test_a_text_image_is_aligned_to_even_pixels() -> None:
    graph = graph_of(TextImageLayer("p", 100, 50, 0, 60))

    assert "pad=34:12:1:1:color=black@0" in graph
    assert "overlay=eof_action=pass:format=yuv420:x=96:y=54" in graph


def test_a_still_is_composed_with_its_background_once() -> None:
    graph = graph_of(segment=StillSegment("p", 60, CROP, GREY))

    assert graph.index("overlay") < graph.index("loop")
    assert graph.count("size=1") == 1


def test_a_freeze_frame_is_decoded_once() -> None:
    argv = argv_of(segment=FreezeFrameSegment("m", 300, 45, 60, WHOLE, None, WHOLE))
    graph = argv[argv.index("-filter_complex") + 1]

    assert argv[argv.index("-ss") + 1] == "1.483333"
    assert "trim=end_frame=1[" in graph and "loop=loop=-1:size=1" in graph


def test_the_transparent_parts_of_a_background_picture_are_black() -> None:
    fill = PictureFill("p", Crop(Rect(10, 0, 180, 100), 640, 360, 0, 0, WHOLE))

    graph = graph_of(segment=GapSegment(60, fill))

    assert "crop=180:100:10:0:exact=1" in graph and "unpremultiply" not in graph
    assert "format=gbrp[" in graph
