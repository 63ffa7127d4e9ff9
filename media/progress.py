# SPDX-License-Identifier: Apache-2.0
"""An incremental reader of what ffmpeg writes for `-progress pipe:1`."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Progress:
    """One report: frames written so far, output time, and whether it is the last one."""

    frame: int
    out_time: Fraction
    done: bool

    def percent(self, frames: int) -> int:
        """The share done of so many frames, clamped to 0..100."""
        return max(0, min(100, self.frame * 100 // max(1, frames)))


@dataclass(slots=True)
class ProgressReader:
    """Takes lines or pieces of lines and gives back the reports they complete."""

    _rest: str = ""
    _block: dict[str, str] = field(default_factory=dict)

    def feed(self, text: str) -> list[Progress]:
        """Take the next piece of output; return the reports that ended in it."""
        *lines, self._rest = (self._rest + text).split("\n")
        reports = [self._line(line) for line in lines]
        return [report for report in reports if report is not None]

    def _line(self, line: str) -> Progress | None:
        name, _, value = line.strip().partition("=")
        if name != "progress":
            self._block[name] = value.strip()
            return None
        block, self._block = self._block, {}
        # out_time_ms is in microseconds, too; out_time_us says so honestly.
        micros = _number(block.get("out_time_us") or block.get("out_time_ms"))
        return Progress(
            frame=_number(block.get("frame")),
            out_time=Fraction(micros, 1_000_000),
            done=value.strip() == "end",
        )


def _number(value: str | None) -> int:
    try:
        return max(0, int(value or 0))
    except ValueError:
        return 0
