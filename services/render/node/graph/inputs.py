# SPDX-License-Identifier: Apache-2.0
"""The inputs of a chunk's graph: mezzanines, pictures, text images and plain colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg

from media.alpha import straightened, with_alpha
from media.argv import Graph
from media.encoder_profile import EncoderProfile
from media.text_image_file import InkBox
from media.timecode import FrameRange, FrameRate
from timeline.spec.clip_segments import ColorFill, PictureFill, RootFill
from timeline.spec.crop import Crop, Rect
from timeline.spec.layers import Border
from timeline.spec.stretches import StretchPart, stretch_parts

GRAPH_SCALER = "bicubic+accurate_rnd+bitexact"
PICTURE_SCALER = "lanczos+accurate_rnd+bitexact"
TO_BT709 = {"out_color_matrix": "bt709", "out_range": "tv"}
BT709 = {"range": "tv", "color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}
"""What the header of a mezzanine says of its frames."""

_MORE_PACKETS = 16
_SPARE = 2


@dataclass(frozen=True, slots=True)
class MezzanineFrames:
    """Frames of a mezzanine; those with alpha are on black and become visible through `scaled`."""

    video: Graph
    has_alpha: bool


class Inputs:
    """Opens the inputs of one graph; `transparent` are the keys of stretches with alpha.

    `upload` has the frames of the only clip, where they are not read from stretches.
    """

    def __init__(
        self,
        profile: EncoderProfile,
        sources: Mapping[str, Path],
        boxes: Mapping[str, InkBox],
        transparent: frozenset[str] = frozenset(),
        upload: MezzanineFrames | None = None,
    ) -> None:
        self.profile = profile
        self._upload = upload
        self._transparent = transparent
        self._sources = sources
        self._boxes = boxes
        self._opened = 0

    def mezzanine(
        self, key: str, *, first: int, n_frames: int, source_frames: int
    ) -> MezzanineFrames:
        """Consecutive frames of a mezzanine; behind its end the last frame is repeated."""
        rate = self.profile.rate
        shown = FrameRange(first, first + n_frames)
        parts = stretch_parts(key, shown, source_frames=source_frames, rate=rate)
        has_alpha = parts[0].key in self._transparent
        if self._upload is not None:
            has_alpha = self._upload.has_alpha
            video = self._upload.video.filter("setparams", **BT709)
        elif len(parts) == 1:
            video = self._stretch(parts[0])
        else:
            video = ffmpeg.concat(*(self._exact_stretch(part) for part in parts), v=1, a=0)
        padding = n_frames - sum(len(part.frames) for part in parts)
        if padding:
            video = video.filter("tpad", stop_mode="clone", stop=padding)
        video = with_alpha(video) if has_alpha else video
        return MezzanineFrames(counted(video.filter("trim", end_frame=n_frames), rate), has_alpha)

    def _stretch(self, part: StretchPart) -> Graph:
        seek = self.profile.rate.seek_text(part.frames.start)
        return self._open(str(self._sources[part.key]), ss=seek)

    def _exact_stretch(self, part: StretchPart) -> Graph:
        frames = self._stretch(part).filter("trim", end_frame=len(part.frames))
        return counted(frames, self.profile.rate)

    def picture(self, key: str, crop: Crop, border: Border | None = None) -> Graph:
        """One frame of the visible part of a picture, in straight RGB with alpha."""
        picture = _fitted(self._open(str(self._sources[key])), crop)
        picture = picture.filter("unpremultiply", inplace=1)
        if border is not None:
            around = border.width
            picture = picture.filter(
                "pad",
                crop.width + 2 * around,
                crop.height + 2 * around,
                around,
                around,
                color=f"0x{border.color[1:]}",
            )
        return _cropped(picture, Rect(crop.x, crop.y, crop.rect.width, crop.rect.height))

    def text_image(self, key: str, *, x: int, y: int) -> tuple[Graph, Rect]:
        """One frame of a text image, and its rectangle in the frame for an anchor at (x, y)."""
        ink = self._boxes[key]
        left, top = x + ink.x, y + ink.y
        # Offsets and lengths are even; otherwise the chroma would be beside the letters. Two more
        # pixels are empty: in the last ones, chroma is mixed by the alpha of one pixel of four.
        width, height = _even(ink, left, top)
        rect = Rect(left - left % 2, top - top % 2, width + _SPARE, height + _SPARE)
        text = self._open(str(self._sources[key])).filter("format", "gbrap")
        padded = text.filter("pad", rect.width, rect.height, left % 2, top % 2, color="black@0")
        return padded, rect

    def plain(self, color: str, width: int, height: int) -> Graph:
        """One frame of a colour in RGB."""
        name = f"color=c=0x{color[1:]}:s={width}x{height}:r={self.profile.rate},format=gbrap"
        return self._open(name, f="lavfi").filter("trim", end_frame=1)

    def background(self, fill: RootFill) -> Graph:
        """One frame of a background, as large as the frame."""
        if isinstance(fill, PictureFill):
            # Premultiplied and without its alpha, a picture is on black.
            picture = _fitted(self._open(str(self._sources[fill.picture])), fill.crop)
            visible = Rect(fill.crop.x, fill.crop.y, fill.crop.rect.width, fill.crop.rect.height)
            return as_video(_cropped(picture, visible).filter("format", "gbrp"))
        return as_video(self.plain(fill.color, self.profile.width, self.profile.height))

    def background_frames(self, fill: ColorFill | PictureFill, n_frames: int) -> Graph:
        """Repeated frames of a background."""
        return repeated(self.background(fill), n_frames, self.profile.rate)

    def _open(self, name: str, **options: Any) -> Graph:  # Any: ffmpeg's own options.
        # Equal nodes would be one node to ffmpeg-python; the number keeps them apart.
        # One thread a decoder: a node is filled by its slots, and threads would hold more frames.
        queue = {"threads": 1, "thread_queue_size": _MORE_PACKETS + self._opened}
        self._opened += 1
        return ffmpeg.input(name, **options, **queue)["v:0"]


def _even(ink: InkBox, left: int, top: int) -> tuple[int, int]:
    width, height = ink.width + left % 2, ink.height + top % 2
    return width + width % 2, height + height % 2


def _fitted(picture: Graph, crop: Crop) -> Graph:
    """The needed part of a picture at its size, premultiplied so that hidden colours vanish."""
    return (
        _cropped(picture, crop.source)
        .filter("format", "gbrap")
        .filter("premultiply", inplace=1)
        .filter("scale", crop.width, crop.height, flags=PICTURE_SCALER)
    )


def _cropped(picture: Graph, part: Rect) -> Graph:
    return picture.filter("crop", part.width, part.height, part.x, part.y, exact=1)


def as_video(picture: Graph, pixels: str = "yuv420p") -> Graph:
    """Convert a picture to BT.709 video."""
    return (
        picture.filter("scale", flags=GRAPH_SCALER, **TO_BT709)
        .filter("setsar", 1)
        .filter("format", pixels)
    )


def repeated(frame: Graph, n_frames: int, rate: FrameRate) -> Graph:
    """Loop one frame; the filters before the loop run once."""
    frames = frame.filter("loop", loop=-1, size=1).filter("trim", end_frame=n_frames)
    return counted(frames, rate)


def counted(stream: Graph, rate: FrameRate, *, first: int = 0) -> Graph:
    """Set the times of frames from their numbers, so that no rounded time remains."""
    number = f"N+{first}" if first else "N"
    return stream.filter("settb", f"{rate.den}/{rate.num}").filter("setpts", number)


def scaled(frames: MezzanineFrames, width: int, height: int) -> Graph:
    """Scale frames to a size in pixels; what lies behind them is seen where they have alpha."""
    video = frames.video.filter("scale", width, height, flags=GRAPH_SCALER).filter("setsar", 1)
    return straightened(video) if frames.has_alpha else video.filter("format", "yuv420p")


def thousandths(value: int) -> str:
    """Write a number of thousandths as a decimal."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    return f"{sign}{value // 1000}.{value % 1000:03d}"
