# SPDX-License-Identifier: Apache-2.0
"""Whether a file has less than it states, as that of a recorder that crashed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from media.packet_times import PacketTimes
from media.probe import Fields, ratio
from media.source_clock import tick_of
from media.streams import MediaProbe

GUESSING = frozenset({"mp3", "aac", "mpegts", "mpeg"})
"""Formats that state no duration: ffprobe guesses one from the bit rate or the last packets."""

LONGEST_RECORDING = Fraction(24 * 3600)
"""A header that states more seconds states nonsense."""

MISSING = Fraction(1)
"""A file that ends earlier than its header states, by more seconds, was cut off."""


def cut_off(header: Fields, probe: MediaProbe, times: Mapping[int, PacketTimes]) -> tuple[str, ...]:
    """Tell that a file has less than it states; what is not shown, like a second sound, counts."""
    stated = ratio(header["format"].get("duration"))
    if stated is None or not _whole_end(header, probe, times) + MISSING < stated:
        return ()
    if stated > LONGEST_RECORDING or header["format"]["format_name"] in GUESSING:
        return ()
    seconds = f"{float(probe.playing_time):.1f} of {float(stated):.1f} seconds"
    return (f"This file was cut off: it has {seconds}.",)


def _whole_end(header: Fields, probe: MediaProbe, times: Mapping[int, PacketTimes]) -> Fraction:
    """Return when the last stream of a file ends."""
    # Matroska states the time of the end, however late the beginning is.
    ends = [probe.playing_time + max(probe.zero, Fraction(0))]
    for fields in header["streams"]:
        packets = times.get(int(fields["index"]))
        if packets is not None and packets.pts:
            ends.append(packets.end * tick_of(fields))
    return max(ends)
