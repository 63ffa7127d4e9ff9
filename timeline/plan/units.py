# SPDX-License-Identifier: Apache-2.0
"""Exact conversions of the numbers of a document into pixels, ratios and thousandths."""

from __future__ import annotations

from fractions import Fraction

from media.sizes import Size
from media.timecode import as_fraction, round_half_up

REFERENCE_SHORT_EDGE = 1080
"""The short edge, in pixels, of the frame in which a document counts its pixels."""


def thousandths(value: int | float | Fraction) -> int:
    """Return a number as whole thousandths, halves rounded up."""
    return round_half_up(1000 * as_fraction(value))


def ratio(percent: int | float | Fraction) -> Fraction:
    """Return a percentage as a ratio."""
    return as_fraction(percent) / 100


def reference_scale(frame: Size) -> Fraction:
    """Return how many pixels of the frame one pixel of the document is."""
    return Fraction(frame.short_edge, REFERENCE_SHORT_EDGE)


def pixels(value: int | float, *, frame: Size) -> int:
    """Return a length of the document in whole pixels of the frame."""
    return round_half_up(as_fraction(value) * reference_scale(frame))
