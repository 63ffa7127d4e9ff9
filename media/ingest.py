# SPDX-License-Identifier: Apache-2.0
"""The two commands that open an upload: its thumbnail and its mezzanine."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from media.argv import Options, command, output
from media.picture import exact_video, frame_count, open_upload, to_sdr
from media.probe import INGEST_FLAGS
from media.probed import Probe, VideoStream
from media.sizes import Size, fit_long_edge, fit_short_edge
from media.timecode import FrameRate

__all__ = [
    "INGEST_FLAGS",
    "MEZZANINE_RECIPE",
    "frame_count",
    "mezzanine_argv",
    "mezzanine_size",
    "thumbnail_argv",
]

MEZZANINE_RECIPE = "mezz2"
MEZZANINE_GOP = 15
THUMBNAIL_AT = Fraction(1, 5)
THUMBNAIL_EDGE = 640

BT709: Options = {
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "colorspace": "bt709",
    "color_range": "tv",
}

# JPEG files are BT.601 full range by definition, whatever the film was.
JFIF: Options = {
    "in_color_matrix": "bt709",
    "out_color_matrix": "smpte170m",
    "in_range": "tv",
    "out_range": "pc",
}


def thumbnail_argv(source: Path, target: Path, *, probe: Probe) -> list[str]:
    """One JPEG from 0.2 s into the film, or from its start when it is shorter."""
    video = probe.picture()
    seek = "0.2" if probe.playing_time > THUMBNAIL_AT + 1 / video.frame_rate else "0"
    return still_argv(source, target, video=video, seek=seek, edge=THUMBNAIL_EDGE)


def still_argv(
    source: Path, target: Path, *, video: VideoStream, edge: int, seek: str | None = None
) -> list[str]:
    """One frame as a JPEG of square pixels whose long side is at most `edge`."""
    size = fit_long_edge(Size(video.width, video.height), edge)
    stream = open_upload(source, **({"ss": seek} if seek else {}))[str(video.index)]
    picture = to_sdr(stream, video, size).filter("scale", **JFIF).filter("format", "yuvj420p")
    options: Options = {"frames:v": 1, "q:v": 3, "f": "image2", "update": 1}
    still = output(picture, path=str(target), options=options)
    return command(still, strict=False, progress=False)


def mezzanine_size(video: VideoStream, height_class: int) -> Size:
    """The mezzanine's picture: the displayed one, its short edge at most the height class."""
    return fit_short_edge(Size(video.width, video.height), height_class)


def mezzanine_argv(
    source: Path, target: Path, *, probe: Probe, rate: FrameRate, height_class: int
) -> list[str]:
    """Normalise the picture of an upload: constant rate, exactly `frame_count` frames."""
    video, frames = probe.picture(), frame_count(probe, rate)
    upload = open_upload(source)
    picture = exact_video(upload, video, rate=rate, frames=frames)
    picture = to_sdr(picture, video, mezzanine_size(video, height_class))
    film = output(picture, path=str(target), options=_mezzanine_options(rate))
    # A damaged frame in an upload costs that frame, not the upload; the packet check counts them.
    return command(film, strict=False)


def timescales(rate: FrameRate) -> Options:
    """Clocks of an MP4 file in which every frame and every sample falls on a whole tick."""
    return {
        "video_track_timescale": rate.timescale,
        "movie_timescale": rate.movie_timescale,
    }


def _mezzanine_options(rate: FrameRate) -> Options:
    return {
        "c:v": "libx264",
        "preset": "ultrafast",
        "tune": "fastdecode",
        "crf": 16,
        "g": MEZZANINE_GOP,
        "keyint_min": MEZZANINE_GOP,
        "sc_threshold": 0,
        "bf": 0,
        "threads": 1,
        **BT709,
        "r": str(rate),
        **timescales(rate),
        "movflags": "+faststart",
        "f": "mov",
    }
