# SPDX-License-Identifier: Apache-2.0
"""Filters that bring any source to exact frames of BT.709 4:2:0 and exact 48 kHz stereo."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import ffmpeg

from media.argv import Graph
from media.probe import INGEST_OPTIONS
from media.probed import AudioStream, Probe, VideoStream
from media.sizes import Size
from media.timecode import SAMPLE_RATE, FrameRate

SCALER = "bicubic+accurate_rnd+full_chroma_int+bitexact"
MATRICES = frozenset({"bt709", "smpte170m", "bt470bg", "smpte240m", "fcc", "bt2020nc", "bt2020c"})
SD_LINES = 576
# A frozen end is repaired up to this long; a longer one is a damaged file and must be seen.
MAX_REPAIR = Fraction(1)
SILENCE = f"anullsrc=r={SAMPLE_RATE}:cl=stereo"


def frame_count(probe: Probe, rate: FrameRate) -> int:
    """How many frames a source has at a rate: floor(duration*fps + 1/2), at least one."""
    return max(1, rate.frame(probe.playing_time))


def open_upload(path: Path, **options: str | int) -> Graph:
    """Describe an untrusted input, whitelists first."""
    return ffmpeg.input(str(path), **{**INGEST_OPTIONS, **options})


def exact_video(source: Graph, video: VideoStream, *, rate: FrameRate, frames: int) -> Graph:
    """Take the picture at a constant rate: exactly `frames` of them, the last one repeated."""
    stream = source[str(video.index)]
    if video.late == 0:
        stream = stream.filter("setpts", "PTS-STARTPTS")
    repair = int(MAX_REPAIR * rate.fps) + 1
    return (
        stream.filter("fps", fps=str(rate), start_time=0)
        .filter("tpad", stop_mode="clone", stop=repair)
        .filter("trim", end_frame=frames)
    )


def to_sdr(stream: Graph, video: VideoStream, size: Size) -> Graph:
    """Scale to a size of square pixels in tagged BT.709, tone mapping HDR on the way."""
    if video.is_hdr:
        stream = _tone_map(stream, video)
    return (
        stream.filter(
            "scale",
            size.width,
            size.height,
            flags=SCALER,
            in_color_matrix="bt709" if video.is_hdr else _matrix(video),
            out_color_matrix="bt709",
            out_range="tv",
        )
        .filter("setsar", 1)
        .filter("format", "yuv420p")
    )


def _matrix(video: VideoStream) -> str:
    """Untagged video is BT.709 when it is high definition and BT.601 when it is not."""
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


def exact_audio(source: Graph, probe: Probe, samples: int) -> Graph:
    """The sound as exactly so many stereo samples, silence where the source has none."""
    if probe.audio is None:
        return ffmpeg.input(SILENCE, f="lavfi").filter("atrim", end_sample=samples)
    # "async" keeps the sound on its timestamps where a recording has gaps.
    options = {"async": 1000, "first_pts": 0}
    sound = source[str(probe.audio.index)].filter("aresample", SAMPLE_RATE, **options)
    return (
        in_stereo(sound, probe.audio)
        .filter("apad")
        .filter("atrim", end_sample=samples)
        # Where damaged frames are missing the clock would jump, and the file would lie about it.
        .filter("asetpts", "N/SR/TB")
    )


def in_stereo(sound: Graph, facts: AudioStream) -> Graph:
    """The sound in two channels; a single one is heard from both as loud as it is."""
    if facts.channels == 1:
        # ffmpeg's own way takes 3 dB from it, which a voice beside music in stereo would lack.
        return sound.filter("channelmap", map="0|0", channel_layout="stereo")
    return sound.filter("aformat", channel_layouts="stereo")
