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
from media.mezzanine_encoding import (
    APPENDABLE,
    edit_proxy_options,
    mezzanine_options,
    timescales,
)
from media.normalise import (
    exact_video,
    frame_count,
    open_upload,
    open_video,
    to_sdr,
    transparent,
)
from media.sizes import EDIT_PROXY_SHORT_EDGE, Size, fit_long_edge, fit_short_edge
from media.streams import MediaProbe, VideoStream
from media.timecode import FrameRange, FrameRate, nearest_listed_rate

THUMBNAIL_AT = Fraction(1, 5)
THUMBNAIL_EDGE = 640

# JPEG files are BT.601 full range by definition.
JFIF: Options = {
    "in_color_matrix": "bt709",
    "out_color_matrix": "smpte170m",
    "in_range": "tv",
    "out_range": "pc",
}


@dataclass(frozen=True, slots=True)
class MezzaninePart:
    """Frames of the mezzanine of a source at a rate; its short edge is at most the height class.

    The smallest height class is that of edit proxies, which browsers play.
    """

    rate: FrameRate
    height_class: int
    frames: FrameRange

    @property
    def is_edit_proxy(self) -> bool:
        """Whether people see these frames in a browser, and no export is made from them."""
        return self.height_class == EDIT_PROXY_SHORT_EDGE


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
    mezzanine = output(picture, path=str(target), options=_encoding(probe.picture(), part))
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
    options = _encoding(probe.picture(), part)
    moved = ("movflags", *timescales(part.rate), "f")
    inner = ":".join(f"{name}={options[name]}" for name in moved[:-1])
    boundaries = [end - ends[0] for end in ends[1:-1]]
    options = {name: value for name, value in options.items() if name not in moved} | {
        "f": "segment",
        "segment_format": options["f"],
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
    keeps_alpha = video.has_alpha and not part.is_edit_proxy
    return (transparent if keeps_alpha else to_sdr)(picture, video, size)


def _encoding(video: VideoStream, part: MezzaninePart) -> Options:
    """Return the options with which a stretch is encoded."""
    if part.is_edit_proxy:
        return {**edit_proxy_options(part.rate), "movflags": APPENDABLE}
    return {**mezzanine_options(part.rate), **(MARKED if video.has_alpha else {})}
