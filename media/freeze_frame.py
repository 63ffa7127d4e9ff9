# SPDX-License-Identifier: Apache-2.0
"""The command that makes an image of one frame of a mezzanine."""

from __future__ import annotations

from pathlib import Path

import ffmpeg

from media.argv import Options, command, output
from media.picture import SCALER
from media.sizes import Size
from media.timecode import FrameRate

TO_RGB: Options = {
    "in_color_matrix": "bt709",
    "in_range": "tv",
    "out_range": "pc",
    "flags": SCALER,
}

# Films take the colours of images as they are, so the image says that it is sRGB.
SRGB: Options = {"color_primaries": "bt709", "color_trc": "iec61966-2-1"}


def frame_argv(film: Path, target: Path, *, frame: int, rate: FrameRate, size: Size) -> list[str]:
    """One frame as a PNG of full-range RGB, by the frame's number."""
    shown = ffmpeg.input(str(film), ss=rate.seek_text(frame))["v:0"]
    picture = (
        shown.filter("scale", size.width, size.height, **TO_RGB)
        .filter("setparams", **SRGB)
        .filter("format", "rgb24")
    )
    options: Options = {"frames:v": 1, "c:v": "png", "f": "image2", "update": 1}
    return command(output(picture, path=str(target), options=options))
