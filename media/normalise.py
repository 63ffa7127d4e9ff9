# SPDX-License-Identifier: Apache-2.0
"""Filters that bring any upload to exact frames of BT.709 4:2:0 and exact 48 kHz stereo."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import ffmpeg

from media.argv import Graph
from media.probe import INGEST_OPTIONS
from media.sizes import Size
from media.streams import AudioStream, MediaProbe, VideoStream
from media.timecode import SAMPLE_RATE, FrameRate

UPLOAD_SCALER = "bicubic+accurate_rnd+full_chroma_int+bitexact"
MATRICES = frozenset({"bt709", "smpte170m", "bt470bg", "smpte240m", "fcc", "bt2020nc", "bt2020c"})
SD_LINES = 576
MAX_PADDING_SECONDS = Fraction(1)
"""A missing end up to this long is filled with the last frame; a longer one means damage."""

SILENCE = f"anullsrc=r={SAMPLE_RATE}:cl=stereo"


def frame_count(probe: MediaProbe, rate: FrameRate) -> int:
    """Return the number of frames of a source at a rate: floor(duration*fps + 1/2), at least 1."""
    return max(1, rate.frame(probe.playing_time))


def open_upload(path: Path, **options: str | int) -> Graph:
    """Return an untrusted file as an input whose format and protocol are restricted."""
    return ffmpeg.input(str(path), **{**INGEST_OPTIONS, **options})


def exact_video(source: Graph, video: VideoStream, *, rate: FrameRate, frames: int) -> Graph:
    """Return the video at a constant rate: exactly `frames` frames, the last one repeated."""
    stream = source[str(video.index)]
    if video.start_offset == 0:
        stream = stream.filter("setpts", "PTS-STARTPTS")
    padding = int(MAX_PADDING_SECONDS * rate.fps) + 1
    return (
        stream.filter("fps", fps=str(rate), start_time=0)
        .filter("tpad", stop_mode="clone", stop=padding)
        .filter("trim", end_frame=frames)
    )


def to_sdr(stream: Graph, video: VideoStream, size: Size) -> Graph:
    """Return the video scaled to square pixels in tagged BT.709; HDR is tone mapped."""
    if video.is_hdr:
        stream = _tone_map(stream, video)
    return (
        stream.filter(
            "scale",
            size.width,
            size.height,
            flags=UPLOAD_SCALER,
            in_color_matrix="bt709" if video.is_hdr else _matrix(video),
            out_color_matrix="bt709",
            out_range="tv",
        )
        .filter("setsar", 1)
        .filter("format", "yuv420p")
    )


def _matrix(video: VideoStream) -> str:
    """Return the colour matrix; untagged video is BT.709 in high definition, else BT.601."""
    if video.colour.space in MATRICES:
        return "auto"
    return "bt709" if video.coded_height > SD_LINES else "smpte170m"


def _tone_map(stream: Graph, video: VideoStream) -> Graph:
    colour = video.colour
    return (
        stream.filter(
            "zscale",
            tin=colour.transfer,
            pin=colour.primaries or "bt2020",
            min=colour.space or "bt2020nc",
            rin=colour.range or "tv",
            t="linear",
            npl=100,
        )
        .filter("format", "gbrpf32le")
        .filter("zscale", p="bt709")
        .filter("tonemap", "hable", desat=0)
        .filter("zscale", t="bt709", m="bt709", r="tv")
        .filter("format", "yuv420p")
    )


def exact_audio(source: Graph, probe: MediaProbe, samples: int) -> Graph:
    """Return the audio as exactly `samples` stereo samples, silence where the source has none."""
    if probe.audio is None:
        return ffmpeg.input(SILENCE, f="lavfi").filter("atrim", end_sample=samples)
    # "async" fills gaps of a recording with silence, so that the audio keeps its timestamps.
    options = {"async": 1000, "first_pts": 0}
    audio = source[str(probe.audio.index)].filter("aresample", SAMPLE_RATE, **options)
    return (
        in_stereo(audio, probe.audio)
        .filter("apad")
        .filter("atrim", end_sample=samples)
        # Timestamps are counted anew, because they jump where damaged frames are missing.
        .filter("asetpts", "N/SR/TB")
    )


def in_stereo(audio: Graph, stream: AudioStream) -> Graph:
    """Return the audio in two channels; mono is copied to both at its own level."""
    if stream.channels == 1:
        # ffmpeg's own conversion from mono lowers it by 3 dB.
        return audio.filter("channelmap", map="0|0", channel_layout="stereo")
    return audio.filter("aformat", channel_layouts="stereo")
