# SPDX-License-Identifier: Apache-2.0
"""Which of several streams of a file is shown or heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

from media.probe import Fields, is_default

_Stream = TypeVar("_Stream")


def real_pictures(
    pictures: Sequence[_Stream], *, frames: Callable[[_Stream], int]
) -> list[_Stream]:
    """Leave out covers and previews: streams of one frame beside streams that move."""
    moving = [each for each in pictures if frames(each) > 1]
    return moving or list(pictures)


def by_preference(
    streams: Sequence[_Stream],
    *,
    fields: Callable[[_Stream], Fields],
    length: Callable[[_Stream], Fraction],
) -> list[_Stream]:
    """Order streams: first those that the file marks as default, then the longest."""

    def rank(each: _Stream) -> tuple[bool, Fraction]:
        return is_default(fields(each)), length(each)

    # The order is stable, so that the first of equal streams stays the first.
    return sorted(streams, key=rank, reverse=True)
