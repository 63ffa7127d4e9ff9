# SPDX-License-Identifier: Apache-2.0
"""Which sizes a film is offered in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from media.sizes import Size, fit_short_edge, maxrate

PORTRAIT_EDGES = (720, 540, 360)
LANDSCAPE_EDGES = (720, 480, 360)
TALLEST = 1080
# Neighbouring rungs closer than this would differ too little to be worth switching to.
CLOSEST = Fraction(85, 100)


@dataclass(frozen=True, slots=True)
class Rung:
    """One rendition of the picture, named by its short edge."""

    size: Size
    maxrate: int
    copied: bool = False

    @property
    def name(self) -> str:
        """The rung's directory."""
        return f"{self.size.short_edge}p"


def ladder(source: Size, *, copied: bool) -> tuple[Rung, ...]:
    """The rungs of a source, best first: its own size up to 1080, then the listed ones below."""
    top = source if copied else fit_short_edge(source, TALLEST)
    edges = PORTRAIT_EDGES if source.is_portrait else LANDSCAPE_EDGES
    sizes = [fit_short_edge(source, edge) for edge in edges if edge <= CLOSEST * top.short_edge]
    lower = [Rung(size, maxrate(size)) for size in sizes]
    return (Rung(top, maxrate(top), copied=copied), *lower)
