# SPDX-License-Identifier: Apache-2.0
"""Whether the frames of a golden film are those of the reference, and where they are not."""

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
"""A pixel this far from a colour has another one."""

BETWEEN = 7
"""Of frames that only repeat the one before, one in so many is looked at."""

FEWEST_INK = 12

STRAY = 8
"""How many levels a stray pixel may be off."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """How many pixels far, and by how many levels, edges disturb what is beside them.

    Crisp are the edges of boxes; soft are those within a picture that is scaled.
    `strays` is the part of all pixels that may keep a trace of what was there before.
    """

    reach: int
    crisp: int
    levels: int
    strays: float = 0


@dataclass(frozen=True, slots=True)
class RenderedFrames:
    """The frames of one stage of a film, each as the planes of RGB."""

    name: str
    n_frames: int
    rgb: Callable[[int], Pixels]
    ringing: Ringing


def differences(reference: FrameReference, view: RenderedFrames) -> Iterator[str]:
    """Everything in which a film differs from its reference."""
    if view.n_frames != reference.n_frames:
        yield f"{view.name}: expected {reference.n_frames} frames, found {view.n_frames}"
        return
    looked_at = set(compared_frames(reference))
    for n in range(view.n_frames):
        if n in looked_at or reference.codes(n):
            rgb = view.rgb(n)
            found = [*_wrong_codes(reference, n, rgb)]
            if n in looked_at:
                found += _wrong_picture(reference, n, rgb, view.ringing)
            yield from (f"{view.name}, frame {n}: {each}" for each in found)


def compared_frames(reference: FrameReference) -> Iterator[int]:
    """The frames before and after every change, and some between."""
    shown = [tuple(map(_without_code, reference.strokes(n))) for n in range(reference.n_frames)]
    last = len(shown) - 1
    for n, each in enumerate(shown):
        changes = n in (0, last) or each != shown[n - 1] or each != shown[n + 1]
        if changes or n % BETWEEN == 0:
            yield n


def _without_code(stroke: object) -> object:
    return getattr(stroke, "picture", stroke)


def _wrong_codes(reference: FrameReference, n: int, rgb: Pixels) -> Iterator[str]:
    for code in reference.codes(n):
        box = code.picture
        # Green is what luma mostly is, and the code is black and white.
        found = read_code(rgb[1], (box.x, box.y, box.width, box.height))
        if found != (code.source, code.frame):
            yield f"bar code: expected {(code.source, code.frame)}, found {found}"


def _wrong_picture(
    reference: FrameReference, n: int, rgb: Pixels, ringing: Ringing
) -> Iterator[str]:
    reach, crisp = ringing.reach, ringing.crisp
    canvas = Canvas.painted(reference.frame, reference.strokes(n), reach=reach, crisp=crisp)
    apart = distance(rgb, canvas.colour)
    far = ~canvas.unknown & ~canvas.near & (apart > canvas.tolerance)
    if far.sum() <= ringing.strays * far.size and not (far & (apart > STRAY)).any():
        far[:] = False
    near = ~canvas.unknown & ~canvas.edge & (apart > ringing.levels)
    for wrong, what in ((far, "colour"), (near, "box")):
        if wrong.any():
            yield _told(what, wrong, canvas, rgb)
    if not ringing.strays:
        yield from _wrong_boxes(reference, n, canvas, rgb)
    yield from (each for ink in reference.inks(n) for each in _wrong_ink(ink, canvas, apart, rgb))


def _told(what: str, wrong: Map, canvas: Canvas, rgb: Pixels) -> str:
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
    """The bounds of each opaque colour, by which thin rings are seen too."""
    flats = [each for each in reference.strokes(n) if isinstance(each, FlatShape)]
    within = max(map(box_within, flats))
    known = ~canvas.unknown
    # What moves may leave but a sliver of what is below it, which is not to be told apart.
    sure = known if within == 1 else known & ~canvas.edge
    for colour in {flat.colour for flat in flats if flat.opacity == 1}:
        apart = distance(canvas.colour, _planes(colour))
        if (known & (apart > OTHER_COLOUR // 2) & (apart < 2 * OTHER_COLOUR)).any():
            continue
        most, least = _bounds(apart, known), _bounds(apart, sure)
        seen = _bounds(distance(rgb, _planes(colour)), known)
        if not (_holds(most, seen, within) and _holds(seen, least, within)):
            yield f"box of {colour}: expected {most} within {within}, found {seen}"


Bounds = tuple[int, int, int, int] | None


def _holds(outer: Bounds, inner: Bounds, within: int) -> bool:
    """Whether a box lies in another, but for so many pixels."""
    if outer is None or inner is None:
        return inner is None
    left, top, right, bottom = outer
    begins = left - within <= inner[0] and top - within <= inner[1]
    return begins and inner[2] <= right + within and inner[3] <= bottom + within


def _planes(colour: tuple[int, ...]) -> Map:
    return np.array(colour, np.int16)[:, None, None]


def _bounds(apart: Map, known: Map) -> Bounds:
    """Left, top, right and bottom of what is near a colour."""
    near = (apart <= OTHER_COLOUR) & known
    rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
    if not rows.size:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def _wrong_ink(ink: TextShape, canvas: Canvas, apart: Map, rgb: Pixels) -> Iterator[str]:
    """Text has its colour, is somewhere in its box, and begins at its anchor."""
    box = ink.box
    rows = slice(max(0, box.y), box.y + box.height)
    columns = slice(max(0, box.x), box.x + box.width)
    inked = apart[rows, columns] > 2 * OTHER_COLOUR
    if inked.sum() < FEWEST_INK:
        yield f"text: expected ink in {box}, found {int(inked.sum())} such pixels"
        return
    if ink.colour is not None:
        off = distance(rgb[:, rows, columns], _planes(ink.colour))
        if (off <= OTHER_COLOUR).sum() < FEWEST_INK:
            yield f"text: expected {ink.colour}, closest found is {int(off.min())} away"
    down, across = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    x = {"left": across[0], "center": (across[0] + across[-1]) // 2, "right": across[-1]}
    y = {"top": down[0], "middle": (down[0] + down[-1]) // 2, "bottom": down[-1]}
    at = int(x[ink.alignment]) + columns.start, int(y[ink.position]) + rows.start
    if max(abs(a - b) for a, b in zip(at, ink.anchor, strict=True)) > ink.size:
        yield f"text: expected to begin at {ink.anchor}, found {at}"
