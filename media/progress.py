# SPDX-License-Identifier: Apache-2.0
"""An incremental parser of what ffmpeg writes for `-progress pipe:1`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EncodeProgress:
    """One report: the number of frames that are written so far."""

    frame: int

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
        return EncodeProgress(_number(block.get("frame")))


def _number(value: str | None) -> int:
    try:
        return max(0, int(value or 0))
    except ValueError:
        return 0
