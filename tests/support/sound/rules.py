# SPDX-License-Identifier: Apache-2.0
"""The rules of when audio is heard, in frames and samples, implemented a second time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Item = Mapping[str, Any]
SAMPLES_A_SECOND = 48_000
TOUCH_TOLERANCE = Fraction(1, 1000)
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class PlacedAudio:
    """An item of a document: its start and length in frames, and its first source frame."""

    item: Item
    start: int
    n_frames: int
    first: int = 0

    @property
    def end(self) -> int:
        """The first frame after it."""
        return self.start + self.n_frames


@dataclass(frozen=True, slots=True)
class AudioRules:
    """The rules at one frame rate; `lengths` are the lengths of the sources in samples."""

    fps: Fraction
    lengths: Mapping[int, int]

    def frame(self, seconds: float | Fraction) -> int:
        """Return the frame nearest to a time."""
        return math.floor(exact(seconds) * self.fps + HALF)

    def samples(self, frames: int) -> int:
        """Return the number of samples of so many frames."""
        return math.floor(frames * SAMPLES_A_SECOND / self.fps + HALF)

    def clips(self, document: Item) -> list[PlacedAudio]:
        """Return the clips, without the stills between them."""
        base = [*_sequential(document.get("clips", ())), *_spans(document.get("stills", ()))]
        return [each for each in self._laid(base) if "sourceEndSeconds" in each.item]

    def overlays(self, document: Item) -> list[PlacedAudio]:
        """Return the video overlays."""
        return list(self._laid(_sequential(document.get("videoOverlays", ()))))

    def track(self, items: Sequence[Item], *, open_end: float) -> list[PlacedAudio]:
        """Return the items of the narration or music track."""
        return list(self._laid(_spans(items, open_end=exact(open_end))))

    def n_frames(self, document: Item) -> int:
        """Return the length of an export in frames."""
        clips, stills = _sequential(document.get("clips", ())), _spans(document.get("stills", ()))
        base = [*clips, *stills]
        last = max((each.end for each in self._laid(base)), default=0)
        closed = [each for each in document.get("audioSegments", ()) if "endSeconds" in each]
        others = [
            *_sequential(document.get("videoOverlays", ())),
            *_spans((*document.get("narration", ()), *closed)),
        ]
        base_end = max((end for _, _, end in base), default=Fraction(0))
        end = max((end for _, _, end in others), default=Fraction(0))
        return max(last, self.frame(end)) if end - base_end > TOUCH_TOLERANCE else last

    def _laid(self, items: Iterable[tuple[Item, Fraction, Fraction]]) -> Iterator[PlacedAudio]:
        free, touched = 0, None
        for item, start, end in sorted(items, key=lambda each: each[1]):
            closes_up = touched is not None and abs(start - touched) <= TOUCH_TOLERANCE
            at = free if closes_up else max(free, self.frame(start))
            place = self._place(item, at, end)
            yield place
            free, touched = place.end, end

    def _place(self, item: Item, start: int, end: Fraction) -> PlacedAudio:
        first = self.frame(item.get("sourceStartSeconds", 0))
        if "sourceEndSeconds" not in item:
            return PlacedAudio(item, start, max(1, self.frame(end) - start), first)
        there = self.frame(Fraction(self.lengths[item["uploadId"]], SAMPLES_A_SECOND))
        last = min(there, self.frame(item["sourceEndSeconds"]))
        return PlacedAudio(item, start, max(1, last - first), first)


def exact(seconds: float | Fraction) -> Fraction:
    """Return a number exactly; a float is taken as its decimal text."""
    return seconds if isinstance(seconds, Fraction) else Fraction(str(seconds))


def _sequential(items: Iterable[Item]) -> Iterator[tuple[Item, Fraction, Fraction]]:
    end = Fraction(0)
    for item in items:
        start = exact(item["startSeconds"]) if "startSeconds" in item else end
        end = start + exact(item["sourceEndSeconds"]) - exact(item["sourceStartSeconds"])
        yield item, start, end


def _spans(
    items: Iterable[Item], *, open_end: Fraction = Fraction(0)
) -> Iterator[tuple[Item, Fraction, Fraction]]:
    for item in items:
        end = exact(item["endSeconds"]) if "endSeconds" in item else open_end
        yield item, exact(item.get("startSeconds", 0)), end
