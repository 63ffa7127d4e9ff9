# SPDX-License-Identifier: Apache-2.0
"""The ffmpeg command that draws one frame of an export as an image."""

from __future__ import annotations

from pathlib import Path

from media.argv import Graph, Options, command, output
from media.freeze_frame import SRGB, TO_RGB
from media.normalise import ONLY_STREAMS


def frame_image_argv(picture: Graph, target: Path, *, reads_upload: bool = False) -> list[str]:
    """Return the command that writes a graph of one frame in BT.709 as a PNG of full-range RGB.

    Of an upload a damaged frame is replaced, as it is in chunks.
    """
    shown = picture.filter("scale", **TO_RGB).filter("setparams", **SRGB).filter("format", "rgb24")
    options: Options = {
        "frames:v": 1,
        "c:v": "png",
        "f": "image2",
        "update": 1,
        **(ONLY_STREAMS if reads_upload else {}),
    }
    return command(output(shown, path=str(target), options=options), strict=not reads_upload)
