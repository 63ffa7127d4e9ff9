# SPDX-License-Identifier: Apache-2.0
"""The track that a copy of a stream would be, without that copy: its samples lie in the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from media.hls.boxes import NON_SYNC, BadTrack, Sample, Track
from media.hls.segments import media_bytes
from media.packets import Packet, StreamPackets

_KEY, _NOT_KEY = 0x02000000, 0x01000000 | NON_SYNC
"""How ffmpeg marks a sample: it depends on no other one, or on others."""


class CopyDiffers(Exception):
    """A copy of a stream is not its packets as they lie in the source, so all of it is needed."""


def track_in_source(source: Path, beginning: Track, packets: StreamPackets) -> Track:
    """Return the track of which the beginning was copied from the packets of a source.

    CopyDiffers when what was copied is not what the packets say and the source holds.
    """
    samples = _samples(
        (*packets.leading, *packets.packets), packets.time_base * beginning.timescale
    )
    count = len(beginning.samples)
    if not 0 < count <= len(samples):
        raise CopyDiffers("other packets")
    track = replace(beginning, path=source, samples=samples, fragments=())
    # How long the last sample lasts is only known when the next one is copied, too.
    described = zip(beginning.samples[:-1], samples[: count - 1], strict=True)
    if any(replace(one, offset=0) != replace(other, offset=0) for one, other in described):
        raise CopyDiffers("other times, sizes or key frames")
    if _bytes_of(beginning, beginning.samples) != _bytes_of(track, samples[:count]):
        raise CopyDiffers("other bytes")
    return track


def _samples(packets: Sequence[Packet], scale: Fraction) -> tuple[Sample, ...]:
    """Return packets as samples of a track with so many of its ticks in one of theirs."""
    if any(packet.dts is None or packet.position is None for packet in packets):
        raise CopyDiffers("packets without a time or a place")
    times = _scaled([packet.dts or 0 for packet in packets], scale)
    shown = _scaled([packet.pts for packet in packets], scale)
    last = _scaled([packet.duration for packet in packets[-1:]], scale)
    ends = [*times[1:], *(times[-1] + duration for duration in last)]
    return tuple(
        Sample(
            offset=packet.position or 0,
            size=packet.size,
            duration=end - at,
            dts=at - times[0],
            pts=pts,
            flags=_KEY if packet.key else _NOT_KEY,
        )
        for packet, at, end, pts in zip(packets, times, ends, shown, strict=True)
    )


def _scaled(values: Sequence[int], scale: Fraction) -> list[int]:
    """Return ticks as ticks of another clock that has each of these moments, too."""
    ticks, parts = scale.numerator, scale.denominator
    if any(value * ticks % parts for value in values):
        raise CopyDiffers("another clock")
    return [value * ticks // parts for value in values]


def _bytes_of(track: Track, samples: Sequence[Sample]) -> bytes:
    try:
        with track.path.open("rb") as media:
            return b"".join(media_bytes(media, samples))
    except BadTrack as error:
        raise CopyDiffers("bytes beyond the end") from error
