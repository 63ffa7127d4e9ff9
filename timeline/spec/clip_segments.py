# SPDX-License-Identifier: Apache-2.0
"""The segments of a chunk's base track, one after the other, each with its background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.spec.crop import Crop, Rect


@dataclass(frozen=True, slots=True)
class ColorFill:
    """A background of one sRGB colour, written #rrggbb in lower case."""

    color: str
    kind: Literal["color"] = "color"


@dataclass(frozen=True, slots=True)
class BlurFill:
    """A background made from the segment's own frames, which cover the output frame blurred.

    They are blurred at width x height pixels and then enlarged; sigma, brightness and saturation
    are thousandths, sigma of a pixel at that size.
    """

    width: int
    height: int
    sigma_milli: int
    brightness_milli: int
    saturation_milli: int
    kind: Literal["blur"] = "blur"


@dataclass(frozen=True, slots=True)
class PictureFill:
    """A background of one picture that covers the frame; `picture` is its cache key."""

    picture: str
    crop: Crop
    kind: Literal["picture"] = "picture"


RootFill = ColorFill | PictureFill


@dataclass(frozen=True, slots=True)
class VideoSegment:
    """Consecutive frames of one mezzanine from `in_frame` on.

    After the last of its `source_frames` that last frame is repeated.
    """

    mezzanine: str
    source_frames: int
    in_frame: int
    n_frames: int
    rect: Rect
    background: RootFill | BlurFill | None
    kind: Literal["video"] = "video"


@dataclass(frozen=True, slots=True)
class FreezeFrameSegment:
    """One frame of a mezzanine, repeated; scaled to `box`, of which `rect` lies in the frame."""

    mezzanine: str
    source_frames: int
    frame: int
    n_frames: int
    rect: Rect
    background: RootFill | BlurFill | None
    box: Rect
    kind: Literal["freeze_frame"] = "freeze_frame"


@dataclass(frozen=True, slots=True)
class StillSegment:
    """One picture, repeated, over a background that shows through its transparent parts."""

    picture: str
    n_frames: int
    crop: Crop
    background: RootFill
    kind: Literal["still"] = "still"


@dataclass(frozen=True, slots=True)
class GapSegment:
    """Frames that show only the background."""

    n_frames: int
    background: RootFill
    kind: Literal["gap"] = "gap"


ClipSegment = VideoSegment | FreezeFrameSegment | StillSegment | GapSegment
