# SPDX-License-Identifier: Apache-2.0
"""An incremental parser of what ffmpeg writes for `-progress pipe:1`."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class EncodeProgress:
    """One report: frames written so far, output time in seconds, whether it is the last one."""

    frame: int
    out_time: Fraction
    done: bool

    def percent(self, frames: int) -> int:
        """Return the percentage of `frames` that is done, 0 to 100."""
        return max(0, min(100, self.frame * 100 // max(1, frames)))


@dataclass(slots=True)
class ProgressReader:
    """Parses output that arrives in parts of any length."""

    _rest: str = ""
    _block: dict[str, str] = field(default_factory=dict)

    def feed(self, text: str) -> list[EncodeProgress]:
        """Take the next part of the output and return the reports that end in it."""
        *lines, self._rest = (self._rest + text).split("\n")
        reports = [self._line(line) for line in lines]
        return [report for report in reports if report is not None]

    def _line(self, line: str) -> EncodeProgress | None:
        name, _, value = line.strip().partition("=")
        if name != "progress":
            self._block[name] = value.strip()
            return None
        block, self._block = self._block, {}
        # Despite its name, out_time_ms is in microseconds, too.
        micros = _number(block.get("out_time_us") or block.get("out_time_ms"))
        return EncodeProgress(
            frame=_number(block.get("frame")),
            out_time=Fraction(micros, 1_000_000),
            done=value.strip() == "end",
        )


def _number(value: str | None) -> int:
    try:
        return max(0, int(value or 0))
    except ValueError:
        return 0
