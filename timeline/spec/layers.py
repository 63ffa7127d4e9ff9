# SPDX-License-Identifier: Apache-2.0
"""What lies over the base, in frames and pixels, and how a chunk cuts its share out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from timeline.plan.geometry import Cut, Rect


@dataclass(frozen=True, slots=True)
class Ramp:
    """A fade or a move: where it starts, counted from its layer's first frame, and its length."""

    start: int
    length: int

    def moved(self, frames: int) -> Ramp:
        """The same ramp, counted from a later first frame."""
        return replace(self, start=self.start - frames)

    def meets(self, n_frames: int) -> bool:
        """Whether any of the first frames of its layer is on the ramp."""
        return self.start < n_frames and self.start + self.length > 0


@dataclass(frozen=True, slots=True)
class Slide:
    """A way across the frame, between two left edges of the picture."""

    ramp: Ramp
    from_x: int
    to_x: int
    easing: Literal["slowing", "speeding"]
    kind: Literal["slide"] = "slide"


@dataclass(frozen=True, slots=True)
class Reveal:
    """A picture that unfolds from a fifth of its size about its middle."""

    ramp: Ramp
    kind: Literal["reveal"] = "reveal"


Motion = Slide | Reveal


@dataclass(frozen=True, slots=True)
class Look:
    """How a layer covers what is below it: opacity in thousandths, and its fades."""

    opacity_milli: int = 1000
    fade_in: Ramp | None = None
    fade_out: Ramp | None = None

    def seen(self, skipped: int, n_frames: int) -> Look:
        """What is left of it when only some frames of the layer are seen."""
        return replace(
            self,
            fade_in=_seen(self.fade_in, skipped, n_frames),
            fade_out=_seen(self.fade_out, skipped, n_frames),
        )


def _seen(ramp: Ramp | None, skipped: int, n_frames: int) -> Ramp | None:
    moved = ramp and ramp.moved(skipped)
    return moved if moved and moved.meets(n_frames) else None


OPAQUE = Look()


@dataclass(frozen=True, slots=True)
class Border:
    """A ring of one colour inside the edge of a box."""

    width: int
    color: str


@dataclass(frozen=True, slots=True)
class PictureLayer:
    """A normalised picture in a box; the border lies in the box and around the picture."""

    picture: str
    cut: Cut
    start: int
    n_frames: int
    look: Look = OPAQUE
    border: Border | None = None
    motion: Motion | None = None
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class TextImageLayer:
    """Text that was drawn; its ink lies beside the anchor where the raster's own file says."""

    text_image: str
    x: int
    y: int
    start: int
    n_frames: int
    look: Look = OPAQUE
    kind: Literal["raster"] = "raster"


@dataclass(frozen=True, slots=True)
class PlainLayer:
    """A box of one colour."""

    color: str
    rect: Rect
    start: int
    n_frames: int
    look: Look = OPAQUE
    kind: Literal["plain"] = "plain"


@dataclass(frozen=True, slots=True)
class VideoLayer:
    """Consecutive frames of one mezzanine in a box; behind source_frames the last one is held."""

    mezzanine: str
    source_frames: int
    in_frame: int
    box: Rect
    rect: Rect
    start: int
    n_frames: int
    kind: Literal["film"] = "film"


Layer = PictureLayer | TextImageLayer | PlainLayer | VideoLayer


def share(layer: Layer, *, start: int, n_frames: int) -> Layer | None:
    """What a stretch of the film shows of a layer, counted from the stretch's first frame."""
    first = max(layer.start, start)
    seen = min(layer.start + layer.n_frames, start + n_frames) - first
    if seen <= 0:
        return None
    skipped = first - layer.start
    part: Layer = replace(layer, start=first - start, n_frames=seen)
    if isinstance(part, VideoLayer):
        return replace(part, in_frame=part.in_frame + skipped)
    part = replace(part, look=part.look.seen(skipped, seen))
    if isinstance(part, PictureLayer) and part.motion is not None:
        motion = replace(part.motion, ramp=part.motion.ramp.moved(skipped))
        return replace(part, motion=motion)
    return part
