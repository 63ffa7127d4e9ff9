# SPDX-License-Identifier: Apache-2.0
"""The storyboard of a stream: a filmstrip of its key frames, which players show while seeking."""

from __future__ import annotations

from pathlib import Path

import ffmpeg

from media.argv import Options, command, output
from media.filmstrip import MAX_TILES, Filmstrip
from media.ingest import JFIF
from media.sizes import Size, fit_long_edge
from media.timecode import FrameRate

SPRITE_NAME, STORYBOARD_NAME = "storyboard.jpg", "storyboard.vtt"
STORYBOARD_EDGE = 192
"""The longer edge of a tile in pixels."""


def storyboard_of(rate: FrameRate, frames: int, picture: Size) -> Filmstrip:
    """Return the tiles of a stream whose smallest rendition has this size, two seconds apart."""
    step = max(rate.keyframe_interval, -(-frames // MAX_TILES))
    return Filmstrip(rate, frames, step, fit_long_edge(picture, STORYBOARD_EDGE))


def storyboard_argv(track: Path, target: Path, strip: Filmstrip) -> list[str]:
    """Return the command that saves the tiles; it decodes only the key frames of a track."""
    frames = ffmpeg.input(str(track), skip_frame="nokey")["v:0"]
    # Without `pass` the last key frame, which is shown for a moment only, would be left out.
    fps = strip.rate.fps / strip.step
    # Rounded down, a tile shows a key frame of its own seconds wherever they have one.
    frames = frames.filter("fps", fps=fps, start_time=0, round="down", eof_action="pass")
    # The last key frame stands for all that follow it.
    frames = frames.filter("tpad", stop_mode="clone", stop=strip.count)
    frames = frames.filter("trim", end_frame=strip.count)
    frames = frames.filter("scale", strip.tile.width, strip.tile.height, **JFIF)
    frames = frames.filter("setsar", 1).filter("format", "yuvj420p")
    tiled = frames.filter("tile", layout=f"{strip.columns}x{strip.rows}", nb_frames=strip.count)
    options: Options = {"frames:v": 1, "q:v": 5, "f": "image2", "update": 1}
    return command(output(tiled, path=str(target), options=options), progress=False)
