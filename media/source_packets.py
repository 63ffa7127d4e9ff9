# SPDX-License-Identifier: Apache-2.0
"""The packet table of an upload, from the packets by which it was opened."""

from __future__ import annotations

from fractions import Fraction

from media.intake import Source
from media.packet_times import PacketTimes
from media.packets import Packet, PacketTable, StreamPackets

_UNREAD = StreamPackets("unknown", "unknown", Fraction(1), None, ())


def packet_table(source: Source) -> PacketTable:
    """Return the packets of the picture that is seen and of the sound that is heard.

    Other streams are there without packets, and so is a picture of which some are discarded.
    """
    streams: dict[int, StreamPackets] = {}
    video, audio = source.probe.video, source.probe.audio
    if video is not None and source.picture is not None and not source.picture.times.discarded:
        packets = _packets(source.picture.times)
        tick = source.picture.tick
        streams[video.index] = StreamPackets("video", video.codec, tick, None, packets)
    if audio is not None and source.sound is not None:
        packets = _packets(source.sound.times)
        tick = source.sound.tick
        streams[audio.index] = StreamPackets("audio", audio.codec, tick, None, packets)
    count = max(streams, default=-1) + 1
    return PacketTable(tuple(streams.get(index, _UNREAD) for index in range(count)))


def _packets(times: PacketTimes) -> tuple[Packet, ...]:
    keys = frozenset(times.keys)
    columns = zip(times.pts, times.dts, times.durations, times.sizes, strict=True)
    return tuple(
        Packet(pts, dts, duration, size, place in keys)
        for place, (pts, dts, duration, size) in enumerate(columns)
    )
