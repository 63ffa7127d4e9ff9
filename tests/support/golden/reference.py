# SPDX-License-Identifier: Apache-2.0
"""The expected frames of a timeline, derived from its document without the product.

A test checks that nothing of the product is imported, directly or indirectly.
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

TIMED_TRACKS = ("stills", "videoOverlayStills", "graphics", "logos", "lowerThirds", "screenTitles")


@dataclass(frozen=True)
class FrameReference:
    """The expected frames of one document."""

    document: Json
    _shapes: dict[int, tuple[Shape, ...]] = field(default_factory=dict)

    @cached_property
    def clock(self) -> Clock:
        """The rounding of times at the document's frame rate."""
        return Clock(Fraction(self.document.get("output", {}).get("fps", "30")))

    @cached_property
    def frame(self) -> Frame:
        """The size of the render."""
        clips = sorted(timed_clips(self.document.get("clips", [])), key=lambda each: each.start)
        videos = [SOURCES[each.item["uploadId"]] for each in clips]
        first = (videos[0].width, videos[0].height) if videos else None
        edges = [min(video.width, video.height) for video in videos]
        return frame_of(self.document.get("output", {}), first, edges)

    @cached_property
    def n_frames(self) -> int:
        """The length in frames: until the last item of any track ends."""
        base = timed_clips(self.document.get("clips", []))
        base += timed_items(self.document.get("stills", []))
        others = timed_clips(self.document.get("videoOverlays", []))
        for track in TIMED_TRACKS[1:]:
            others += timed_items(self.document.get(track, []))
        base_end = max((each.end for each in base), default=Fraction(0))
        last = max((each.end for each in others), default=Fraction(0))
        length = max((layer.span.end for layer in self._base), default=0)
        return max(length, self.clock.frame(last)) if last - base_end > TOUCH_TOLERANCE else length

    @property
    def n_samples(self) -> int:
        """The length of the audio in samples."""
        return self.clock.samples(self.n_frames)

    @cached_property
    def _base(self) -> list[ReferenceLayer]:
        return list(base_layers(self.document, self.frame, self.clock))

    @cached_property
    def _layers(self) -> list[ReferenceLayer]:
        """The layers from bottom to top."""
        parts = self.document, self.frame, self.clock
        return [
            *self._base,
            *overlay_layers(*parts),
            *title_layers(*parts),
            *lower_third_layers(*parts),
            *logo_layers(*parts),
            *graphic_layers(*parts),
        ]

    def shapes(self, n: int) -> tuple[Shape, ...]:
        """Return the shapes of a frame from bottom to top."""
        if n not in self._shapes:
            self._shapes[n] = tuple(self._drawn(n))
        return self._shapes[n]

    def _drawn(self, n: int) -> Iterator[Shape]:
        yield from self._background
        for layer in self._layers:
            if n in layer.span:
                yield from layer.draw(n - layer.span.first)

    @cached_property
    def _background(self) -> list[Shape]:
        return list(background(self.document, self.frame))

    def barcodes(self, n: int) -> list[BarcodeShape]:
        """Return the bar codes of a frame that no other shape overlaps."""
        shapes = self.shapes(n)
        return [
            shape
            for at, shape in enumerate(shapes)
            if isinstance(shape, BarcodeShape)
            and _contains(self.frame, shape)
            and not any(_overlap(shape, above) for above in shapes[at + 1 :])
        ]

    def texts(self, n: int) -> list[TextShape]:
        """Return the opaque texts of a frame that no other shape overlaps."""
        shapes = self.shapes(n)
        return [
            shape
            for at, shape in enumerate(shapes)
            if isinstance(shape, TextShape)
            and shape.opacity == 1
            and not any(_overlap(shape, above) for above in shapes[at + 1 :])
        ]


def _contains(frame: Frame, code: BarcodeShape) -> bool:
    box = code.box
    across = box.x >= 0 and box.x + box.width <= frame.width
    return across and box.y >= 0 and box.y + box.height <= frame.height


def _overlap(below: Shape, above: Shape) -> bool:
    one, other = below.box, above.box
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height
