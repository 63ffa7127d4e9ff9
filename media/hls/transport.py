# SPDX-License-Identifier: Apache-2.0
"""A reader of MPEG transport streams of one track, as segments of HLS are: the times of samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median_low

from media.hls.boxes import NON_SYNC, BadTrack, Sample, Track
from media.hls.parameter_sets import VideoParameters, read_parameters
from media.hls.playlists import AAC_LC

TIMESCALE = 90_000
_PACKET, _SYNC, _PAT = 188, 0x47, 0
_H264, _ADTS = 0x1B, 0x0F
_AAC_SAMPLES = 1024
_AAC_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)


@dataclass(frozen=True, slots=True)
class TransportSegment:
    """One segment: its samples, and what is coded in it; the resolution of a sound is empty."""

    track: Track
    parameters: VideoParameters


@dataclass(frozen=True, slots=True)
class _Packet:
    """The payload of a packet: where it lies, of which stream, and whether something begins."""

    offset: int
    pid: int
    begins: bool
    is_entry: bool
    payload: bytes


def read_transport(path: Path, *, usual: int = 0) -> TransportSegment:
    """Read a segment; BadTrack when it is not a transport stream of H.264 or AAC.

    `usual` is how long a sample lasts, in ticks, where the segment has one sample only.
    """
    packets = list(_packets(path.read_bytes()))
    kind, pid = _stream(packets)
    own = [one for one in packets if one.pid == pid]
    begins = [place for place, one in enumerate(own) if one.begins]
    if not begins:
        raise BadTrack(f"{path.name} has no samples")
    times = [_times(own[place].payload) for place in begins]
    steps = [after - here for (_, here), (_, after) in pairwise(times)]
    if kind == _ADTS:
        steps.append(_sound_ticks(_coded(own[begins[-1] :])))
        parameters = VideoParameters(AAC_LC, "")
    else:
        steps.append(median_low(steps) if steps else usual)
        end = begins[1] if len(begins) > 1 else len(own)
        parameters = read_parameters(_coded(own[begins[0] : end]))
    samples = tuple(
        Sample(
            offset=own[place].offset,
            size=0,
            duration=step,
            dts=dts,
            pts=pts,
            flags=0 if own[place].is_entry or kind == _ADTS else NON_SYNC,
        )
        for place, (pts, dts), step in zip(begins, times, steps, strict=True)
    )
    track = Track(path, b"", TIMESCALE, pid, 0, samples)
    return TransportSegment(track, parameters)


def _packets(data: bytes) -> Iterator[_Packet]:
    count, rest = divmod(len(data), _PACKET)
    if rest or not count or data[::_PACKET].strip(bytes([_SYNC])):
        raise BadTrack("a segment is no transport stream")
    for offset in range(0, len(data), _PACKET):
        first, second, control = data[offset + 1], data[offset + 2], data[offset + 3]
        if not control & 0x10:
            continue
        start, is_entry = offset + 4, False
        if control & 0x20:
            start += 1 + data[offset + 4]
            is_entry = data[offset + 4] > 0 and bool(data[offset + 5] & 0x40)
        payload = data[start : offset + _PACKET]
        yield _Packet(offset, (first & 0x1F) << 8 | second, bool(first & 0x40), is_entry, payload)


def _stream(packets: Sequence[_Packet]) -> tuple[int, int]:
    """Return the kind and the number of the only stream of H.264 or AAC."""
    programmes = _section(packets, _PAT)
    if len(programmes) < 12:
        raise BadTrack("a segment without a table of programmes")
    table = _section(packets, (programmes[10] & 0x1F) << 8 | programmes[11])
    at, found = 12 + ((table[10] & 0x0F) << 8 | table[11]) if len(table) > 11 else 0, []
    while at and at + 5 <= len(table):
        kind, pid = table[at], (table[at + 1] & 0x1F) << 8 | table[at + 2]
        found.append((kind, pid))
        at += 5 + ((table[at + 3] & 0x0F) << 8 | table[at + 4])
    media = [one for one in found if one[0] in {_H264, _ADTS}]
    if len(media) != 1:
        raise BadTrack("a segment that has not one stream of H.264 or AAC")
    return media[0]


def _section(packets: Sequence[_Packet], pid: int) -> bytes:
    """Return the first table of a number without its checksum; it fits into one packet."""
    for one in packets:
        if one.pid == pid and one.begins and one.payload:
            table = one.payload[1 + one.payload[0] :]
            length = (table[1] & 0x0F) << 8 | table[2] if len(table) > 2 else 0
            return table[: max(0, 3 + length - 4)]
    return b""


def _times(payload: bytes) -> tuple[int, int]:
    """Return when a sample is presented and decoded."""
    if payload[:3] != b"\x00\x00\x01" or len(payload) < 19 or not payload[7] & 0x80:
        raise BadTrack("a sample without a time")
    pts = _ticks(payload[9:14])
    return pts, _ticks(payload[14:19]) if payload[7] & 0x40 else pts


def _ticks(five: bytes) -> int:
    first, second, third = five[0] >> 1 & 7, (five[1] << 8 | five[2]) >> 1, five[3] << 8 | five[4]
    return first << 30 | second << 15 | third >> 1


def _coded(packets: Sequence[_Packet]) -> bytes:
    """Return the bytes of one sample without its header."""
    data = b"".join(one.payload for one in packets)
    return data[9 + data[8] :]


def _sound_ticks(data: bytes) -> int:
    """Return how long the frames of AAC last that one sample has."""
    at, frames, rate = 0, 0, 0
    while at + 7 <= len(data) and data[at] == 0xFF and data[at + 1] & 0xF0 == 0xF0:
        index = data[at + 2] >> 2 & 0x0F
        length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        if index >= len(_AAC_RATES) or length < 7:
            break
        at, frames, rate = at + length, frames + 1, _AAC_RATES[index]
    if not frames:
        raise BadTrack("a sample without frames of AAC")
    return frames * _AAC_SAMPLES * TIMESCALE // rate
