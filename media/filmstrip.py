# SPDX-License-Identifier: Apache-2.0
"""Filmstrips: small frames of a video in one image, and a WebVTT index of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from media.argv import Graph, Options, command, output
from media.ingest import JFIF
from media.normalise import exact_video, frame_count, open_upload, to_sdr
from media.sizes import Size, fit_long_edge
from media.streams import MediaProbe, VideoStream
from media.timecode import FrameRate, nearest_listed_rate

MAX_TILES = 100
"""A filmstrip has at most so many frames, however long its video is."""

COLUMNS = 10
TILE_EDGE = 160
"""The longer edge of a tile in pixels; tiles are never enlarged."""

SHORTEST_STEP = Fraction(1, 2)
"""Seconds between two tiles, at least."""

KEY_FRAMES_ONLY_FROM = Fraction(120)
"""Of a video of so many seconds only the key frames are decoded."""


@dataclass(frozen=True, slots=True)
class Filmstrip:
    """How a video is cut into tiles: one each `step` frames, `columns` in a row."""

    rate: FrameRate
    frames: int
    step: int
    tile: Size

    @property
    def count(self) -> int:
        """The number of tiles."""
        return -(-self.frames // self.step)

    @property
    def columns(self) -> int:
        """The number of tiles in a full row."""
        return min(COLUMNS, self.count)

    @property
    def rows(self) -> int:
        """The number of rows."""
        return -(-self.count // self.columns)


def filmstrip_of(probe: MediaProbe) -> Filmstrip:
    """Return how the filmstrip of a video is cut."""
    video = probe.picture()
    rate = nearest_listed_rate(video.frame_rate)
    frames = frame_count(probe, rate)
    step = max(1, rate.frame(SHORTEST_STEP), -(-frames // MAX_TILES))
    return Filmstrip(rate, frames, step, fit_long_edge(Size(video.width, video.height), TILE_EDGE))


def filmstrip_argv(source: Path, target: Path, *, probe: MediaProbe, strip: Filmstrip) -> list[str]:
    """Return the command that saves the tiles of a video as one JPEG."""
    video = probe.picture()
    shown = exact_video(
        _open(source, probe, video), video, rate=strip.rate, frames=strip.frames, zero=probe.zero
    )
    # Where only key frames are decoded, the last one stands for all that follow it.
    whole = shown.filter("tpad", stop_mode="clone", stop=strip.frames)
    steps = whole.filter("trim", end_frame=strip.frames).filter("framestep", strip.step)
    image = (
        to_sdr(steps, video, strip.tile)
        .filter("tile", layout=f"{strip.columns}x{strip.rows}", nb_frames=strip.count)
        .filter("scale", **JFIF)
        .filter("format", "yuvj420p")
    )
    options: Options = {"frames:v": 1, "q:v": 5, "f": "image2", "update": 1}
    saved = output(image, path=str(target), options=options)
    return command(saved, strict=False, progress=False)


def filmstrip_index(strip: Filmstrip, image: str) -> str:
    """Return the WebVTT index: for each tile its time and its place in the image of this name."""
    cues = [_cue(strip, number, image) for number in range(strip.count)]
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def _cue(strip: Filmstrip, number: int, image: str) -> str:
    start = strip.rate.seconds(number * strip.step)
    end = strip.rate.seconds(min(strip.frames, (number + 1) * strip.step))
    row, column = divmod(number, strip.columns)
    width, height = strip.tile.width, strip.tile.height
    place = f"{column * width},{row * height},{width},{height}"
    return f"{_timestamp(start)} --> {_timestamp(end)}\n{image}#xywh={place}"


def _timestamp(at: Fraction) -> str:
    milliseconds = round(at * 1000)
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def _open(source: Path, probe: MediaProbe, video: VideoStream) -> Graph:
    options: dict[str, str | int] = {} if video.has_matrix else {"reinit_filter": 0}
    if probe.playing_time >= KEY_FRAMES_ONLY_FROM:
        options["skip_frame"] = "nokey"
    return open_upload(source, **options)
