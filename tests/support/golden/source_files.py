# SPDX-License-Identifier: Apache-2.0
"""The files of the golden sources, made with ffmpeg and Pillow."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from PIL import Image

from tests.support.golden.rules import nearest
from tests.support.golden.sources import Colour, PictureSource, Source, VideoSource
from tests.support.media.barcode import BOX, COLUMNS, ROWS, barcode_expression
from tests.support.media.ffmpeg import run
from tests.support.media.once import make_once

BT709 = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"]


def make_source(source: Source, folder: Path) -> Path:
    """Return the file of a source, which is made once."""
    suffix = "mp4" if isinstance(source, VideoSource) else "png"
    path = folder / f"{source.upload_id}.{suffix}"
    if not path.exists():
        if isinstance(source, VideoSource):
            _film(source, path)
        else:
            _make_picture(source, path)
    return path


def _film(video: VideoSource, path: Path) -> None:
    luma, blue, red = _codes(video.colour)
    size, fps = f"{video.width}x{video.height}", video.fps
    left, top, wide, tall = BOX
    place = f"x={round(left * video.width)}:y={round(top * video.height)}"
    code = barcode_expression(video.upload_id)
    graph = (
        f"color=s={size}:r={fps},format=yuv420p,lutyuv=y={luma}:u={blue}:v={red}[back];"
        f"color=c=black:s={COLUMNS}x{ROWS}:r={fps},format=yuv444p,geq=lum='{code}':cb=128:cr=128,"
        f"scale={round(wide * video.width)}:{round(tall * video.height)}:flags=neighbor,"
        f"format=yuv420p[code];[back][code]overlay={place}[v]"
    )
    argv = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-filter_complex", graph, "-map", "[v]"]
    argv += ["-frames:v", str(video.frames), "-c:v", "libx264", "-preset", "ultrafast"]
    argv += ["-crf", "10", *BT709, "-color_range", "tv", "-r", fps]
    make_once(path, argv, lambda target: run([*argv, str(target)]))


def _codes(colour: Colour) -> tuple[int, int, int]:
    """Return a colour as BT.709 in limited range."""
    red, green, blue = (Fraction(part, 255) for part in colour)
    luma = Fraction("0.2126") * red + Fraction("0.7152") * green + Fraction("0.0722") * blue
    from_blue = (blue - luma) / Fraction("1.8556")
    from_red = (red - luma) / Fraction("1.5748")
    return nearest(16 + 219 * luma), nearest(128 + 224 * from_blue), nearest(128 + 224 * from_red)


def _make_picture(picture: PictureSource, path: Path) -> None:
    image = Image.new("RGBA", (picture.width, picture.height), (0, 0, 0, 0))
    for area in picture.areas:
        left, right = (nearest(edge * picture.width) for edge in (area.left, area.right))
        top, bottom = (nearest(edge * picture.height) for edge in (area.top, area.bottom))
        image.paste((*area.colour, nearest(area.alpha * 255)), (left, top, right, bottom))
    image.save(path)
