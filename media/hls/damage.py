# SPDX-License-Identifier: Apache-2.0
"""How many pictures of a video its decoder could not restore, which it shows grey or smeared."""

from __future__ import annotations

from fractions import Fraction

from media.errors import Damaged

MOST_DAMAGED = Fraction(1, 4)
"""The share of its pictures above which a video is no use to anybody."""

_REPORTS = ("corrupt decoded frame", "Error while decoding stream", "Error submitting packet")


class DamageCount:
    """Counts the damaged pictures that ffmpeg reports in the lines of its standard error."""

    def __init__(self) -> None:
        self.pictures = 0

    def read(self, line: str) -> None:
        """Read one line of a command that reports damage."""
        self.pictures += any(report in line for report in _REPORTS)

    def check(self, pictures: int) -> None:
        """Raise Damaged when too many of so many pictures are damaged."""
        if self.pictures > MOST_DAMAGED * pictures:
            percent = min(100, round(100 * self.pictures / pictures))
            raise Damaged(
                f"about {percent}% of its pictures are damaged and cannot be shown: upload the"
                " original file again"
            )
