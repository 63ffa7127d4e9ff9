# SPDX-License-Identifier: Apache-2.0
"""Filters that bring the picture of any upload to exact frames of BT.709 4:2:0."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import ffmpeg

from media.alpha import DECODERS, above_alpha
from media.argv import Graph, Options
from media.frame_grid import on_grid
from media.probe import INGEST_OPTIONS
from media.sizes import Size
from media.streams import MediaProbe, VideoStream
from media.timecode import FrameRange, FrameRate, seconds_text

UPLOAD_SCALER = "bicubic+accurate_rnd+full_chroma_int+bitexact"
MATRICES = frozenset({"bt709", "smpte170m", "bt470bg", "smpte240m", "fcc", "bt2020nc", "bt2020c"})
SD_LINES = 576
_BETWEEN = 128
_SITES = {"center": (_BETWEEN, _BETWEEN), "topleft": (0, 0), "top": (_BETWEEN, 0)}
"""Where chroma was measured beside the left, across and down, in 256ths of a pixel."""
_HALVED = ("yuv420p", "yuvj420p", "yuv422p", "yuvj422p")
ONLY_STREAMS: Options = {"map_chapters": -1, "map_metadata": -1}
"""Output options without which chapters and descriptions of an upload become a text track."""

MAX_PADDING_SECONDS = Fraction(1)
"""A missing end up to this long is filled with the last frame; a longer one means damage."""

FIELD_RATE_FACTOR = Fraction(21, 20)
"""At a rate above that of the frames by this factor, more moments can be shown than frames have."""


def frame_count(probe: MediaProbe, rate: FrameRate) -> int:
    """Return the number of frames of a source at a rate: floor(duration*fps + 1/2), at least 1."""
    return max(1, rate.frame(probe.playing_time))


def open_upload(path: Path, **options: str | int | None) -> Graph:
    """Return an untrusted file as an input whose format and protocol are restricted.

    Its streams keep the clock of the file.
    """
    return ffmpeg.input(str(path), **{**INGEST_OPTIONS, **options}, copyts=None)


def open_video(path: Path, video: VideoStream, *, at: Fraction | None = None) -> Graph:
    """Return an untrusted video as an input whose frames may change their size.

    They do not begin the graph anew, unless ffmpeg turns the video: it then takes one size only.
    With `at`, in seconds of the file's clock, decoding begins at a key frame up to there.
    """
    options: dict[str, str | int | None] = {} if video.has_matrix else {"reinit_filter": 0}
    if video.has_alpha and video.codec in DECODERS:
        options |= {f"c:{video.index}": DECODERS[video.codec]}
    if at is not None:
        options |= {"ss": seconds_text(at), "seek_timestamp": 1, "noaccurate_seek": None}
    return open_upload(path, **options)


def exact_video(
    source: Graph,
    video: VideoStream,
    *,
    rate: FrameRate,
    frames: FrameRange | int,
    zero: Fraction,
    stamps: Path | None = None,
) -> Graph:
    """Return the video at a constant rate: exactly these frames, counted from the moment `zero`.

    Where decoding begins decides nothing about that: what lies before the first decoded frame is
    filled with it and left out. The time stamps of all decoded frames are written to the file
    `stamps`.
    """
    stream = source[str(video.index)]
    if stamps is not None:
        stream = stream.filter("metadata", mode="add", key="decoded", value=1)
        stream = stream.filter("metadata", mode="print", file=str(stamps))
    if not video.has_matrix:
        # What follows takes frames of one size; frames that have it pass unchanged.
        stream = stream.filter("scale", video.coded_width, video.coded_height, flags=UPLOAD_SCALER)
        stream = stream.filter("format", video.pix_fmt)
    zero += video.stamped_late
    if video.grid is not None:
        first = video.first + video.stamped_late
        stream = on_grid(stream, grid=video.grid, first=first, zero=zero)
    elif zero:
        stream = stream.filter("setpts", f"PTS-({zero.numerator}/{zero.denominator})/TB")
    stream = _progressive(stream, video, rate)
    padding = int((MAX_PADDING_SECONDS + video.last_shown) * rate.fps) + 1
    whole = stream.filter("fps", fps=str(rate), start_time=0)
    whole = whole.filter("tpad", stop_mode="clone", stop=padding)
    if isinstance(frames, int):
        return whole.filter("trim", end_frame=frames)
    if not frames.start:
        return whole.filter("trim", end_frame=frames.end)
    part = whole.filter("trim", start_frame=frames.start, end_frame=frames.end)
    return part.filter("setpts", "PTS-STARTPTS")


def _progressive(stream: Graph, video: VideoStream, rate: FrameRate) -> Graph:
    """Deinterlace: each field becomes a frame where the rate has a use for them."""
    if not video.fields:
        return stream
    every_field = rate.fps > video.frame_rate * FIELD_RATE_FACTOR
    mode = "send_field" if every_field else "send_frame"
    parity = {"top": "tff", "bottom": "bff"}[video.fields]
    return stream.filter("bwdif", mode=mode, parity=parity, deint="all")


def to_sdr(stream: Graph, video: VideoStream, size: Size) -> Graph:
    """Return the video scaled to square pixels in tagged BT.709; HDR is tone mapped."""
    is_converted = video.is_hdr or video.colour.is_wide
    if video.is_hdr:
        stream = _tone_map(stream, video)
    elif is_converted:
        stream = _narrow(stream, video)
    sites = {} if is_converted else _chroma_sites(video)
    scaled = stream.filter(
        "scale",
        size.width,
        size.height,
        flags=UPLOAD_SCALER,
        in_color_matrix="bt709" if is_converted else _matrix(video),
        out_color_matrix="bt709",
        out_range="tv",
        **sites,
    ).filter("setsar", 1)
    if sites:
        # Only between unequal samplings does ffmpeg move chroma at every size.
        scaled = scaled.filter("format", "yuv444p").filter(
            "scale", flags=UPLOAD_SCALER, out_h_chr_pos=0, out_v_chr_pos=_BETWEEN
        )
    return scaled.filter("format", "yuv420p")


def transparent(stream: Graph, video: VideoStream, size: Size) -> Graph:
    """Return transparent video scaled to square pixels of BT.709, above its alpha."""
    return above_alpha(stream, size, matrix=_matrix(video), flags=UPLOAD_SCALER)


def _matrix(video: VideoStream) -> str:
    """Return the colour matrix; untagged video is BT.709 in high definition, else BT.601."""
    if video.colour.space in MATRICES:
        return "auto"
    return "bt709" if video.coded_height > SD_LINES else "smpte170m"


def _chroma_sites(video: VideoStream) -> dict[str, int]:
    """Return where chroma is read that is not at the left, as that of H.264 and its mezzanines."""
    if video.chroma_site not in _SITES or not video.pix_fmt.startswith(_HALVED):
        return {}
    across, down = _SITES[video.chroma_site]
    sites = {"in_h_chr_pos": across, "in_v_chr_pos": down}
    return sites if "420" in video.pix_fmt else {"in_h_chr_pos": across}


def _narrow(stream: Graph, video: VideoStream) -> Graph:
    """Convert a wide gamut to BT.709; colours outside of it become its nearest ones."""
    colour, matrix = video.colour, _matrix(video)
    return stream.filter(
        "zscale",
        tin=colour.transfer or "bt709",
        pin=colour.primaries,
        min=colour.space if matrix == "auto" else matrix,
        rin=colour.range or "tv",
        t="bt709",
        p="bt709",
        m="bt709",
        r="tv",
    ).filter("format", "yuv444p10le")


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
        .filter("zscale", t="bt709", m="bt709", r="tv", chromal="left")
        .filter("format", "yuv420p")
    )
