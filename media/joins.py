# SPDX-License-Identifier: Apache-2.0
"""Recordings that were appended to one another: where each begins, and their common clock.

The clock of such a file restarts or jumps where the next recording begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from pathlib import Path

from media.argv import PROGRESS, QUIET
from media.packet_times import PacketTimes
from media.probe import INGEST_FLAGS

JOINABLE = frozenset({"mpegts", "mpeg"})
"""Formats whose recordings stay playable when their files are appended to one another."""

BACKWARD_JUMP = Fraction(1, 2)
"""A clock that goes back by more seconds has restarted; reordered packets go back by less."""

FORWARD_JUMP = Fraction(10)
"""A clock that goes forward by more seconds in all streams has jumped; one stream may pause."""

MOST_SHIFTS = 100


@dataclass(frozen=True, slots=True)
class ClockedPackets:
    """The packets of one stream, and the seconds of one tick of their times."""

    times: PacketTimes
    tick: Fraction


@dataclass(frozen=True, slots=True)
class Joins:
    """How many recordings follow the first one, and where each begins in which stream.

    `places` are the numbers of the first packets by stream, `shifts` the seconds to be subtracted
    from there on. Both are empty where the streams disagree about the number of recordings.
    """

    count: int
    places: Mapping[int, tuple[int, ...]]
    shifts: tuple[Fraction, ...] = ()


def find_joins(streams: Mapping[int, ClockedPackets], *, main: int) -> Joins | None:
    """Return the joins of a file by its streams, None if its clock goes on; `main` sets it."""
    places = {index: _places(each) for index, each in streams.items()}
    counts = {len(found) for found in places.values()}
    if counts == {0}:
        return None
    if len(counts) == 1 and max(counts) <= MOST_SHIFTS:
        shifts = _shifts(streams[main], places[main])
        return Joins(len(shifts), places, shifts)
    restarts = max(_restarts(each) for each in streams.values())
    return Joins(restarts, {}) if restarts else None


def end_to_end_argv(path: Path, target: Path, joins: Joins, *, streams: Sequence[int]) -> list[str]:
    """Return the command that copies joined recordings on a clock that goes on.

    Where it is not known which packets belong together, ffmpeg moves all streams wherever the clock
    of one does not go on.
    """
    argv = ["ffmpeg", *QUIET, *PROGRESS, *INGEST_FLAGS]
    argv += ["-copyts"] if joins.shifts else []
    argv += ["-i", str(path)]
    for number, index in enumerate(streams):
        argv += ["-map", f"0:{index}"]
        if joins.shifts:
            argv += [f"-bsf:{number}", _shifting(joins, index)]
    return [*argv, "-c", "copy", "-f", "mpegts", str(target)]


def _shifting(joins: Joins, index: int) -> str:
    """Return the filter that shifts both times of each packet; one that has none gets none."""
    shift = "".join(
        f"-({shift.numerator}/{shift.denominator})/TB*gte(N\\,{place})"
        for place, shift in zip(joins.places[index], joins.shifts, strict=True)
    )
    # Set by `ts`, the time at which a packet is shown would become that at which it is decoded.
    times = (f"{at.lower()}=if(eq({at}\\,NOPTS)\\,NOPTS\\,{at}{shift})" for at in ("PTS", "DTS"))
    return f"setts={':'.join(times)}"


def _places(stream: ClockedPackets) -> tuple[int, ...]:
    lowest, highest = ceil(-BACKWARD_JUMP / stream.tick), floor(FORWARD_JUMP / stream.tick)
    return tuple(
        number
        for number, (a, b) in enumerate(pairwise(stream.times.dts), start=1)
        if not lowest <= b - a <= highest
    )


def _restarts(stream: ClockedPackets) -> int:
    highest = floor(BACKWARD_JUMP / stream.tick)
    return sum(a - b > highest for a, b in pairwise(stream.times.dts))


def _shifts(main: ClockedPackets, places: tuple[int, ...]) -> tuple[Fraction, ...]:
    """Return what each recording begins too late, so that it follows the one before at once."""
    bounds = [0, *places, len(main.times.pts)]
    parts = [main.times.pts[a:b] for a, b in pairwise(bounds)]
    return tuple((min(b) - _end(a)) * main.tick for a, b in pairwise(parts))


def _end(part: Sequence[int]) -> Fraction:
    """Return the tick at which a recording ends: its last packet is as long as the others."""
    first, last = min(part), max(part)
    return last + Fraction(last - first, max(1, len(part) - 1))
