# SPDX-License-Identifier: Apache-2.0
"""The ffmpeg command that saves one frame of a mezzanine as an image."""

from __future__ import annotations

from pathlib import Path

import ffmpeg

from media.argv import Options, command, output
from media.normalise import UPLOAD_SCALER
from media.sizes import Size
from media.timecode import FrameRate

TO_RGB: Options = {
    "in_color_matrix": "bt709",
    "in_range": "tv",
    "out_range": "pc",
    "flags": UPLOAD_SCALER,
}

# Exports take the colours of images as they are, so the image is tagged as sRGB.
SRGB: Options = {"color_primaries": "bt709", "color_trc": "iec61966-2-1"}


def freeze_frame_argv(
    mezzanine: Path,
    target: Path,
    *,
    frame: int,
    rate: FrameRate,
    size: Size,
    holds_alpha: bool = False,
) -> list[str]:
    """Return the command that saves a frame, by its number, as a PNG of full-range RGB."""
    stored = ffmpeg.input(str(mezzanine), ss=rate.seek_text(frame))["v:0"]
    # Of a transparent video the picture on black is taken, which lies above its alpha.
    shown = stored.filter("crop", "iw", "ih/2", 0, 0) if holds_alpha else stored
    picture = (
        shown.filter("scale", size.width, size.height, **TO_RGB)
        .filter("setparams", **SRGB)
        .filter("format", "rgb24")
    )
    options: Options = {"frames:v": 1, "c:v": "png", "f": "image2", "update": 1}
    return command(output(picture, path=str(target), options=options))
