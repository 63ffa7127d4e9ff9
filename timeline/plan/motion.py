# SPDX-License-Identifier: Apache-2.0
"""Animated graphics: the frames in which a picture moves become a layer of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from media.sizes import Size
from timeline.spec.layers import LayerMotion, PictureLayer, Ramp, Reveal, Slide, layer_in_range

ARRIVING = ("slide_in", "slide_in_out", "doc_reveal")
LEAVING = ("slide_out", "slide_in_out")


def animated(
    layer: PictureLayer, *, animate: str, length: int, frame: Size
) -> Iterator[PictureLayer]:
    """Split a layer into its arrival, its rest and its departure of `length` frames each."""
    rect, ramp = layer.crop.rect, Ramp(0, length)
    arrived = length if animate in ARRIVING else 0
    leaves = layer.n_frames - (length if animate in LEAVING else 0)
    arrival: LayerMotion = Slide(ramp, -rect.width, rect.x, "slowing")
    if animate == "doc_reveal":
        arrival = Reveal(ramp)
    yield from _part(layer, 0, arrived, arrival)
    yield from _part(layer, arrived, leaves, None)
    departure = Slide(ramp, rect.x, frame.width, "speeding")
    yield from _part(layer, leaves, layer.n_frames, departure)


def _part(
    layer: PictureLayer, first: int, end: int, motion: LayerMotion | None
) -> Iterator[PictureLayer]:
    part = layer_in_range(layer, start=layer.start + first, n_frames=end - first)
    if isinstance(part, PictureLayer):
        yield replace(part, start=layer.start + first, motion=motion)
