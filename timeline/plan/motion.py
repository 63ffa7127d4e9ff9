# SPDX-License-Identifier: Apache-2.0
"""Pictures that move: the moving stretch of a layer is a layer of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from timeline.plan.geometry import Size
from timeline.spec.layers import Motion, PictureLayer, Ramp, Reveal, Slide, share

ARRIVING = ("slide_in", "slide_in_out", "doc_reveal")
LEAVING = ("slide_out", "slide_in_out")


def moved(layer: PictureLayer, *, animate: str, length: int, frame: Size) -> Iterator[PictureLayer]:
    """The same picture, arriving and leaving as it was asked to in so many frames each."""
    rect, ramp = layer.cut.rect, Ramp(0, length)
    arrived = length if animate in ARRIVING else 0
    leaves = layer.n_frames - (length if animate in LEAVING else 0)
    arrival: Motion = Slide(ramp, -rect.width, rect.x, "slowing")
    if animate == "doc_reveal":
        arrival = Reveal(ramp)
    yield from _part(layer, 0, arrived, arrival)
    yield from _part(layer, arrived, leaves, None)
    departure = Slide(ramp, rect.x, frame.width, "speeding")
    yield from _part(layer, leaves, layer.n_frames, departure)


def _part(
    layer: PictureLayer, first: int, end: int, motion: Motion | None
) -> Iterator[PictureLayer]:
    part = share(layer, start=layer.start + first, n_frames=end - first)
    if isinstance(part, PictureLayer):
        yield replace(part, start=layer.start + first, motion=motion)
