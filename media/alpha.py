# SPDX-License-Identifier: Apache-2.0
"""Transparent video in mezzanines: the picture on black, and below it, as grey, its alpha.

Codecs that are quick to decode have no alpha; a frame of twice the height holds both.
"""

from __future__ import annotations

import struct
from pathlib import Path

import ffmpeg

from media.argv import Graph, Options
from media.sizes import Size

ALPHA_FORMATS = ("yuva", "gbrap", "argb", "rgba", "abgr", "bgra", "ya8", "ya16")
"""How the names of pixel formats with alpha begin."""

DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""The decoders that read the alpha of WebM, which ffmpeg's own ones leave out."""

_MARK = "picture-above-alpha"
MARKED: Options = {"metadata:s:v:0": f"handler_name={_MARK}"}
"""The output option that says in a mezzanine's header that it holds alpha."""

_BOX = struct.Struct(">I4s")
_LIMITED, _FULL = {"in_range": "pc", "out_range": "tv"}, {"in_range": "tv", "out_range": "pc"}


def above_alpha(stream: Graph, size: Size, *, matrix: str, flags: str) -> Graph:
    """Return a picture with straight alpha scaled, on black, above its alpha in one frame."""
    scaled = (
        stream.filter("scale", flags=flags, in_color_matrix=matrix)
        .filter("format", "gbrap")
        .filter("premultiply", inplace=1)
        .filter("scale", size.width, size.height, flags=flags)
        .filter("setsar", 1)
        .filter("format", "gbrap")
        .split()
    )
    colours = scaled[0].filter("format", "gbrp")
    colours = colours.filter("scale", flags=flags, out_color_matrix="bt709", out_range="tv")
    alpha = scaled[1].filter("alphaextract").filter("scale", flags=flags, **_LIMITED)
    both = ffmpeg.filter(
        [colours.filter("format", "yuv420p"), alpha.filter("format", "yuv420p")], "vstack"
    )
    return both.filter("setparams", range="tv")


def with_alpha(stream: Graph) -> Graph:
    """Return what `above_alpha` has put into one frame: the picture on black, with its alpha."""
    # Without a fixed format, ffmpeg would make both halves grey, as the alpha is.
    both = stream.filter("format", "yuv420p").split()
    colours = both[0].filter("crop", "iw", "ih/2", 0, 0)
    alpha = both[1].filter("crop", "iw", "ih/2", 0, "ih/2")
    alpha = alpha.filter("scale", **_FULL).filter("format", "gray")
    return ffmpeg.filter([colours, alpha], "alphamerge").filter("format", "yuva420p")


def straightened(stream: Graph) -> Graph:
    """Return a picture on black with its alpha as one that other pictures can be seen through."""
    whole = stream.filter("format", "yuva444p").filter("unpremultiply", inplace=1)
    return whole.filter("format", "yuva420p")


def holds_alpha(mezzanine: Path) -> bool:
    """Whether the header of a mezzanine, or of a part of one, says that it holds alpha."""
    with mezzanine.open("rb") as file:
        while len(head := file.read(_BOX.size)) == _BOX.size:
            length, name = _BOX.unpack(head)
            if name == b"moov":
                return _MARK.encode() in file.read(length - _BOX.size)
            if name == b"mdat" or length < _BOX.size:
                return False
            file.seek(length - _BOX.size, 1)
    return False
