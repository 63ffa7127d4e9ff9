# SPDX-License-Identifier: Apache-2.0
"""Where the decoded blocks of a sound are put in time, by their time stamps.

Stamps of many recorders waver by some milliseconds; samples do not. So blocks follow one another as
they were recorded, until the stamps say for several blocks that something is missing or is there
twice. A slow difference is made good by lengthening or shortening 2,000 samples by one, which
changes a tone of 1,000 Hz by half a hertz.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from media.timecode import SAMPLE_RATE

Counts = NDArray[np.int64]

JUMP_SAMPLES = 30 * SAMPLE_RATE // 1000
"""A difference of more samples is a gap or an overlap."""

DRIFT_SAMPLES = 5 * SAMPLE_RATE // 1000
"""A lasting difference of more samples is made good slowly."""

SURE_BLOCKS = 5
LASTING_BLOCKS = 64
STRETCHED_SAMPLES = 2_000
"""How many samples are lengthened or shortened by one."""

# The next difference is mostly near: comparing all blocks each time takes minutes for long sounds.
_COMPARED_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class Blocks:
    """Decoded blocks in the order in which they were decoded: first sample by the clock, length."""

    starts: Counts
    lengths: Counts


@dataclass(frozen=True, slots=True)
class Span:
    """Decoded samples from `first` up to `end` that become `length` samples, beginning at `at`."""

    first: int
    end: int
    at: int
    length: int


def parse_blocks(lines: Iterator[str], *, sample_bytes: int) -> Blocks:
    """Read what ffmpeg's framecrc wrote about stereo samples at 48 kHz."""
    per_tick, starts, lengths = Fraction(1), [], []
    for line in lines:
        if line.startswith("#"):
            if line.startswith("#tb 0:"):
                per_tick = Fraction(line.split()[-1]) * SAMPLE_RATE
        elif line.strip():
            fields = line.split(",", 5)
            starts.append(int(fields[2]))
            lengths.append(int(fields[4]) // sample_bytes)
    if per_tick != 1:
        # A long sound has very many blocks, and mostly a tick for each sample.
        starts = [round(start * per_tick) for start in starts]
    return Blocks(np.array(starts, np.int64), np.array(lengths, np.int64))


def arrange(blocks: Blocks, *, zero: int) -> list[Span]:
    """Return the spans of a sound whose time zero is the sample `zero` by its clock."""
    if not len(blocks.starts):
        return []
    bounds = np.concatenate([[0], np.cumsum(blocks.lengths)])
    return list(_spans(bounds, blocks.starts - zero - bounds[:-1]))


def _spans(bounds: Counts, offsets: Counts) -> Iterator[Span]:
    """Yield spans; an offset is how much later than its samples count a block is stamped."""
    offset, number, begun = _begin(offsets), 0, 0
    while number < len(offsets):
        number = _next_difference(offsets, offset, number)
        if number == len(offsets):
            break
        ahead = offsets[number : number + SURE_BLOCKS] - offset
        if ahead.min() > JUMP_SAMPLES or ahead.max() < -JUMP_SAMPLES:
            yield from _steady(bounds, begun, number, offset)
            begun, offset = number, offset + int(np.median(ahead))
        elif abs(np.median(offsets[number : number + LASTING_BLOCKS] - offset)) > DRIFT_SAMPLES:
            yield from _steady(bounds, begun, number, offset)
            by = 1 if np.median(ahead) > 0 else -1
            end = int(np.searchsorted(bounds, bounds[number] + STRETCHED_SAMPLES))
            end = min(max(end, number + 1), len(offsets))
            first, last = int(bounds[number]), int(bounds[end])
            change = by * max(1, (last - first) // STRETCHED_SAMPLES)
            yield Span(first, last, first + offset, last - first + change)
            begun, number, offset = end, end, offset + change
        else:
            number += 1
    yield from _steady(bounds, begun, len(offsets), offset)


def _begin(offsets: Counts) -> int:
    """Return the offset of the first blocks, of which the very first may waver too."""
    usual = int(np.median(offsets[:LASTING_BLOCKS]))
    return usual if abs(offsets[0] - usual) <= JUMP_SAMPLES else int(offsets[0])


def _next_difference(offsets: Counts, offset: int, number: int) -> int:
    """Return the next block whose stamp differs from what its samples count."""
    for first in range(number, len(offsets), _COMPARED_AT_ONCE):
        compared = offsets[first : first + _COMPARED_AT_ONCE]
        found = np.flatnonzero(np.abs(compared - offset) > DRIFT_SAMPLES)
        if len(found):
            return first + int(found[0])
    return len(offsets)


def _steady(bounds: Counts, begun: int, end: int, offset: int) -> Iterator[Span]:
    first, last = int(bounds[begun]), int(bounds[end])
    if last > first:
        yield Span(first, last, first + offset, last - first)
