# SPDX-License-Identifier: Apache-2.0
"""The ffmpeg commands that make an upload's thumbnail, poster and mezzanine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

from media.alpha import MARKED
from media.argv import Graph, Options, command, output
from media.normalise import (
    ONLY_STREAMS,
    exact_video,
    frame_count,
    open_upload,
    open_video,
    to_sdr,
    transparent,
)
from media.sizes import MEZZANINE_CRF, Size, fit_long_edge, fit_short_edge
from media.streams import MediaProbe, VideoStream
from media.timecode import FrameRange, FrameRate, nearest_listed_rate

MEZZANINE_GOP = 15
THUMBNAIL_AT = Fraction(1, 5)
THUMBNAIL_EDGE = 640

BT709_TAGS: Options = {
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "colorspace": "bt709",
    "color_range": "tv",
}

# JPEG files are BT.601 full range by definition.
JFIF: Options = {
    "in_color_matrix": "bt709",
    "out_color_matrix": "smpte170m",
    "in_range": "tv",
    "out_range": "pc",
}


@dataclass(frozen=True, slots=True)
class MezzaninePart:
    """Frames of the mezzanine of a source at a rate; its short edge is at most the height class."""

    rate: FrameRate
    height_class: int
    frames: FrameRange


@dataclass(frozen=True, slots=True)
class EnteredAt:
    """Where a file is entered, in seconds of its clock.

    The time stamps of the frames that are decoded from there on are written to the file `stamps`.
    """

    at: Fraction
    stamps: Path


def thumbnail_argv(source: Path, target: Path, *, probe: MediaProbe) -> list[str]:
    """Return the command that saves a JPEG of the frame at 0.2 s, of a shorter video the last."""
    return frame_still_argv(source, target, probe=probe, at=THUMBNAIL_AT, edge=THUMBNAIL_EDGE)


def frame_still_argv(
    source: Path, target: Path, *, probe: MediaProbe, at: Fraction, edge: int
) -> list[str]:
    """Return the command that saves the frame shown `at` seconds as a JPEG, as `still_argv` does.

    It decodes from the start, because not every file can be entered in its middle.
    """
    video = probe.picture()
    rate = nearest_listed_rate(video.frame_rate)
    frame = min(rate.frame(at), frame_count(probe, rate) - 1)
    opened, only = open_video(source, video), FrameRange(frame, frame + 1)
    shown = exact_video(opened, video, rate=rate, frames=only, zero=probe.zero)
    return _still_argv(shown, target, video=video, edge=edge)


def still_argv(source: Path, target: Path, *, video: VideoStream, edge: int) -> list[str]:
    """Return the command that saves an image as a JPEG of at most `edge` pixels a side."""
    return _still_argv(open_upload(source)[str(video.index)], target, video=video, edge=edge)


def _still_argv(stream: Graph, target: Path, *, video: VideoStream, edge: int) -> list[str]:
    size = fit_long_edge(Size(video.width, video.height), edge)
    picture = to_sdr(stream, video, size).filter("scale", **JFIF).filter("format", "yuvj420p")
    options: Options = {"frames:v": 1, "q:v": 3, "f": "image2", "update": 1}
    still = output(picture, path=str(target), options=options)
    return command(still, strict=False, progress=False)


def mezzanine_size(video: VideoStream, height_class: int) -> Size:
    """Return the displayed size, scaled so that its short edge is at most the height class."""
    return fit_short_edge(Size(video.width, video.height), height_class)


def mezzanine_argv(
    source: Path, target: Path, *, probe: MediaProbe, rate: FrameRate, height_class: int
) -> list[str]:
    """Return the command that makes a mezzanine: constant rate, exactly `frame_count` frames."""
    whole = MezzaninePart(rate, height_class, FrameRange(0, frame_count(probe, rate)))
    return stretch_argv(source, target, probe=probe, part=whole)


def stretch_argv(
    source: Path,
    target: Path,
    *,
    probe: MediaProbe,
    part: MezzaninePart,
    entered: EnteredAt | None = None,
) -> list[str]:
    """Return the command that makes some frames of a mezzanine.

    They are the same frames wherever decoding begins: at the start, or where the file is entered.
    """
    picture = normalised(source, probe=probe, part=part, entered=entered)
    options = {**_mezzanine_options(part.rate), **(MARKED if probe.picture().has_alpha else {})}
    mezzanine = output(picture, path=str(target), options=options)
    # A damaged frame is replaced, so that the upload can be used; the packet check counts them.
    return command(mezzanine, strict=False)


def stretches_argv(
    source: Path, pattern: Path, *, probe: MediaProbe, part: MezzaninePart, lengths: Sequence[int]
) -> list[str]:
    """Return the command that makes consecutive stretches; the file is decoded from its start.

    `part` is the first of them, `lengths` are theirs in frames. `pattern` is the name of the files
    with %d for the number of a stretch, counted from 0.
    """
    ends = list(accumulate(lengths, initial=part.frames.start))
    whole = MezzaninePart(part.rate, part.height_class, FrameRange(ends[0], ends[-1]))
    picture = normalised(source, probe=probe, part=whole)
    options = {**_mezzanine_options(part.rate), **(MARKED if probe.picture().has_alpha else {})}
    moved = ("movflags", *timescales(part.rate), "f")
    inner = ":".join(f"{name}={options[name]}" for name in moved[:-1])
    boundaries = [end - ends[0] for end in ends[1:-1]]
    options = {name: value for name, value in options.items() if name not in moved} | {
        "f": "segment",
        "segment_format": "mov",
        "segment_format_options": inner,
        "reset_timestamps": 1,
        "segment_frames": ",".join(map(str, boundaries or [ends[-1] - ends[0]])),
        "force_key_frames": f"expr:eq(mod(n,{lengths[0]}),0)",
    }
    return command(output(picture, path=str(pattern), options=options), strict=False)


def normalised(
    source: Path, *, probe: MediaProbe, part: MezzaninePart, entered: EnteredAt | None = None
) -> Graph:
    """Return the frames of an upload that a mezzanine is encoded from."""
    video = probe.picture()
    picture = exact_video(
        open_video(source, video, at=entered.at if entered else None),
        video,
        rate=part.rate,
        frames=part.frames,
        zero=probe.zero,
        stamps=entered.stamps if entered else None,
    )
    size = mezzanine_size(video, part.height_class)
    return (transparent if video.has_alpha else to_sdr)(picture, video, size)


def timescales(rate: FrameRate) -> Options:
    """Return the timescales of an MP4 file in which every frame and sample has a whole tick."""
    return {
        "video_track_timescale": rate.timescale,
        "movie_timescale": rate.movie_timescale,
    }


def _mezzanine_options(rate: FrameRate) -> Options:
    return {
        "c:v": "libx264",
        "preset": "ultrafast",
        "tune": "fastdecode",
        "crf": MEZZANINE_CRF,
        "g": MEZZANINE_GOP,
        "keyint_min": MEZZANINE_GOP,
        "sc_threshold": 0,
        "bf": 0,
        "threads": 1,
        **BT709_TAGS,
        "r": str(rate),
        **timescales(rate),
        "movflags": "+faststart",
        "f": "mov",
        **ONLY_STREAMS,
    }
