# SPDX-License-Identifier: Apache-2.0
"""What a chunk shows one after the other, and what stands behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.plan.geometry import Cut, Rect


@dataclass(frozen=True, slots=True)
class ColorFill:
    """A plain background; the colour is #rrggbb in lower case, sRGB."""

    color: str
    kind: Literal["color"] = "color"


@dataclass(frozen=True, slots=True)
class BlurFill:
    """The picture itself as background: covering a small frame, blurred there, then enlarged.

    The small frame is width x height; sigma counts its pixels; all three numbers are thousandths.
    """

    width: int
    height: int
    sigma_milli: int
    brightness_milli: int
    saturation_milli: int
    kind: Literal["blur"] = "blur"


@dataclass(frozen=True, slots=True)
class PictureFill:
    """A normalised picture as background, covering the frame."""

    picture: str
    cut: Cut
    kind: Literal["picture"] = "picture"


RootFill = ColorFill | PictureFill


@dataclass(frozen=True, slots=True)
class VideoSegment:
    """Consecutive frames of one mezzanine; behind source_frames the last frame is held."""

    mezzanine: str
    source_frames: int
    in_frame: int
    n_frames: int
    rect: Rect
    background: RootFill | BlurFill | None
    kind: Literal["clip"] = "clip"


@dataclass(frozen=True, slots=True)
class FreezeFrameSegment:
    """One frame of a mezzanine, seen again and again; of box, the frame shows what fits in it."""

    mezzanine: str
    source_frames: int
    held_frame: int
    n_frames: int
    rect: Rect
    background: RootFill | BlurFill | None
    box: Rect
    kind: Literal["hold"] = "hold"


@dataclass(frozen=True, slots=True)
class StillSegment:
    """A normalised picture over its background, which its transparent parts show."""

    picture: str
    n_frames: int
    cut: Cut
    background: RootFill
    kind: Literal["still"] = "still"


@dataclass(frozen=True, slots=True)
class GapSegment:
    """Frames in which only the background is seen."""

    n_frames: int
    background: RootFill
    kind: Literal["gap"] = "gap"


ClipSegment = VideoSegment | FreezeFrameSegment | StillSegment | GapSegment
