# SPDX-License-Identifier: Apache-2.0
"""When the packets of an upload are presented, and their sizes: whatever its header announces."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from media.probe import INGEST_FLAGS
from media.reordering import show_waiting

_ENTRIES = "packet=stream_index,pts,dts,duration,size,pos,flags"
_LINE = re.compile(r"[^\r\n]+")
_NONE = -(1 << 62)
_FIELDS = 8


class DiscardedPacket(NamedTuple):
    """A packet that is decoded and not presented; its fields are those of `PacketTimes`."""

    pts: int
    dts: int
    duration: int
    size: int
    position: int


@dataclass(frozen=True, slots=True)
class PacketTimes:
    """The times of one stream in decoding order, in ticks; discarded packets are listed apart.

    A packet without a time has the next one in `dts`, or that which `media.reordering` finds or,
    without any, follows the packet before.
    `sizes` and `positions` are bytes, a position is -1 where none is stated. `keys` are the places
    in these arrays of the packets at which decoding may begin, `unstated` those of which it is
    stated only when they are decoded.
    """

    pts: array[int] = field(default_factory=lambda: array("q"))
    dts: array[int] = field(default_factory=lambda: array("q"))
    durations: array[int] = field(default_factory=lambda: array("q"))
    sizes: array[int] = field(default_factory=lambda: array("q"))
    positions: array[int] = field(default_factory=lambda: array("q"))
    discarded: list[DiscardedPacket] = field(default_factory=list)
    keys: array[int] = field(default_factory=lambda: array("q"))
    unstated: array[int] = field(default_factory=lambda: array("q"))

    @property
    def count(self) -> int:
        """The number of packets, discarded ones included."""
        return len(self.pts) + len(self.discarded)

    @property
    def first(self) -> int:
        """The tick at which the first packet is presented."""
        return min(self.pts)

    @property
    def end(self) -> int:
        """The tick at which the last presented packet ends."""
        return max(self.pts) + self.last_duration

    @property
    def last_duration(self) -> int:
        """How many ticks the last packet lasts: as many as the one before where none are stated."""
        last = max(self.pts)
        stated = self.durations[self.pts.index(last)]
        return stated or last - max((each for each in self.pts if each != last), default=last)


def packet_times_argv(path: Path) -> list[str]:
    """Return the ffprobe command that prints the times and sizes of all packets of a file."""
    return [
        *("ffprobe", "-v", "error", *INGEST_FLAGS),
        *("-show_entries", _ENTRIES, "-of", "compact=nk=1", "-i", str(path)),
    ]


def parse_packet_times(text: str) -> dict[int, PacketTimes]:
    """Read ffprobe's lines, as far as it could read the file, by the index of the stream."""
    found: dict[int, PacketTimes] = {}
    for line in _LINE.finditer(text):
        fields = line[0].split("|")
        if fields[0] == "packet" and len(fields) >= _FIELDS:
            index = int(fields[1])
            times = found.setdefault(index, PacketTimes())
            if _add(times, fields[2:_FIELDS]):
                times.unstated.append(len(times.pts) - 1)
    for times in found.values():
        if times.unstated:
            show_waiting(times.pts, times.dts, times.durations, times.unstated)
    return found


def _add(times: PacketTimes, fields: list[str]) -> bool:
    """Add a packet; returns whether only its `dts` is stated."""
    pts, dts = _number(fields[0], _NONE), _number(fields[1], _NONE)
    duration = max(0, _number(fields[2], 0))
    is_unstated = pts == _NONE and dts != _NONE
    if pts == _NONE:
        pts = dts if dts != _NONE else _next(times)
    size, position = int(fields[3]), _number(fields[4], -1)
    if "D" in fields[5]:
        packet = DiscardedPacket(pts, dts if dts != _NONE else pts, duration, size, position)
        times.discarded.append(packet)
        return False
    if "K" in fields[5]:
        times.keys.append(len(times.pts))
    times.pts.append(pts)
    times.dts.append(dts if dts != _NONE else pts)
    times.durations.append(duration)
    times.sizes.append(size)
    times.positions.append(position)
    return is_unstated


def _number(text: str, otherwise: int) -> int:
    return otherwise if text == "N/A" else int(text)


def _next(times: PacketTimes) -> int:
    return times.pts[-1] + times.durations[-1] if times.pts else 0
