# SPDX-License-Identifier: Apache-2.0
"""The filter graphs of chunks and the WAV headers of mixes are pure functions of their specs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from media.encode import profile_options
from media.encoder_profile import encoder_profile
from media.mix_buffer import FRAME_BYTES, wav_header
from media.sizes import MAXRATES, Size
from media.timecode import DEFAULT_RATE, FrameRange
from services.render.node.graph.chunk import compile_chunk
from timeline.spec.chunk import ChunkSpec
from timeline.spec.clip_segments import BlurFill, ClipSegment, ColorFill, GapSegment, VideoSegment
from timeline.spec.crop import Rect
from timeline.spec.stretches import stretch_key

PROFILE = encoder_profile(size=Size(640, 360), rate=DEFAULT_RATE, quality="standard")
SOURCES = {stretch_key("m", index): Path(f"m{index}.mov") for index in range(3)}
WHOLE = Rect(0, 0, 640, 360)


def a_clip(in_frame: int = 30, n_frames: int = 60, **changes: object) -> VideoSegment:
    """A clip of a ten-second mezzanine that fills the frame."""
    fields = {"rect": WHOLE, "background": None, **changes}
    return VideoSegment("m", 300, in_frame, n_frames, **fields)  # type: ignore[arg-type]


def graph_of(*segments: ClipSegment) -> str:
    """Return the filter graph of a chunk."""
    argv = compile_chunk(ChunkSpec(PROFILE, segments, "r", "e"), SOURCES, Path("out.mp4"))
    return argv[argv.index("-filter_complex") + 1]


def test_the_argv_of_a_chunk_with_one_clip() -> None:
    argv = compile_chunk(ChunkSpec(PROFILE, (a_clip(),), "r", "e"), SOURCES, Path("out.mp4"))

    assert argv[: argv.index("-map")] == [
        *("ffmpeg", "-v", "error", "-nostdin", "-y", "-filter_complex_threads", "1", "-xerror"),
        *("-progress", "pipe:1", "-stats_period", "0.5", "-nostats"),
        *("-ss", "0.983333", "-thread_queue_size", "16", "-threads", "1", "-i", "m0.mov"),
        "-filter_complex",
        "[0:v:0]trim=end_frame=60[s0];[s0]settb=1/30[s1];[s1]setpts=N[s2];"
        "[s2]scale=640:360:flags=bicubic+accurate_rnd+bitexact[s3];[s3]setsar=1[s4];"
        "[s4]format=yuv420p[s5];[s5]settb=1/30[s6];[s6]setpts=N[s7];[s7]trim=end_frame=60[s8]",
    ]
    assert argv[argv.index("-crf") + 1] == "20"
    assert argv[-1] == "out.mp4"


def test_the_same_clip_twice_is_two_inputs() -> None:
    argv = compile_chunk(
        ChunkSpec(PROFILE, (a_clip(), a_clip()), "r", "e"), SOURCES, Path("out.mp4")
    )

    assert argv.count("-i") == 2
    assert "concat=a=0:n=2:v=1" in graph_of(a_clip(), a_clip())


def test_a_clip_over_two_stretches_is_read_from_both() -> None:
    clip = VideoSegment("m", 900, 290, 30, WHOLE, None)
    argv = compile_chunk(ChunkSpec(PROFILE, (clip,), "r", "e"), SOURCES, Path("out.mp4"))

    assert [argv[place + 1] for place, each in enumerate(argv) if each == "-i"] == [
        "m0.mov",
        "m1.mov",
    ]
    assert [argv[place + 1] for place, each in enumerate(argv) if each == "-ss"] == ["9.65", "0"]
    graph = graph_of(clip)
    assert "[0:v:0]trim=end_frame=10" in graph and "[1:v:0]trim=end_frame=20" in graph
    assert "concat=a=0:n=2:v=1" in graph and "tpad" not in graph


def test_a_chunk_reads_only_the_stretches_that_it_shows() -> None:
    clips = (a_clip(), VideoSegment("m", 900, 290, 30, WHOLE, None))
    spec = ChunkSpec(PROFILE, clips, "r", "e")

    assert tuple(spec.mezzanine_parts) == ("m",)
    assert spec.stretch_frames == {
        stretch_key("m", 0): (FrameRange(30, 90), FrameRange(290, 300)),
        stretch_key("m", 1): (FrameRange(0, 20),),
    }
    assert spec.input_keys == (stretch_key("m", 0), stretch_key("m", 1))


def test_the_colours_of_gaps_are_converted_with_bt709() -> None:
    gap = GapSegment(12, ColorFill("#203040"))
    argv = compile_chunk(ChunkSpec(PROFILE, (gap, gap), "r", "e"), SOURCES, Path("out.mp4"))

    assert "color=c=0x203040:s=640x360:r=30,format=gbrap" in argv
    assert graph_of(gap).count("out_color_matrix=bt709:out_range=tv") == 1


def test_the_last_frame_is_repeated_beyond_the_end_of_a_source() -> None:
    assert "tpad=stop=10:stop_mode=clone" in graph_of(a_clip(290, 20))
    assert "tpad=stop=19:stop_mode=clone" in graph_of(a_clip(310, 20))
    assert "tpad" not in graph_of(a_clip(280, 20))


def test_a_clip_smaller_than_the_frame_has_its_background() -> None:
    rect = Rect(160, 0, 320, 360)
    blur = BlurFill(
        width=160, height=90, sigma_milli=2667, brightness_milli=-60, saturation_milli=900
    )

    assert "pad=640:360:160:0:color=black" in graph_of(
        a_clip(rect=rect, background=ColorFill("#000000"))
    )
    assert "overlay=eof_action=repeat" in graph_of(
        a_clip(rect=rect, background=ColorFill("#ff0000"))
    )
    blurred = graph_of(a_clip(rect=rect, background=blur))
    assert "split=2" in blurred and "gblur=sigma=2.667" in blurred
    assert "eq=brightness=-0.060:saturation=0.900" in blurred


@pytest.mark.parametrize("short_edge", MAXRATES)
def test_the_encoder_has_the_planned_rate(short_edge: int) -> None:
    size = Size(short_edge, short_edge)
    profile = encoder_profile(size=size, rate=DEFAULT_RATE, quality="high")

    options = profile_options(replace(profile, maxrate=7, bufsize=11))

    assert profile.maxrate == MAXRATES[short_edge]
    assert (options["maxrate"], options["bufsize"]) == (7, 11)


def test_a_wav_header_describes_stereo_floats() -> None:
    header = wav_header(480)

    assert header[:4] == b"RIFF" and header[8:12] == b"WAVE"
    assert int.from_bytes(header[-4:], "little") == 480 * FRAME_BYTES
    assert int.from_bytes(header[4:8], "little") == len(header) - 8 + 480 * FRAME_BYTES
