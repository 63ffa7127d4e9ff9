# SPDX-License-Identifier: Apache-2.0
"""Layers over the base track, in frames and pixels, and the part of one that a chunk shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from timeline.spec.crop import Crop, Rect


@dataclass(frozen=True, slots=True)
class Ramp:
    """The frames of a fade or a movement: its first one, counted from the layer's, and how many.

    The first frame is negative when the ramp begins before the chunk.
    """

    start: int
    length: int

    def moved(self, frames: int) -> Ramp:
        """Return the same ramp counted from a first frame that is so many frames later."""
        return replace(self, start=self.start - frames)

    def meets(self, n_frames: int) -> bool:
        """Return whether any of the first `n_frames` frames of the layer is on the ramp."""
        return self.start < n_frames and self.start + self.length > 0


@dataclass(frozen=True, slots=True)
class Slide:
    """A horizontal movement of a picture between two positions of its left edge in pixels."""

    ramp: Ramp
    from_x: int
    to_x: int
    easing: Literal["slowing", "speeding"]
    kind: Literal["slide"] = "slide"


@dataclass(frozen=True, slots=True)
class Reveal:
    """The enlargement of a picture about its centre from a fifth of its size."""

    ramp: Ramp
    kind: Literal["reveal"] = "reveal"


LayerMotion = Slide | Reveal


@dataclass(frozen=True, slots=True)
class LayerOpacity:
    """The opacity of a layer in thousandths, and the ramps over which it fades in and out."""

    level_milli: int = 1000
    fade_in: Ramp | None = None
    fade_out: Ramp | None = None

    def in_range(self, first: int, n_frames: int) -> LayerOpacity:
        """Return the opacity of `n_frames` frames of the layer from frame `first` on."""
        return replace(
            self,
            fade_in=_ramp_in_range(self.fade_in, first, n_frames),
            fade_out=_ramp_in_range(self.fade_out, first, n_frames),
        )


def _ramp_in_range(ramp: Ramp | None, first: int, n_frames: int) -> Ramp | None:
    moved = ramp and ramp.moved(first)
    return moved if moved and moved.meets(n_frames) else None


OPAQUE = LayerOpacity()


@dataclass(frozen=True, slots=True)
class Border:
    """A frame of one colour inside the edges of a box; the width is in pixels."""

    width: int
    color: str


@dataclass(frozen=True, slots=True)
class PictureLayer:
    """A picture in a box; a border lies in the box and around the picture."""

    picture: str
    crop: Crop
    start: int
    n_frames: int
    opacity: LayerOpacity = OPAQUE
    border: Border | None = None
    motion: LayerMotion | None = None
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class TextImageLayer:
    """A text image whose anchor lies at x and y; its file says how far from there it lies."""

    text_image: str
    x: int
    y: int
    start: int
    n_frames: int
    opacity: LayerOpacity = OPAQUE
    kind: Literal["text_image"] = "text_image"


@dataclass(frozen=True, slots=True)
class ColorLayer:
    """A rectangle of one colour."""

    color: str
    rect: Rect
    start: int
    n_frames: int
    opacity: LayerOpacity = OPAQUE
    kind: Literal["color"] = "color"


@dataclass(frozen=True, slots=True)
class VideoLayer:
    """Consecutive frames of one mezzanine, scaled to `box`, of which `rect` lies in the frame.

    After the last of its `source_frames` that last frame is repeated.
    """

    mezzanine: str
    source_frames: int
    in_frame: int
    box: Rect
    rect: Rect
    start: int
    n_frames: int
    kind: Literal["video"] = "video"


Layer = PictureLayer | TextImageLayer | ColorLayer | VideoLayer


def layer_in_range(layer: Layer, *, start: int, n_frames: int) -> Layer | None:
    """Return the part of a layer that a range of frames shows, or None if it shows none of it.

    The part counts its frames from the first frame of the range.
    """
    first = max(layer.start, start)
    length = min(layer.start + layer.n_frames, start + n_frames) - first
    if length <= 0:
        return None
    skipped = first - layer.start
    part: Layer = replace(layer, start=first - start, n_frames=length)
    if isinstance(part, VideoLayer):
        return replace(part, in_frame=part.in_frame + skipped)
    part = replace(part, opacity=part.opacity.in_range(skipped, length))
    if isinstance(part, PictureLayer) and part.motion is not None:
        motion = replace(part.motion, ramp=part.motion.ramp.moved(skipped))
        return replace(part, motion=motion)
    return part
