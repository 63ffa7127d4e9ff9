# SPDX-License-Identifier: Apache-2.0
"""What every frame of a timeline should show, read from its document by the law alone.

Nothing here, nor anything it imports, comes from the product: a test sees to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from tests.support.golden.reference_base import background, base_layers
from tests.support.golden.reference_overlays import overlay_layers
from tests.support.golden.reference_pictures import graphic_layers, logo_layers, lower_third_layers
from tests.support.golden.reference_titles import title_layers
from tests.support.golden.rules import (
    TOUCH_TOLERANCE,
    Clock,
    Frame,
    Json,
    frame_of,
    timed_clips,
    timed_items,
)
from tests.support.golden.shapes import BarcodeShape, ReferenceLayer, Shape, TextShape
from tests.support.golden.sources import SOURCES

SEGMENTS = ("stills", "videoOverlayStills", "graphics", "logos", "lowerThirds", "screenTitles")


@dataclass(frozen=True)
class FrameReference:
    """A timeline as a viewer should see it."""

    document: Json
    _strokes: dict[int, tuple[Shape, ...]] = field(default_factory=dict)

    @cached_property
    def clock(self) -> Clock:
        """The frame rate of the film."""
        return Clock(Fraction(self.document.get("output", {}).get("fps", "30")))

    @cached_property
    def frame(self) -> Frame:
        """The size of the film."""
        clips = sorted(timed_clips(self.document.get("clips", [])), key=lambda each: each.start)
        films = [SOURCES[each.item["uploadId"]] for each in clips]
        first = (films[0].width, films[0].height) if films else None
        edges = [min(film.width, film.height) for film in films]
        return frame_of(self.document.get("output", {}), first, edges)

    @cached_property
    def n_frames(self) -> int:
        """The length of the film: up to the end of whatever ends last."""
        base = timed_clips(self.document.get("clips", []))
        base += timed_items(self.document.get("stills", []))
        others = timed_clips(self.document.get("videoOverlays", []))
        for track in SEGMENTS[1:]:
            others += timed_items(self.document.get(track, []))
        base_end = max((each.end for each in base), default=Fraction(0))
        last = max((each.end for each in others), default=Fraction(0))
        seen = max((layer.span.end for layer in self._base), default=0)
        return max(seen, self.clock.frame(last)) if last - base_end > TOUCH_TOLERANCE else seen

    @property
    def n_samples(self) -> int:
        """The length of its sound."""
        return self.clock.samples(self.n_frames)

    @cached_property
    def _base(self) -> list[ReferenceLayer]:
        return list(base_layers(self.document, self.frame, self.clock))

    @cached_property
    def _layers(self) -> list[ReferenceLayer]:
        """From bottom to top."""
        parts = self.document, self.frame, self.clock
        return [
            *self._base,
            *overlay_layers(*parts),
            *title_layers(*parts),
            *lower_third_layers(*parts),
            *logo_layers(*parts),
            *graphic_layers(*parts),
        ]

    def strokes(self, n: int) -> tuple[Shape, ...]:
        """What is drawn in a frame, one over the other."""
        if n not in self._strokes:
            self._strokes[n] = tuple(self._drawn(n))
        return self._strokes[n]

    def _drawn(self, n: int) -> Iterator[Shape]:
        yield from self._background
        for layer in self._layers:
            if n in layer.span:
                yield from layer.draw(n - layer.span.first)

    @cached_property
    def _background(self) -> list[Shape]:
        return list(background(self.document, self.frame))

    def codes(self, n: int) -> list[BarcodeShape]:
        """The bar codes of a frame that nothing hides, not even in part."""
        strokes = self.strokes(n)
        return [
            stroke
            for at, stroke in enumerate(strokes)
            if isinstance(stroke, BarcodeShape)
            and _holds(self.frame, stroke)
            and not any(_meet(stroke, above) for above in strokes[at + 1 :])
        ]

    def inks(self, n: int) -> list[TextShape]:
        """The texts of a frame that are fully there and that nothing hides."""
        strokes = self.strokes(n)
        return [
            stroke
            for at, stroke in enumerate(strokes)
            if isinstance(stroke, TextShape)
            and stroke.opacity == 1
            and not any(_meet(stroke, above) for above in strokes[at + 1 :])
        ]


def _holds(frame: Frame, code: BarcodeShape) -> bool:
    box = code.box
    across = box.x >= 0 and box.x + box.width <= frame.width
    return across and box.y >= 0 and box.y + box.height <= frame.height


def _meet(below: Shape, above: Shape) -> bool:
    one, other = below.box, above.box
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height
