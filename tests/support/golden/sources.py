# SPDX-License-Identifier: Apache-2.0
"""The sources of the golden cases: videos of one colour and images of flat areas."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Colour = tuple[int, int, int]

RED: Colour = (208, 32, 32)
GREEN: Colour = (32, 160, 64)
BLUE: Colour = (32, 64, 208)
ORANGE: Colour = (224, 128, 32)
VIOLET: Colour = (128, 48, 160)
TEAL: Colour = (16, 128, 128)
WHITE: Colour = (255, 255, 255)
GOLD: Colour = (212, 175, 55)
GREY: Colour = (128, 128, 128)
NAVY: Colour = (16, 32, 80)


@dataclass(frozen=True, slots=True)
class VideoSource:
    """A video of one colour with a bar code in its centre."""

    upload_id: int
    width: int
    height: int
    fps: str
    frames: int
    colour: Colour

    @property
    def rate(self) -> Fraction:
        """Frames per second."""
        return Fraction(self.fps)

    @property
    def duration(self) -> Fraction:
        """The duration in seconds."""
        return self.frames / self.rate


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture as ratios of its edges, with its colour and its opacity, 0 to 1."""

    left: Fraction
    top: Fraction
    right: Fraction
    bottom: Fraction
    colour: Colour
    alpha: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class PictureSource:
    """An image of flat areas that do not overlap; the rest is transparent."""

    upload_id: int
    width: int
    height: int
    areas: tuple[Area, ...]


Source = VideoSource | PictureSource


def _plain(
    upload_id: int, width: int, height: int, colour: Colour, alpha: int = 255
) -> PictureSource:
    whole = Area(Fraction(0), Fraction(0), Fraction(1), Fraction(1), colour, Fraction(alpha, 255))
    return PictureSource(upload_id, width, height, (whole,))


def _parts(upload_id: int, width: int, height: int, *areas: tuple[str, Colour]) -> PictureSource:
    """Return an image of areas given as `left top right bottom` in quarters of the edges."""
    found = []
    for edges, colour in areas:
        left, top, right, bottom = (Fraction(int(edge), 4) for edge in edges.split())
        found.append(Area(left, top, right, bottom, colour))
    return PictureSource(upload_id, width, height, tuple(found))


_ALL: tuple[Source, ...] = (
    VideoSource(1, 640, 360, "30", 60, RED),
    VideoSource(2, 640, 360, "25", 50, GREEN),
    VideoSource(3, 360, 640, "30", 60, BLUE),
    VideoSource(4, 400, 400, "24", 48, ORANGE),
    VideoSource(5, 480, 360, "60000/1001", 90, VIOLET),
    VideoSource(6, 960, 400, "24000/1001", 36, TEAL),
    VideoSource(7, 1280, 720, "30", 45, GOLD),
    VideoSource(8, 640, 480, "50", 100, NAVY),
    _plain(20, 320, 180, WHITE),
    _plain(21, 160, 90, RED),
    _plain(22, 200, 100, BLUE),
    _plain(23, 100, 100, GREEN),
    _plain(24, 100, 400, VIOLET),
    _plain(25, 600, 100, GOLD),
    _plain(26, 640, 360, ORANGE),
    _plain(27, 360, 640, TEAL),
    _plain(28, 320, 180, RED, alpha=128),
    _plain(29, 320, 180, RED, alpha=0),
    _plain(30, 1600, 900, NAVY),
    _parts(31, 640, 640, ("0 0 2 4", BLUE), ("2 0 4 2", WHITE)),
    _parts(32, 800, 480, ("1 1 3 3", GREEN)),
    _parts(33, 640, 360, ("0 0 4 1", RED), ("0 1 4 3", GREEN), ("0 3 4 4", BLUE)),
    _plain(34, 240, 240, GREY),
    _plain(35, 200, 100, GOLD, alpha=64),
)

SOURCES: dict[int, Source] = {source.upload_id: source for source in _ALL}
"""The sources by upload id; those of videos are below 20."""
