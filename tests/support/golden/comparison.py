# SPDX-License-Identifier: Apache-2.0
"""The comparison of rendered frames with those of the golden reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.support.golden.canvas import Canvas, Map, box_within, distance
from tests.support.golden.reference import FrameReference
from tests.support.golden.shapes import FlatShape, TextShape
from tests.support.media.barcode import read_code

Pixels = np.ndarray[Any, np.dtype[Any]]

OTHER_COLOUR = 24
"""A pixel that differs by more levels has another colour."""

BETWEEN = 7
"""One of so many frames is compared where frames only repeat the one before."""

MIN_TEXT_PIXELS = 12

STRAY = 8
"""By how many levels a stray pixel may differ."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """By how many pixels and levels edges disturb the pixels beside them.

    `crisp` is the reach of the edges of boxes, `reach` that of edges within scaled pictures.
    `strays` is the part of all pixels that may keep a trace of the frame before.
    """

    reach: int
    crisp: int
    levels: int
    strays: float = 0


@dataclass(frozen=True, slots=True)
class RenderedFrames:
    """The frames of one stage of a render; `rgb` returns one as an array (3, height, width)."""

    name: str
    n_frames: int
    rgb: Callable[[int], Pixels]
    ringing: Ringing


def differences(reference: FrameReference, view: RenderedFrames) -> Iterator[str]:
    """Yield every difference of rendered frames from their reference."""
    if view.n_frames != reference.n_frames:
        yield f"{view.name}: expected {reference.n_frames} frames, found {view.n_frames}"
        return
    compared = set(compared_frames(reference))
    for n in range(view.n_frames):
        if n in compared or reference.barcodes(n):
            rgb = view.rgb(n)
            found = [*_wrong_barcodes(reference, n, rgb)]
            if n in compared:
                found += _wrong_picture(reference, n, rgb, view.ringing)
            yield from (f"{view.name}, frame {n}: {each}" for each in found)


def compared_frames(reference: FrameReference) -> Iterator[int]:
    """Yield the frames before and after every change, and some between."""
    shown = [tuple(map(_without_barcode, reference.shapes(n))) for n in range(reference.n_frames)]
    last = len(shown) - 1
    for n, each in enumerate(shown):
        changes = n in (0, last) or each != shown[n - 1] or each != shown[n + 1]
        if changes or n % BETWEEN == 0:
            yield n


def _without_barcode(shape: object) -> object:
    return getattr(shape, "picture", shape)


def _wrong_barcodes(reference: FrameReference, n: int, rgb: Pixels) -> Iterator[str]:
    for code in reference.barcodes(n):
        box = code.picture
        # Green is most of luma, and the code is black and white.
        found = read_code(rgb[1], (box.x, box.y, box.width, box.height))
        if found != (code.source, code.frame):
            yield f"bar code: expected {(code.source, code.frame)}, found {found}"


def _wrong_picture(
    reference: FrameReference, n: int, rgb: Pixels, ringing: Ringing
) -> Iterator[str]:
    reach, crisp = ringing.reach, ringing.crisp
    canvas = Canvas.painted(reference.frame, reference.shapes(n), reach=reach, crisp=crisp)
    apart = distance(rgb, canvas.colour)
    far = ~canvas.unknown & ~canvas.near & (apart > canvas.tolerance)
    if far.sum() <= ringing.strays * far.size and not (far & (apart > STRAY)).any():
        far[:] = False
    near = ~canvas.unknown & ~canvas.edge & (apart > ringing.levels)
    for wrong, what in ((far, "colour"), (near, "box")):
        if wrong.any():
            yield _described(what, wrong, canvas, rgb)
    if not ringing.strays:
        yield from _wrong_boxes(reference, n, canvas, rgb)
    for text in reference.texts(n):
        yield from _wrong_text(text, canvas, apart, rgb)


def _described(what: str, wrong: Map, canvas: Canvas, rgb: Pixels) -> str:
    rows, columns = np.nonzero(wrong)
    x, y = int(columns[0]), int(rows[0])
    expected = tuple(int(part) for part in canvas.colour[:, y, x])
    found, within = tuple(map(int, rgb[:, y, x])), int(canvas.tolerance[y, x])
    area = f"{columns.min()}..{columns.max()} x {rows.min()}..{rows.max()}"
    return (
        f"{what} at ({x}, {y}): expected {expected} within {within}, found {found};"
        f" {len(rows)} such pixels in {area}"
    )


def _wrong_boxes(reference: FrameReference, n: int, canvas: Canvas, rgb: Pixels) -> Iterator[str]:
    """Compare the bounds of each opaque colour, which also finds missing thin borders."""
    flats = [each for each in reference.shapes(n) if isinstance(each, FlatShape)]
    within = max(map(box_within, flats))
    known = ~canvas.unknown
    # A moving picture may leave only a sliver of what is below it, which cannot be compared.
    sure = known if within == 1 else known & ~canvas.edge
    for colour in {flat.colour for flat in flats if flat.opacity == 1}:
        apart = distance(canvas.colour, _channels(colour))
        if (known & (apart > OTHER_COLOUR // 2) & (apart < 2 * OTHER_COLOUR)).any():
            continue
        most, least = _bounds(apart, known), _bounds(apart, sure)
        found = _bounds(distance(rgb, _channels(colour)), known)
        if not (_contains(most, found, within) and _contains(found, least, within)):
            yield f"box of {colour}: expected {most} within {within}, found {found}"


Bounds = tuple[int, int, int, int] | None


def _contains(outer: Bounds, inner: Bounds, within: int) -> bool:
    """Return whether a box contains another one, to so many pixels."""
    if outer is None or inner is None:
        return inner is None
    left, top, right, bottom = outer
    begins = left - within <= inner[0] and top - within <= inner[1]
    return begins and inner[2] <= right + within and inner[3] <= bottom + within


def _channels(colour: tuple[int, ...]) -> Map:
    return np.array(colour, np.int16)[:, None, None]


def _bounds(apart: Map, known: Map) -> Bounds:
    """Return left, top, right and bottom of the pixels near a colour."""
    near = (apart <= OTHER_COLOUR) & known
    rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
    if not rows.size:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def _wrong_text(text: TextShape, canvas: Canvas, apart: Map, rgb: Pixels) -> Iterator[str]:
    """Compare the colour of a text, that it is in its box, and that it begins at its anchor."""
    box = text.box
    rows = slice(max(0, box.y), box.y + box.height)
    columns = slice(max(0, box.x), box.x + box.width)
    inked = apart[rows, columns] > 2 * OTHER_COLOUR
    if inked.sum() < MIN_TEXT_PIXELS:
        yield f"text: expected text in {box}, found {int(inked.sum())} such pixels"
        return
    if text.colour is not None:
        off = distance(rgb[:, rows, columns], _channels(text.colour))
        if (off <= OTHER_COLOUR).sum() < MIN_TEXT_PIXELS:
            yield f"text: expected {text.colour}, closest found is {int(off.min())} away"
    down, across = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    x = {"left": across[0], "center": (across[0] + across[-1]) // 2, "right": across[-1]}
    y = {"top": down[0], "middle": (down[0] + down[-1]) // 2, "bottom": down[-1]}
    at = int(x[text.alignment]) + columns.start, int(y[text.position]) + rows.start
    if max(abs(a - b) for a, b in zip(at, text.anchor, strict=True)) > text.size:
        yield f"text: expected to begin at {text.anchor}, found {at}"
