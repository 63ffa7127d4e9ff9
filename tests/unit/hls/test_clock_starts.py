# SPDX-License-Identifier: Apache-2.0
"""The tick at which the clock of captions begins, in streams that MediaConvert made."""

from __future__ import annotations

from fractions import Fraction

import pytest

from media.hls.measuring import MeasuredRendition, MeasuredSegment
from media.hls.parsing import parse_media
from services.hls.mediaconvert.checking import clock_start


def rendition(start: Fraction, *, init: str = "") -> MeasuredRendition:
    """Return a rendition of one segment that begins at a second of its clock."""
    segment = MeasuredSegment("1.ts", start, start + 4, 1000, True, ())
    text = f'#EXTM3U\n#EXT-X-MAP:URI="{init}"\n' if init else "#EXTM3U\n"
    playlist = parse_media(text + "#EXT-X-TARGETDURATION:4\n#EXTINF:4.0,\n1.ts\n")
    return MeasuredRendition(playlist, "", "", Fraction(25), (segment,), (), ())


@pytest.mark.parametrize(
    ("sound", "ticks"),
    [
        (Fraction(10), 900_000),
        (Fraction(11), 900_000),
        # The priming of AAC is heard by nobody.
        (10 - Fraction(1024, 48_000), 900_000),
        (Fraction(19, 2), 855_000),
    ],
)
def test_captions_begin_with_the_picture_or_an_earlier_sound(sound: Fraction, ticks: int) -> None:
    assert clock_start(rendition(Fraction(10)), [rendition(sound)]) == ticks


def test_captions_of_fragments_begin_at_zero() -> None:
    assert clock_start(rendition(Fraction(10), init="init.mp4"), []) == 0
