# SPDX-License-Identifier: Apache-2.0
"""The packet table of an upload, from the packets by which it was opened."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from media.intake import Source
from media.joins import ClockedPackets
from media.packet_times import PacketTimes
from media.packets import Packet, PacketTable, StreamPackets
from media.source_clock import Picture

_UNREAD = StreamPackets("unknown", "unknown", Fraction(1), None, ())


def packet_table(source: Source) -> PacketTable:
    """Return the packets of the picture that is seen and of the sound that is heard.

    Other streams are there without packets, and so is a picture of which some are discarded.
    """
    streams: dict[int, StreamPackets] = {}
    video, audio = source.probe.video, source.probe.audio
    if video is not None and source.picture is not None and not source.picture.times.discarded:
        streams[video.index] = _stream("video", video.codec, source.picture)
    if audio is not None and source.sound is not None:
        streams[audio.index] = _stream("audio", audio.codec, source.sound)
    count = max(streams, default=-1) + 1
    return PacketTable(tuple(streams.get(index, _UNREAD) for index in range(count)))


def _stream(kind: str, codec: str, clocked: Picture | ClockedPackets) -> StreamPackets:
    times = clocked.times
    packets = _packets(times)
    leading = tuple(_packet(one, is_key=True) for one in times.discarded if one.dts < times.dts[0])
    if len(leading) < len(times.discarded):
        # A copy may have the others or not, so that nobody knows where its packets are.
        packets = tuple(replace(one, position=None) for one in packets)
    return StreamPackets(kind, codec, clocked.tick, None, packets, leading)


def _packets(times: PacketTimes) -> tuple[Packet, ...]:
    keys = frozenset(times.keys)
    columns = zip(times.pts, times.dts, times.durations, times.sizes, times.positions, strict=True)
    return tuple(_packet(row, is_key=place in keys) for place, row in enumerate(columns))


def _packet(row: tuple[int, int, int, int, int], *, is_key: bool) -> Packet:
    pts, dts, duration, size, position = row
    return Packet(pts, dts, duration, size, is_key, position if position >= 0 else None)
